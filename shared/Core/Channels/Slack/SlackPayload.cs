using System.Text;

namespace OmniFunctions.Channels.Slack;

/// <summary>Events come as JSON; commands and presses of buttons come as forms, the latter with JSON in one field.</summary>
internal static class SlackPayload
{
    internal static Parsed Read(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        if (!IsForm(request, payload.Span))
        {
            var (root, fault) = JsonReading.ReadObject(payload);
            return fault is { } unreadable ? new Parsed.Malformed(unreadable)
                : IsForAnother(root.Id("api_app_id"), account) ? new Parsed.Items([], [ParseFault.WrongReceiver])
                : SlackEvent.Read(root, request);
        }

        if (FormReading.Read(payload.Span) is not { } form)
        {
            return new Parsed.Malformed(ParseFault.InvalidValue);
        }

        if (IsForAnother(form.Value("api_app_id"), account))
        {
            return new Parsed.Items([], [ParseFault.WrongReceiver]);
        }

        if (form.Value("payload") is { } interaction)
        {
            var (root, fault) = JsonReading.ReadObject(Encoding.UTF8.GetBytes(interaction));
            return fault is { } unreadable ? new Parsed.Malformed(unreadable) : SlackInteraction.Read(root);
        }

        // Slack looks now and then whether the certificate is good.
        return form.Value("ssl_check") is not null ? new Parsed.Items() : Command(form);
    }

    private static bool IsForm(WebhookRequest request, ReadOnlySpan<byte> body) =>
        request.Header("Content-Type")?.StartsWith(FormBody.ContentType, StringComparison.OrdinalIgnoreCase) is true && !body.TrimStart(" \t\r\n"u8).StartsWith("{"u8);

    private static bool IsForAnother(string? app, ChannelAccount account) => account.Setting(SlackSettings.AppId) is { } ours && app is not null && app != ours;

    private static Parsed Command(IReadOnlyList<KeyValuePair<string, string>> form)
    {
        if (form.Value("command") is not { Length: <= Limits.MaxIdLength } command)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        if (form.Value("user_id") is not { Length: <= Limits.MaxIdLength } user)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        // Each invocation has a trigger of its own, and Slack sends none a second time.
        var trigger = form.Value("trigger_id") is { Length: <= Limits.MaxIdLength } id ? id : null;
        return new Parsed.Items(new InboundItem
        {
            Kind = ItemKind.Command,
            Sender = user,
            Conversation = form.Value("channel_id") is { Length: <= Limits.MaxIdLength } channel ? channel : null,
            DedupeKey = trigger ?? $"{user}:{command}",
            Text = form.Value("text") ?? "",
            Name = command,
            DisplayName = form.Value("user_name") is { Length: <= 200 } name ? name : null,
            Details = new Dictionary<string, Detail>().Put("tenant", form.Value("team_id")).Put("trigger_id", trigger),
        });
    }
}
