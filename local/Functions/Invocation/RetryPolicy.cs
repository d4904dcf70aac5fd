using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace OmniFunctions.Local.Functions;

/// <summary>How often and after what time a failed run is tried again in place.</summary>
/// <param name="MaxRetries">Retries after the first attempt; -1 for no end.</param>
internal sealed record RetryPolicy(int MaxRetries, TimeSpan Least, TimeSpan Most)
{
    private const int MaxDoublings = 30;

    public static RetryPolicy? From(RetryAttribute? attribute, string where, StartupFaults faults) => attribute switch
    {
        null => null,
        FixedDelayRetryAttribute fixedDelay => Of(attribute.MaxRetryCount, fixedDelay.DelayInterval, fixedDelay.DelayInterval, where, faults),
        ExponentialBackoffRetryAttribute growing => Of(attribute.MaxRetryCount, growing.MinimumInterval, growing.MaximumInterval, where, faults),
        _ => Unknown(attribute, where, faults),
    };

    public bool Allows(int retry) => MaxRetries < 0 || retry <= MaxRetries;

    /// <param name="retry">1 for the first.</param>
    public TimeSpan Delay(int retry)
    {
        var grown = Least * Math.Pow(2, Math.Min(retry - 1, MaxDoublings));
        return grown < Most ? grown : Most;
    }

    private static RetryPolicy? Of(int retries, string least, string most, string where, StartupFaults faults)
    {
        if (TimeSpan.TryParse(least, CultureInfo.InvariantCulture, out var from) && TimeSpan.TryParse(most, CultureInfo.InvariantCulture, out var to)
            && from > TimeSpan.Zero && from <= to && retries >= -1) return new(retries, from, to);
        faults.Add($"{where} has a retry attribute that asks for {retries} retries from {least} to {most}.");
        return null;
    }

    private static RetryPolicy? Unknown(RetryAttribute attribute, string where, StartupFaults faults)
    {
        faults.Add($"{where} has the unknown retry attribute {attribute.GetType().Name}.");
        return null;
    }
}
