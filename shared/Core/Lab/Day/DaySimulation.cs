using System.Globalization;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Policies;
using OmniFunctions.Routing;

namespace OmniFunctions.Lab.Day;

/// <summary>
/// A whole day of customers and agents against the production decisions, on a virtual clock. Nothing in it decides who gets what or when
/// something is due: it only writes, waits, accepts, answers and closes as the day's plan says, and notes what comes of it.
/// </summary>
public sealed class DaySimulation
{
    private static readonly TenantId Tenant = new("virtual");

    private readonly CompiledPolicy policy;
    private readonly DayPlan plan;
    private readonly ulong seed;
    private readonly VirtualTenant tenant;
    private readonly Dictionary<ConversationId, Guest> guests = [];
    private readonly Dictionary<AgentId, Worker> workers;
    private readonly DayBook book;

    private DaySimulation(CompiledPolicy policy, DayPlan plan, ulong seed)
    {
        this.policy = policy;
        this.plan = plan;
        this.seed = seed;
        tenant = new VirtualTenant(Tenant, new Rulebook(policy), plan.Begins);
        workers = plan.Agents.ToDictionary(agent => agent.Agent, agent => new Worker(agent));
        book = new DayBook(plan);
        tenant.Happened += Follow;
        tenant.Rerouted += book.Rerouted;
    }

    public static DayBook Run(CompiledPolicy policy, DayPlan plan, ulong seed)
    {
        var day = new DaySimulation(policy, plan, seed);
        day.Prepare();
        var until = plan.Begins + DayPlan.Followed;
        while (day.tenant.Agenda.Next(until)) { }
        day.book.Finish(until);
        return day.book;
    }

    private void Prepare()
    {
        foreach (var worker in workers.Values)
        {
            foreach (var span in worker.Plan.Spans)
            {
                tenant.Agenda.At(span.From, () => Come(worker));
                tenant.Agenda.At(span.Until, () => Go(worker));
            }
        }

        foreach (var number in Enumerable.Range(0, plan.Conversations))
        {
            var customer = Customer.Draw(plan, seed, number);
            tenant.Agenda.At(customer.Arrives, () => Arrive(customer));
        }

        for (var at = plan.Begins; at < plan.Begins + DayPlan.Followed; at += DayBook.Step) tenant.Agenda.At(at, () => book.Sample(tenant));
    }

    private void Come(Worker worker)
    {
        worker.IsOnDuty = true;
        Seat(worker, Presence.Online);
    }

    /// <summary>Who still has conversations is away for new ones, and gone with the last.</summary>
    private void Go(Worker worker)
    {
        worker.IsOnDuty = false;
        Seat(worker, Holds(worker) ? Presence.Away : Presence.Offline);
    }

    private void Return(Worker worker)
    {
        if (worker.IsOnDuty) Seat(worker, Presence.Online);
    }

    private void Seat(Worker worker, Presence presence) =>
        tenant.Seat(worker.Plan.Agent, worker.Plan.Place, presence);

    private void Arrive(Customer customer)
    {
        var guest = new Guest(customer, book.Open(customer), PersonOf(customer.Number));
        guests.Add(guest.Conversation, guest);
        Say(guest);
        if (double.IsFinite(customer.PatienceSeconds)) tenant.Agenda.After(customer.PatienceSeconds, () => GiveUp(guest));
    }

