using System.Collections.Concurrent;
using System.Globalization;

namespace OmniFunctions.Tests.Crash;

/// <summary>What the outside world was promised: kept in this process, which nobody kills.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, int> acknowledgedUpTo = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> replies = new(StringComparer.Ordinal);

    /// <summary>What a customer writes, by which it is found again.</summary>
    public static string Text(string sender, int number) => string.Create(CultureInfo.InvariantCulture, $"{sender}#{number}");

    /// <summary>A sender's messages are numbered from 1 and sent one after the other, each again and again until it is acknowledged.</summary>
    public void AcknowledgeMessage(string sender, int number) => acknowledgedUpTo[sender] = number;

    public void AcknowledgeReply(string messageId, string conversation) => replies[messageId] = conversation;

    public IReadOnlyDictionary<string, int> Messages => acknowledgedUpTo;

    public IReadOnlyDictionary<string, string> Replies => replies;

    public int Count => acknowledgedUpTo.Values.Sum() + replies.Count;
}
