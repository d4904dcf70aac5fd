using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.Email;

/// <summary>
/// The ids and reply addresses we issue. Each carries a code that only this account can make: a mail that names one of ours has seen a mail of ours, and
/// one that only looks so has not.
/// </summary>
internal static class MailThread
{
    internal const int MaxIds = Mail.MaxReferences;

    private const string TagBeginning = "t-";
    private const int OperationLength = 32;
    private const int CodeLength = 20;

    /// <summary>The same over all attempts, so that a mail sent twice shows once.</summary>
    /// <param name="from">The address we write from; its domain is the id's.</param>
    internal static string MessageId(string operationId, string from, string key)
    {
        var domain = MailAddress.Domain(from);
        var operation = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(operationId)))[..OperationLength];
        return $"<{operation}.{Code(key, $"message:{operation}@{domain}")}@{domain}>";
    }

    /// <summary>Where the answers of one customer come, for programs that lose the ids.</summary>
    internal static string ReplyAddress(string from, string customer, string key) =>
        from.Insert(from.LastIndexOf('@'), "+" + TagBeginning + Code(key, "reply:" + customer));

    internal static bool IsOurs(string messageId, string key)
    {
        var at = messageId.IndexOf('@', StringComparison.Ordinal);
        if (at != 1 + OperationLength + 1 + CodeLength || messageId[0] != '<' || messageId[^1] != '>' || messageId[1 + OperationLength] != '.')
        {
            return false;
        }

        var code = Code(key, $"message:{messageId.Substring(1, OperationLength)}@{messageId[(at + 1)..^1]}");
        return FixedTime.Equal(code, messageId.Substring(1 + OperationLength + 1, CodeLength));
    }

    /// <param name="tag">What stands behind the plus sign of an address of ours.</param>
    internal static bool IsOurs(string tag, string sender, string key) =>
        tag.StartsWith(TagBeginning, StringComparison.Ordinal) && FixedTime.Equal(Code(key, "reply:" + sender), tag[TagBeginning.Length..]);

    /// <summary>A reply address comes back as one that is ours, with its tag; other plus addresses are somebody's own.</summary>
    internal static bool IsReplyTag(string? tag) => tag is { Length: CodeLength + 2 } && tag.StartsWith(TagBeginning, StringComparison.Ordinal);

    /// <summary>Null where the account has no key: then no mail is taken for an answer to ours.</summary>
    internal static string? KeyOf(ChannelAccount account) => account.Setting(EmailSettings.ThreadKey) ?? account.Setting(EmailSettings.ApiKey) ?? account.Setting(EmailSettings.Password);

    /// <summary>The ids in a header, brackets and all, in their order. What stands between them is comment.</summary>
    internal static IReadOnlyList<string> Ids(string? header)
    {
        var ids = new List<string>();
        var rest = header.AsSpan();
        while (rest.IndexOf('<') is >= 0 and var begin)
        {
            rest = rest[begin..];
            var end = rest.IndexOf('>');
            if (end < 0)
            {
                break;
            }

            if (end + 1 <= Limits.MaxIdLength && !rest[1..end].ContainsAny("< \t\r\n") && end > 1)
            {
                ids.Add(rest[..(end + 1)].ToString());
            }

            rest = rest[(end + 1)..];
        }

        // The first says what the thread is, and the last ones where in it this is.
        return ids.Count <= MaxIds ? ids : [ids[0], .. ids[^(MaxIds - 1)..]];
    }

    private static string Code(string key, string of) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(of)))[..CodeLength];
}
