using System.Text.Json;

namespace OmniFunctions.Channels.Email;

/// <summary>Who a mail was really for and from, which its head may say otherwise, and what the receiving server made of it.</summary>
/// <param name="From">Empty of a notice that wants no answer; null where it is not known.</param>
internal sealed record EmailEnvelope(string? From, string? To, string? Spf, string? Dkim, string? SpamScore)
{
    internal static EmailEnvelope None { get; } = new(null, null, null, null, null);

    internal static EmailEnvelope Of(JsonElement envelope, string? spf, string? dkim, string? spamScore)
    {
        var to = envelope.Array("to").FirstOrDefault();
        return new EmailEnvelope(envelope.String("from"), to.ValueKind == JsonValueKind.String ? to.GetString() : null, Short(spf), Short(dkim), Short(spamScore));
    }

    private static string? Short(string? word) => word is { Length: > 0 and <= Limits.MaxIdLength } ? word.Trim() : null;
}
