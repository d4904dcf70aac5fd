using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>
/// One conversation told through the production decide and fold: what has happened, then one thing more, then what came of it.
/// Setting the scene must succeed; only the last thing may be refused.
/// </summary>
internal sealed class Story
{
    internal static readonly AgentId Ana = new("ana");
    internal static readonly AgentId Bo = new("bo");
    internal static readonly QueueId Service = new("service");
    internal static readonly QueueId Sales = new("sales");
    internal static readonly PersonId Person = new("abcdefghijklmnopqrstuvwxyz2");
    internal static readonly ConversationKey Key = new(new TenantId("demo"), ConversationId.Of(Person, 1));
    internal static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    internal static readonly Leg BotLeg = new(new AccountKey(Key.Tenant, "telegram", "main"), "1111111", "1111111");

    internal static readonly ServicePolicy Policy = new(
        "policy-7",
        Service,
        new Dictionary<string, QueueId> { ["webchat"] = Sales },
        [
            new QueuePolicy(Service, "Service", OfferSeconds: 30, FirstResponseSeconds: 60, ReopenSeconds: 3600),
            new QueuePolicy(Sales, "Sales", OfferSeconds: 20, FirstResponseSeconds: 45, ReopenSeconds: 600),
        ]);

    /// <summary>What these stories go by unless they say otherwise.</summary>
    internal Rulebook Rules { get; private set; } = ByPolicy(Policy);

    private readonly List<ConversationEvent> _log = [];
    private Decision _last = Decision.Happened.Nothing;

    internal ConversationState? State { get; private set; }

    internal IReadOnlyList<ConversationEvent> Log => _log;

    internal Decision Last => _last;

    internal DateTimeOffset Now { get; private set; } = Start;

    internal ConversationState There => State ?? throw new InvalidOperationException("There is no conversation yet.");

    internal static Story Begins() => new();

    internal static Story IsWaiting() => Begins().Given(Says("m1"));

    internal static Story IsOffered() => IsWaiting().Given(OfferTo(Ana));

    internal static Story IsServed() => IsOffered().Given(new ConversationCommand.Accept(Ana));

    internal static Story IsClosed() => IsServed().Given(Closes(Ana));

    internal static Story HasEnded() => IsClosed().After(3600).Given(new ConversationCommand.Tick());

    internal static ConversationCommand.Receive Says(string key, string text = "hello", Leg? leg = null, DateTimeOffset? receivedAt = null) =>
        new(Person, key, leg ?? BotLeg, Item(ItemKind.Text, key, text), receivedAt ?? Start);

    internal static ConversationCommand.Receive Does(ItemKind kind, string key = "e1") => new(Person, key, BotLeg, Item(kind, key, text: null), Start);

    internal static ConversationCommand.Offer OfferTo(AgentId agent) => new(agent, Why(agent));

    internal static ConversationCommand.SendReply Answers(AgentId agent, string id = "r1", string text = "Good morning") => new(agent, id, text);

    internal static ConversationCommand.RecordDelivery Comes(DeliveryStatus status, string id = "r1") =>
        new(id, status, status == DeliveryStatus.Rejected ? DeliveryRefusal.RecipientBlockedUs : null, status == DeliveryStatus.Delivered ? "p1" : null);

    internal static ConversationCommand.Close Closes(AgentId agent) => new(agent, CloseReason.Resolved);

    internal static InboundItem Item(ItemKind kind, string key, string? text) =>
        new() { Kind = kind, Sender = BotLeg.Sender, Conversation = BotLeg.PlatformConversation, DedupeKey = key, MessageId = key, Text = text };

    internal static Explanation Why(AgentId agent) =>
        new(Start, "policy-7", Service, Start, agent, [new CandidateVerdict(agent, Verdict.Chosen, 0, 3, Start)], 0);

    internal static Rulebook ByPolicy(ServicePolicy policy) => new(
        CompiledPolicy.Of(policy, TimeZoneInfo.FindSystemTimeZoneById), NameOf: agent => agent == Ana ? "Ana" : null, Zones: ZoneOrNone);

    private static TimeZoneInfo? ZoneOrNone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;

    /// <summary>Other rules from here on.</summary>
    /// <param name="earlier">Whose hours are still known.</param>
    internal Story Under(ServicePolicy policy, CompiledPolicy? earlier = null)
    {
        Rules = ByPolicy(policy) with { Earlier = earlier?.CalendarOf(Service) is { } calendar ? new Dictionary<string, BusinessCalendar> { [calendar.Version] = calendar } : null };
        return this;
    }

    internal Story After(double seconds)
    {
        Now = Now.AddSeconds(seconds);
        return this;
    }

    /// <summary>It is that time.</summary>
    internal Story Given(DateTimeOffset now)
    {
        Now = now;
        return this;
    }

    internal Story Given(ConversationCommand command)
    {
        When(command);
        Assert.IsType<Decision.Happened>(_last);
        return this;
    }

    internal Story When(ConversationCommand command)
    {
        _last = Lifecycle.Decide(Key, State, command, Rules, Now);
        if (_last is Decision.Happened happened)
        {
            State = Lifecycle.Fold(Key, State, happened.Events);
            _log.AddRange(happened.Events);
        }

        return this;
    }

    /// <summary>What was recorded, however it came about.</summary>
    internal Story Tell(params ConversationEvent[] events)
    {
        State = Lifecycle.Fold(Key, State, events);
        _log.AddRange(events);
        return this;
    }

    internal Story Put(Func<ConversationState, ConversationState> change)
    {
        State = change(There);
        return this;
    }

    internal Story ThenHappened(params Type[] types)
    {
        Assert.Equal(types, Happened.Events.Where(e => !IsAside(e)).Select(e => e.GetType()));
        return this;
    }

    internal Story WithEffects(params Effect[] expected)
    {
        Assert.Equal(expected.Select(Shown), Happened.Effects.Select(Shown));
        return this;
    }

    internal Story WithEffectTypes(params Type[] expected)
    {
        Assert.Equal(expected, Happened.Effects.Where(effect => effect is not Effect.Deliver).Select(effect => effect.GetType()));
        return this;
    }

    internal Story ThenNothing()
    {
        ThenHappened().WithEffects();
        return this;
    }

    internal void ThenRefused(Refusal reason) => Assert.Equal(new Decision.Refused(reason), _last);

    internal T The<T>() where T : ConversationEvent => Assert.Single(Happened.Events.OfType<T>());

    internal static string Shown(ConversationState? state) => state is null ? "nothing" : Encoding.UTF8.GetString(StateCodec.Write(state));

    /// <summary>Clocks and terms are told of in their own stories.</summary>
    private static bool IsAside(ConversationEvent e) => e is ConversationEvent.ClocksChanged or ConversationEvent.Routed or ConversationEvent.AssessmentAsked;

    internal Decision.Happened Happened => Assert.IsType<Decision.Happened>(_last);

    /// <summary>Lists inside records compare by reference; what they say is what counts.</summary>
    private static string Shown(Effect effect) => effect is Effect.RequestAgent request
        ? $"RequestAgent {request.Queue} {request.Since:O} except {string.Join(',', request.Except)} until {request.ExceptUntil:O}"
        : effect.ToString();
}
