using System.Text.Json.Serialization;
using OmniFunctions.Json;

namespace OmniFunctions;

/// <summary>A company that uses the system. Lower-case letters, digits and hyphens, at most 40; first in every key.</summary>
[JsonConverter(typeof(IdConverters.TenantIdConverter))]
public readonly record struct TenantId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>
/// One person's n-th conversation: <c>{person}-{n}</c>, so that two messages which open it at once open the same one.
/// It is also the durable instance id, and never contains anything a customer wrote.
/// </summary>
[JsonConverter(typeof(IdConverters.ConversationIdConverter))]
public readonly record struct ConversationId(string Value)
{
    public static ConversationId Of(PersonId person, int ordinal) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{person.Value}-{ordinal}"));

    public override string ToString() => Value;
}

/// <summary>A customer, whatever channels they write through. Derived from the first identity seen; 27 characters of a–z and 2–7.</summary>
[JsonConverter(typeof(IdConverters.PersonIdConverter))]
public readonly record struct PersonId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Someone who answers customers. Lower-case letters, digits, dot, hyphen and underscore, at most 64.</summary>
[JsonConverter(typeof(IdConverters.AgentIdConverter))]
public readonly record struct AgentId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A waiting line with its own targets. Lower-case letters, digits and hyphens, at most 40.</summary>
[JsonConverter(typeof(IdConverters.QueueIdConverter))]
public readonly record struct QueueId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Something an agent knows: a language, a product, a kind of case. Lower-case letters, digits and hyphens, at most 40.</summary>
[JsonConverter(typeof(IdConverters.SkillIdConverter))]
public readonly record struct SkillId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>The account of a channel on which a customer reached the tenant: an official account, a bot, a widget.</summary>
/// <param name="Channel">The name in the channel catalogue, as <c>wechat-oa</c>.</param>
/// <param name="Account">The tenant's own name for it in webhook addresses.</param>
public readonly record struct AccountKey(TenantId Tenant, string Channel, string Account)
{
    public override string ToString() => $"{Tenant}/{Channel}/{Account}";
}
