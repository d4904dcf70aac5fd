using System.Collections.Concurrent;

namespace OmniFunctions.Access;

/// <summary>Counts failed sign-ins by account and by address, so that neither many passwords for one name nor one password for many names gets far.</summary>
public sealed class SignInLimits(TimeProvider time)
{
    public const int MaxFailuresPerAccount = 10;
    public const int MaxFailuresPerAddress = 50;

    private const int MaxKeys = 20_000;

    /// <summary>Failures are forgotten after this long.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Failures> failures = new(StringComparer.Ordinal);

    /// <summary>How long to wait before the next attempt is looked at; null when it is looked at now.</summary>
    public TimeSpan? WaitFor(string account, string address)
    {
        var until = Max(BlockedUntil(AccountKey(account), MaxFailuresPerAccount), BlockedUntil(AddressKey(address), MaxFailuresPerAddress));
        var now = time.GetUtcNow();
        return until > now ? until - now : null;
    }

    public void Failed(string account, string address)
    {
        Count(AccountKey(account));
        Count(AddressKey(address));
    }

    public void Succeeded(string account) => failures.TryRemove(AccountKey(account), out _);

    private void Count(string key)
    {
        if (failures.Count >= MaxKeys) Forget();
        var now = time.GetUtcNow();
        failures.AddOrUpdate(key, _ => new Failures(1, now), (_, known) => now - known.Since < Window ? known with { Count = known.Count + 1 } : new Failures(1, now));
    }

    private DateTimeOffset BlockedUntil(string key, int max) =>
        failures.TryGetValue(key, out var known) && known.Count >= max ? known.Since + Window : DateTimeOffset.MinValue;

    /// <summary>What is over goes first. If an attacker fills the rest, all of it goes: memory is bounded before anything else.</summary>
    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var (key, known) in failures)
            if (now - known.Since >= Window) failures.TryRemove(key, out _);
        if (failures.Count >= MaxKeys) failures.Clear();
    }

    private static string AccountKey(string account) => "account:" + account;

    private static string AddressKey(string address) => "address:" + address;

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private sealed record Failures(int Count, DateTimeOffset Since);
}
