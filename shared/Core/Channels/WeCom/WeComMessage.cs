using OmniFunctions.Channels.MessageCrypt;
using OmniFunctions.Channels.WeChat;

namespace OmniFunctions.Channels.WeCom;

/// <summary>A message or event of the app, in the fields that WeChat has too.</summary>
internal static class WeComMessage
{
    internal static Parsed Read(FlatFields fields)
    {
        if (fields.Id("MsgType") is not { } type)
        {
            // Commands of a suite have an InfoType instead, and are from nobody.
            return fields.Id("InfoType") is { } command && fields.Id("SuiteId") is { } suite
                ? new Parsed.Items(Command(fields, command, suite))
                : new Parsed.Malformed(ParseFault.MissingField);
        }

        if (type == "event")
        {
            return WeComEvent.Read(fields);
        }

        if (fields.Id("FromUserName") is not { } sender)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var createdAt = fields.Integer("CreateTime");
        var messageId = fields.Id("MsgId");
        if (messageId is null && createdAt is null)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var frame = new InboundItem
        {
            Kind = ItemKind.Unsupported,
            Name = type,
            Sender = sender,
            Recipient = fields.Id("ToUserName"),
            MessageId = messageId,
            DedupeKey = messageId ?? sender + createdAt.Digits(),
            SentAt = UnixTime.FromSeconds(createdAt),
        };
        return WeChatMessage.Fill(frame, type, fields) is { } item
            ? new Parsed.Items(item with { Details = Merged(item.Details, fields.Details(("agent_id", "AgentID"), ("app_type", "AppType"))) })
            : new Parsed.Malformed(ParseFault.MissingField);
    }

    internal static IReadOnlyDictionary<string, Detail> Merged(IReadOnlyDictionary<string, Detail> some, Dictionary<string, Detail> more)
    {
        foreach (var (name, value) in some)
        {
            more[name] = value;
        }

        return more;
    }

    private static InboundItem Command(FlatFields fields, string command, string suite) => new()
    {
        Kind = ItemKind.Event,
        Name = command,
        Sender = fields.Id("AuthCorpId") ?? suite,
        Recipient = suite,
        DedupeKey = string.Join(':', suite, fields.Text("TimeStamp"), command),
        SentAt = UnixTime.FromSeconds(fields.Integer("TimeStamp")),
    };
}
