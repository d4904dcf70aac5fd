using System.Reflection;

namespace OmniFunctions.Tests.Durable.Rules;

/// <summary>What the base library and the packages offer that orchestrator code may not use.</summary>
internal static class Forbidden
{
    private static readonly HashSet<string> Clock =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.TimeProvider.get_System", "System.TimeProvider.GetUtcNow", "System.TimeProvider.GetLocalNow", "System.TimeProvider.GetTimestamp",
        "System.TimeProvider.GetElapsedTime", "System.Environment.get_TickCount", "System.Environment.get_TickCount64", "System.TimeZoneInfo.get_Local",
        "System.DateTime.ToLocalTime", "System.DateTimeOffset.ToLocalTime", "System.DateTimeOffset.get_LocalDateTime",
        "System.Threading.CancellationTokenSource.CancelAfter",
    ];

    private static readonly HashSet<string> Ids = ["System.Guid.NewGuid", "System.Guid.CreateVersion7"];

    private static readonly HashSet<string> Randomness =
    [
        "System.Object.GetHashCode", "System.String.GetHashCode", "System.HashCode.Combine", "System.HashCode.ToHashCode", "System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode",
    ];

    private static readonly HashSet<string> Threads =
    [
        "System.Threading.Tasks.Task.Run", "System.Threading.Tasks.Task.Delay", "System.Threading.Tasks.Task.Start", "System.Threading.Tasks.Task.Wait",
        "System.Threading.Tasks.Task.WaitAll", "System.Threading.Tasks.Task.WaitAny", "System.Threading.Tasks.Task.WaitAsync", "System.Threading.Tasks.Task.ContinueWith",
        "System.Threading.Tasks.Task.RunSynchronously", "System.Threading.Monitor.Enter", "System.Threading.Monitor.Wait", "System.TimeProvider.CreateTimer",
    ];

    private static readonly HashSet<string> ThreadTypes =
    [
        "System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer", "System.Threading.PeriodicTimer", "System.Timers.Timer",
        "System.Threading.Tasks.TaskFactory", "System.Threading.Tasks.Parallel", "System.Threading.SemaphoreSlim", "System.Threading.Semaphore", "System.Threading.Mutex",
        "System.Threading.ManualResetEvent", "System.Threading.AutoResetEvent", "System.Threading.ManualResetEventSlim", "System.Threading.Lock",
    ];

    private static readonly string[] WorldNamespaces =
    [
        "System.IO", "System.Net", "System.Data", "System.IO.Pipes", "Microsoft.Data", "Microsoft.Extensions.Configuration", "Microsoft.DurableTask.Client",
        "Azure", "Microsoft.Azure", "SQLitePCL",
    ];

    private static readonly HashSet<string> WorldTypes = ["System.Console", "System.Diagnostics.Process", "System.Net.Http.HttpClient"];

    /// <summary>Parts of those namespaces that touch nothing outside of memory.</summary>
    private static readonly HashSet<string> Harmless = ["System.Net.HttpStatusCode", "System.Net.WebUtility", "System.IO.IOException", "System.IO.InvalidDataException"];

    /// <returns>The rule that a use of the member breaks, or null.</returns>
    public static Rule? Broken(MethodBase used)
    {
        if (used.DeclaringType is not { } declaring) return null;
        var type = declaring.IsGenericType ? declaring.GetGenericTypeDefinition().FullName! : declaring.FullName ?? declaring.Name;
        var name = $"{type}.{used.Name}".Replace("`1", "", StringComparison.Ordinal);
        if (Clock.Contains(name) || type == "System.Diagnostics.Stopwatch" || IsTimedCancellation(used, type)) return Rule.NoClock;
        if (Ids.Contains(name)) return Rule.NoIdsOfItsOwn;
        if (Randomness.Contains(name) || type is "System.Random" or "System.Security.Cryptography.RandomNumberGenerator") return Rule.NoRandomness;
        if (Threads.Contains(name) || ThreadTypes.Contains(type.Replace("`1", "", StringComparison.Ordinal))) return Rule.NoThreads;
        if (type is "System.Environment" or "System.AppContext") return Rule.NoEnvironment;
        return IsWorld(type) ? Rule.NoInputOrOutput : null;
    }

    private static bool IsTimedCancellation(MethodBase used, string type) =>
        type == "System.Threading.CancellationTokenSource" && used.IsConstructor && used.GetParameters().Length > 0;

    private static bool IsWorld(string type)
    {
        if (Harmless.Contains(type)) return false;
        if (WorldTypes.Contains(type)) return true;
        return Array.Exists(WorldNamespaces, space => type.StartsWith(space + ".", StringComparison.Ordinal));
    }
}