    private void Say(Guest guest)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"m{++guest.Messages}");
        var item = new InboundItem { Kind = ItemKind.Text, Sender = guest.Person.Value, Conversation = guest.Person.Value, DedupeKey = key, MessageId = key, Text = "…" };
        var leg = new Leg(new AccountKey(Tenant, guest.Customer.Channel, "main"), guest.Person.Value, guest.Person.Value);
        tenant.Apply(guest.Conversation, new ConversationCommand.Receive(guest.Person, key, leg, item, tenant.Now, guest.Customer.Facts), Cause.Actor);
    }

    private void GiveUp(Guest guest)
    {
        if (guest.Visit.Accepted is null) tenant.Apply(guest.Conversation, new ConversationCommand.Leave(), Cause.Actor);
    }

    /// <summary>People react to what has happened to them.</summary>
    private void Follow(Happening happening)
    {
        if (!guests.TryGetValue(happening.Conversation, out var guest)) return;
        book.Note(guest.Visit, happening);
        foreach (var e in happening.Events) React(guest, e);

        if (happening.After?.Phase is Phase.Ended)
        {
            guests.Remove(happening.Conversation);
            tenant.Forget(happening.Conversation);
        }
    }

    private void React(Guest guest, ConversationEvent e)
    {
        switch (e)
        {
            case ConversationEvent.Offered offered:
                Consider(guest, workers[offered.Agent]);
                break;
            case ConversationEvent.OfferMissed missed:
                var worker = workers[missed.Agent];
                tenant.Agenda.After(guest.Customer.Offer(seed, guest.Visit.Offers).Lognormal(plan.Habits.ReturnSeconds, 0.8), () => Return(worker));
                break;
            case ConversationEvent.Accepted accepted:
                Serve(guest, workers[accepted.Agent]);
                break;
            case ConversationEvent.BotSeated:
                tenant.Agenda.After(plan.Habits.BotSeconds, () => tenant.Apply(guest.Conversation, new ConversationCommand.AskForPerson(), Cause.Actor));
                break;
            case ConversationEvent.WrapUpBegan began:
                var tidying = workers[began.Agent];
                tenant.Agenda.After(guest.Customer.WrapUpSeconds, () => WrapUp(guest, tidying));
                break;
        }
    }

    private void Consider(Guest guest, Worker worker)
    {
        var chance = guest.Customer.Offer(seed, guest.Visit.Offers);
        var fate = chance.Fraction();
        if (fate < plan.Habits.MissedShare) return;
        var declines = fate < plan.Habits.MissedShare + plan.Habits.DeclinedShare;
        var seconds = plan.Habits.ReactionSeconds <= 0 ? 0 : chance.Lognormal(plan.Habits.ReactionSeconds, 0.6);
        tenant.Agenda.After(seconds, () => tenant.Apply(
            guest.Conversation,
            declines ? new ConversationCommand.Decline(worker.Plan.Agent) : new ConversationCommand.Accept(worker.Plan.Agent),
            Cause.Actor));
    }

    /// <summary>The whole talk is noted at once; what is no longer possible when its time comes is refused, and costs nothing.</summary>
    private void Serve(Guest guest, Worker worker)
    {
        var customer = guest.Customer;
        var first = guest.Visit.Transfers == 0 ? customer.FirstReplySeconds : Math.Min(customer.FirstReplySeconds, guest.Left / 2);
        var end = customer.TransferAt is { } part && guest.Visit.Transfers == 0 ? customer.HandleSeconds * part : guest.Left;
        guest.Left = Math.Max(0, guest.Left - end);
        first = Math.Min(first, end / 2);
        for (var turn = 0; turn < customer.Turns; turn++)
        {
            var at = first + ((end - first) * turn / customer.Turns);
            tenant.Agenda.After(at, () => Answer(guest, worker));
            if (turn > 0) tenant.Agenda.After(at - ((end - first) / customer.Turns / 2), () => Ask(guest, worker));
        }

        if (guest.Left > 0) tenant.Agenda.After(end, () => HandOver(guest, worker));
        else tenant.Agenda.After(end, () => Close(guest, worker));
    }

    private void Ask(Guest guest, Worker worker)
    {
        if (Has(guest, worker)) Say(guest);
    }

    private void Answer(Guest guest, Worker worker)
    {
        if (!Has(guest, worker)) return;
        var id = string.Create(CultureInfo.InvariantCulture, $"r{++guest.Replies}");
        tenant.Apply(guest.Conversation, new ConversationCommand.SendReply(worker.Plan.Agent, id, "…"), Cause.Actor);
    }

    /// <summary>To another queue, cold; where there is none, the agent goes on by themselves.</summary>
    private void HandOver(Guest guest, Worker worker)
    {
        if (!Has(guest, worker)) return;
        if (Elsewhere(guest) is { } queue)
        {
            tenant.Apply(guest.Conversation, new ConversationCommand.Transfer(worker.Plan.Agent, queue, null, null), Cause.Actor);
        }
        else
        {
            tenant.Agenda.After(guest.Left, () => Close(guest, worker));
        }
    }

    private QueueId? Elsewhere(Guest guest)
    {
        var others = policy.Document.Queues.Select(queue => queue.Id).Where(queue => queue != guest.Visit.Queue).ToList();
        return others.Count == 0 ? null : others[guest.Customer.Number % others.Count];
    }

    private void Close(Guest guest, Worker worker)
    {
        if (!Has(guest, worker)) return;
        var dispositions = policy.TermsOf(guest.Visit.Queue).WrapUp.Dispositions;
        if (dispositions.Count > 0)
        {
            var disposition = dispositions[guest.Customer.Number % dispositions.Count].Id;
            tenant.Apply(guest.Conversation, new ConversationCommand.SetDisposition(worker.Plan.Agent, disposition), Cause.Actor);
        }

        tenant.Apply(guest.Conversation, new ConversationCommand.Close(worker.Plan.Agent, CloseReason.Resolved), Cause.Actor);
        GoHome(worker);
    }

    private void WrapUp(Guest guest, Worker worker)
    {
        if (Has(guest, worker)) tenant.Apply(guest.Conversation, new ConversationCommand.FinishWrapUp(worker.Plan.Agent), Cause.Actor);
        GoHome(worker);
    }

    private void GoHome(Worker worker)
    {
        if (!worker.IsOnDuty && !Holds(worker)) Seat(worker, Presence.Offline);
    }

    private bool Holds(Worker worker) => tenant.Group.Agents.TryGetValue(worker.Plan.Agent, out var seat) && !seat.Held.IsEmpty;

    private bool Has(Guest guest, Worker worker) => tenant.StateOf(guest.Conversation)?.Holder == worker.Plan.Agent;

    private static PersonId PersonOf(int number) => new(string.Create(CultureInfo.InvariantCulture, $"customer{number:000000}"));

    private sealed class Guest(Customer customer, Visit visit, PersonId person)
    {
        public Customer Customer { get; } = customer;

        public Visit Visit { get; } = visit;

        public PersonId Person { get; } = person;

        public ConversationId Conversation { get; } = ConversationId.Of(person, 1);

        /// <summary>Seconds of work that are still to be done.</summary>
        public double Left { get; set; } = customer.HandleSeconds;

        public int Messages { get; set; }

        public int Replies { get; set; }
    }

    private sealed class Worker(AgentPlan plan)
    {
        public AgentPlan Plan { get; } = plan;

        public bool IsOnDuty { get; set; }
    }
}
