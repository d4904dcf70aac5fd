using System.Text.Json;

namespace OmniFunctions.Channels.Slack;

/// <summary>A press of a button, a choice, a form that was sent, or a shortcut.</summary>
internal static class SlackInteraction
{
    internal static Parsed Read(JsonElement root)
    {
        if (root.String("type") is not { Length: > 0 and <= Limits.MaxIdLength } type)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        // Asked while somebody types into a menu of ours; we have none that would ask.
        if (type == "block_suggestion")
        {
            return new Parsed.Items();
        }

        if (root.Object("user")?.Id("id") is not { } user)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var trigger = root.Id("trigger_id");
        var frame = new InboundItem
        {
            Kind = ItemKind.Postback,
            Sender = user,
            Conversation = root.Object("channel")?.Id("id") ?? root.Object("container")?.Id("channel_id"),
            EventId = trigger,
            DedupeKey = trigger ?? $"{type}:{user}:{root.Id("action_ts") ?? root.Object("view")?.Id("hash")}",
            SentAt = SlackEvent.Time(root.String("action_ts")),
            DisplayName = (root.Object("user")?.String("name") ?? root.Object("user")?.String("username")) is { Length: > 0 and <= 200 } name ? name : null,
            Details = new Dictionary<string, Detail>()
                .Put("tenant", root.Object("team")?.Id("id") ?? root.Object("user")?.Id("team_id"))
                .Put("trigger_id", trigger)
                .Put("thread_ts", root.Object("message")?.Id("thread_ts"))
                .Put("target_message_id", root.Object("message")?.Id("ts") ?? root.Object("container")?.Id("message_ts")),
        };
        return type switch
        {
            "block_actions" or "interactive_message" => Actions(frame, root),
            "view_submission" => Form(frame, root, type),
            "view_closed" => new Parsed.Items(frame with { Kind = ItemKind.Event, Name = type, Payload = root.Object("view")?.Id("callback_id") }),
            "shortcut" or "message_action" or "dialog_submission" => new Parsed.Items(frame with { Name = type, Payload = root.Id("callback_id") }),
            _ => new Parsed.Items(frame with { Kind = ItemKind.Unsupported, Name = type }),
        };
    }

    private static Parsed Actions(InboundItem frame, JsonElement root)
    {
        var batch = new Batch();
        var index = 0;
        foreach (var action in root.Array("actions"))
        {
            if ((action.Id("action_id") ?? action.Id("name")) is not { } id)
            {
                batch.Add(ParseFault.MissingField);
                continue;
            }

            var chosen = action.Object("selected_option") ?? action.Array("selected_options").FirstOrDefault();
            var title = action.Object("text")?.String("text") ?? chosen.Object("text")?.String("text");
            batch.Add(frame with
            {
                Payload = action.String("value") ?? chosen.String("value") ?? action.Id("selected_user") ?? action.Id("selected_date") ?? action.Id("selected_time") ?? id,
                Text = title,
                DedupeKey = index == 0 ? frame.DedupeKey : $"{frame.DedupeKey}:{index}",
                SentAt = SlackEvent.Time(action.String("action_ts")) ?? frame.SentAt,
                Details = frame.Further().Put("action_id", id).Put("title", title),
            });
            index++;
        }

        return batch.Result();
    }

    private static Parsed.Items Form(InboundItem frame, JsonElement root, string type)
    {
        var view = root.Object("view") ?? default;
        return new Parsed.Items(frame with { Name = type, Payload = view.Id("callback_id"), Data = view.Object("state")?.Object("values")?.GetRawText() });
    }
}
