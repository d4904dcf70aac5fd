using System.Text.Json;

namespace OmniFunctions.Channels.Meta;

/// <summary>Entries of messages, and of changes where comments under posts are subscribed.</summary>
internal static class MessagingPayload
{
    internal static Parsed Read(JsonElement root, ChannelAccount account)
    {
        if (root.Member("entry") is not { ValueKind: JsonValueKind.Array } entries)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var batch = new Batch();
        foreach (var entry in entries.EnumerateArray())
        {
            if (account.Setting(MetaSettings.PageId) is { } ours && entry.Id("id") is { } page && page != ours)
            {
                batch.Add(ParseFault.WrongReceiver);
                continue;
            }

            // What stands under "standby" is another application's conversation.
            foreach (var message in entry.Array("messaging"))
            {
                batch.Add(MessagingEvent.Read(message));
            }

            foreach (var change in entry.Array("changes"))
            {
                batch.Add(MessagingComment.Read(entry, change));
            }
        }

        return batch.Result();
    }
}
