using System.Globalization;
using OmniFunctions.Conversations;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using static OmniFunctions.Conversations.ConversationCommand;

namespace OmniFunctions.Lab.Script;

/// <summary>One line of a story: who does what. The words are those of the HTTP API's actions, so that what one tries here can be done there.</summary>
internal sealed class ActReading(
    NodeReader node,
    int number,
    TimeZoneInfo zone,
    DateTimeOffset at,
    ServicePolicy policy,
    IReadOnlyList<LabAgent> agents,
    IReadOnlyList<LabCustomer> customers,
    Func<string, TimeZoneInfo?> zones)
{
    private static readonly string[] CustomerVerbs = ["write", "leave", "person", "callback", "cancelCallback", "rate"];

    private static readonly string[] PresenceVerbs = ["online", "away", "offline"];

    private static readonly string[] AgentVerbs =
    [
        "accept", "decline", "claim", "takeOver", "reply", "recall", "note", "whisper", "transfer", "consult", "completeConsult", "endConsult", "watch", "unwatch",
        "barge", "addParticipant", "removeParticipant", "label", "priority", "topic", "disposition", "schedule", "cancelScheduled", "askRating", "wait", "resume",
        "snooze", "wake", "close", "finishWrapUp", "reopen", "callback", "cancelCallback", "callbackOutcome", "merge", "unmerge",
    ];

    public static IEnumerable<string> Verbs => CustomerVerbs.Concat(PresenceVerbs).Concat(AgentVerbs).Append("look").Distinct();

    /// <summary>Null with at least one fault.</summary>
    public LabAct? Act()
    {
        var verb = node.Needed("does");
        var (isCustomer, isAgent) = (node.Has("customer"), node.Has("agent"));
        if (isCustomer && isAgent) node.Fault("agent", "Either 'customer' or 'agent' does something; whose conversation it is says 'with'.");
        if (isCustomer) return ByCustomer(verb, Customer("customer"));
        if (isAgent) return ByAgent(verb, new AgentId(Agent("agent")));
        if (verb == "look") return new LabAct.Looks(Customer("with"));
        node.Fault("Who does it? 'customer' or 'agent' is missing.");
        return null;
    }

    private LabAct? ByCustomer(string verb, string customer) => verb switch
    {
        "write" => new LabAct.Writes(customer, node.Needed("text", LabScript.MaxTextLength)),
        "leave" => new LabAct.Wants(customer, new Leave()),
        "person" => new LabAct.Wants(customer, new AskForPerson()),
        "callback" => new LabAct.Wants(customer, new AskForCallback(node.Time("due", CallbackZone()), node.Text("zone"), Id())),
        "cancelCallback" => new LabAct.Wants(customer, new CancelCallback()),
        "rate" => new LabAct.Wants(customer, new Rate(
            Id(), node.Number("score", 1, 10) ?? 5, node.Flag("solved"), node.Texts("tags"), node.Text("remark", LabScript.MaxTextLength))),
        _ => Unknown(verb, CustomerVerbs),
    };

    private LabAct? ByAgent(string verb, AgentId by) => verb switch
    {
        "online" => new LabAct.Becomes(by, Presence.Online, node.Text("reason")),
        "away" => new LabAct.Becomes(by, Presence.Away, node.Text("reason")),
        "offline" => new LabAct.Becomes(by, Presence.Offline, node.Text("reason")),
        "claim" => new LabAct.Claims(Customer("with"), by),
        "merge" => new LabAct.Merges(Customer("with"), by, Customer("into")),
        _ => Command(verb, by) is { } command ? new LabAct.Wants(Customer("with"), command, by) : null,
    };

    private ConversationCommand? Command(string verb, AgentId by) => verb switch
    {
        "accept" => new Accept(by),
        "decline" => new Decline(by),
        "takeOver" => new TakeOver(by, Reason()),
        "reply" => new SendReply(by, Id(), Said()),
        "recall" => new Recall(by, node.Needed("message"), node.Flag("asSupervisor") ?? false),
        "note" => new AddNote(by, Id(), Said(), [.. node.Texts("mentions").Select(agent => new AgentId(agent))]),
        "whisper" => new Whisper(by, Id(), Said()),
        "transfer" => new Transfer(by, Queue("queue"), node.Has("to") ? Colleague() : null, Reason()),
        "consult" => new Consult(by, Colleague(), Reason()),
        "completeConsult" => new CompleteConsult(by),
        "endConsult" => new EndConsult(by),
        "watch" => new Watch(by),
        "unwatch" => new Unwatch(by),
        "barge" => new Barge(by),
        "addParticipant" => new AddParticipant(by, Colleague()),
        "removeParticipant" => new RemoveParticipant(by, Colleague()),
        "label" => new Label(by, node.Texts("add"), node.Texts("remove")),
        "priority" => new SetPriority(by, node.Number("points", -1_000, 1_000) ?? 0),
        "topic" => new SetTopic(by, node.Text("topic")),
        "disposition" => new SetDisposition(by, node.Text("disposition")),
        "schedule" => new ScheduleMessage(by, Id(), Said(), Until() ?? at),
        "cancelScheduled" => new CancelScheduled(by, node.Needed("message")),
        "askRating" => new AskForRating(by),
        "wait" => new WaitOnCustomer(by),
        "resume" => new ResumeServing(by),
        "snooze" => new Snooze(by, Until()),
        "wake" => new Wake(by),
        "close" => new Close(by, node.Choice(
            "reason", CloseReason.Resolved, ("resolved", CloseReason.Resolved), ("customerGone", CloseReason.CustomerGone), ("spam", CloseReason.Spam))),
        "finishWrapUp" => new FinishWrapUp(by),
        "reopen" => new Reopen(by),
        "callback" => new AskForCallback(node.Time("due", CallbackZone()), node.Text("zone"), Id(), by),
        "cancelCallback" => new CancelCallback(by),
        "callbackOutcome" => new RecordCallback(by, node.Choice(
            "outcome", CallbackOutcome.Reached, ("reached", CallbackOutcome.Reached), ("noAnswer", CallbackOutcome.NoAnswer), ("wrongNumber", CallbackOutcome.WrongNumber))),
        "unmerge" => new Unmerge(by),
        _ => UnknownCommand(verb),
    };

    /// <summary>A message's id: the line's own, so that a later line can name it.</summary>
    private string Id() => node.Text("id") ?? string.Create(CultureInfo.InvariantCulture, $"step{number}");

    private string Said() => node.Needed("text", LabScript.MaxTextLength);

    private string? Reason() => node.Text("reason", LabScript.MaxTextLength);

    private AgentId Colleague() => new(Agent("to"));

    /// <summary>A time of the wall clock or so long from now.</summary>
    private DateTimeOffset? Until() => node.Time("until", zone) ?? (node.Span("for") is { } span ? at + span : null);

    /// <summary>The customer says when by their own clock.</summary>
    private TimeZoneInfo CallbackZone()
    {
        if (node.Text("zone") is not { } id) return zone;
        if (zones(id) is { } known) return known;
        node.Fault("zone", $"There is no time zone '{id}'; write an IANA id, as Europe/Berlin.");
        return zone;
    }

    private QueueId? Queue(string name)
    {
        if (node.Text(name) is not { } id) return null;
        if (policy.Queues.All(queue => queue.Id.Value != id)) node.Fault(name, $"There is no queue '{id}'.");
        return new QueueId(id);
    }

    /// <summary>With one customer alone in the story it goes without saying who is meant.</summary>
    private string Customer(string name)
    {
        var customer = !node.Has(name) && customers.Count == 1 && name == "with" ? customers[0].Name : node.Needed(name);
        if (customer.Length > 0 && customers.All(known => known.Name != customer)) node.Fault(name, $"There is no customer '{customer}' in this story.");
        _ = node.Text(name);
        return customer;
    }

    private string Agent(string name)
    {
        var agent = node.Needed(name);
        if (agent.Length > 0 && agents.All(known => known.Agent.Value != agent)) node.Fault(name, $"There is no agent '{agent}' in this story.");
        return agent;
    }

    private LabAct? Unknown(string verb, IReadOnlyList<string> known)
    {
        if (verb.Length > 0) node.Unknown("does", verb, known);
        return null;
    }

    private ConversationCommand? UnknownCommand(string verb)
    {
        Unknown(verb, [.. PresenceVerbs, .. AgentVerbs]);
        return null;
    }
}
