using System.Buffers.Binary;

namespace OmniFunctions.Channels.Email;

/// <summary>Some mails of a folder in one answer, each as it travels, one behind the other.</summary>
public static class MailboxPage
{
    /// <summary>Before each mail: its length, and one byte that says whether it was longer.</summary>
    private const int FrameBytes = sizeof(int) + 1;

    public static byte[] Write(IReadOnlyList<MailboxMail> mails)
    {
        var page = new byte[mails.Sum(mail => FrameBytes + mail.Bytes.Length)];
        var rest = page.AsSpan();
        foreach (var mail in mails)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, mail.Bytes.Length);
            rest[sizeof(int)] = (byte)(mail.IsCut ? 1 : 0);
            mail.Bytes.Span.CopyTo(rest[FrameBytes..]);
            rest = rest[(FrameBytes + mail.Bytes.Length)..];
        }

        return page;
    }

    internal static IEnumerable<MailboxMail> Read(ReadOnlyMemory<byte> page)
    {
        while (page.Length >= FrameBytes)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(page.Span);
            var (isCut, rest) = (page.Span[sizeof(int)] == 1, page[FrameBytes..]);
            if (length < 0 || length > rest.Length)
            {
                // An answer that was cut short on its way: what there is of its last mail.
                yield return new MailboxMail(rest, true);
                yield break;
            }

            yield return new MailboxMail(rest[..length], isCut);
            page = rest[length..];
        }
    }
}

/// <param name="IsCut">There was more of it than a mail may have; the end is missing.</param>
public sealed record MailboxMail(ReadOnlyMemory<byte> Bytes, bool IsCut);
