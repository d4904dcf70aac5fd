using System.Globalization;

namespace OmniFunctions.Channels.WeCom;

/// <summary>What the platform's codes mean. They come with HTTP status 200.</summary>
internal static class WeComErrors
{
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FrequencyPause = TimeSpan.FromMinutes(1);

    internal static DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now)
    {
        if (response.Status == 429)
        {
            return new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? FrequencyPause));
        }

        var (root, fault) = JsonReading.ReadObject(response.Body);
        if (response.Status != 200 || fault is not null || root.Integer("errcode") is not { } code)
        {
            return new DeliveryOutcome.Unknown();
        }

        // Taken, and yet for nobody: whom it could not reach is named beside the success.
        return code == 0 && root.String("invaliduser") is { Length: > 0 }
            ? new DeliveryOutcome.Rejected(DeliveryRefusal.RecipientUnknown, "invaliduser")
            : Outcome(code, root.Id("msgid"), now);
    }

    private static DeliveryOutcome Outcome(long code, string? messageId, DateTimeOffset now) => code switch
    {
        0 => new DeliveryOutcome.Delivered(messageId),
        -1 => new DeliveryOutcome.Throttled(now + BusyPause),
        40014 or 42001 => new DeliveryOutcome.TokenExpired(),
        45009 or 45033 => new DeliveryOutcome.Throttled(now + FrequencyPause),
        _ => new DeliveryOutcome.Rejected(Reason(code), code.ToString(CultureInfo.InvariantCulture)),
    };

    private static DeliveryRefusal Reason(long code) => code switch
    {
        40001 or 40013 or 41001 or 41002 => DeliveryRefusal.AuthenticationFailed,
        40003 or 40031 or 46004 or 81013 or 95003 => DeliveryRefusal.RecipientUnknown,
        40056 or 41011 or 95000 => DeliveryRefusal.AccountNotConfigured,
        40004 or 40008 => DeliveryRefusal.KindNotSupported,
        45001 or 45002 or 45007 or 45008 => DeliveryRefusal.TooLong,
        48002 or 60011 or 60020 or 301002 or 95011 or 95012 or 95014 or 95016 or 95017 or 95018 => DeliveryRefusal.NotPermitted,
        84061 => DeliveryRefusal.RecipientBlockedUs,
        95001 => DeliveryRefusal.TooManyMessages,
        // The session has ended, or what the customer's entry gave for a welcome has: both wait for the customer's next word.
        95013 or 95015 or 41050 or 41051 or 41096 => DeliveryRefusal.OutsideReplyWindow,
        _ => DeliveryRefusal.PlatformError,
    };
}
