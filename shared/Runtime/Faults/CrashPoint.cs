using System.Diagnostics;
using System.Globalization;

namespace OmniFunctions.Runtime.Faults;

/// <summary>
/// Named points on the way of a message, at which a test ends the process as a power cut would.
/// <c>OMNI_CRASH_AT=S3</c> ends it at the first pass of S3, <c>S3:20</c> at the twentieth; unset, a pass costs one comparison.
/// The last line on standard error says where it was, so that no other death is taken for this one.
/// </summary>
public static class CrashPoint
{
    public const string Variable = "OMNI_CRASH_AT";

    /// <summary>The request came; nothing of it was looked at.</summary>
    public const string RequestCame = "S0";

    /// <summary>The body was read and the signature believed.</summary>
    public const string Verified = "S1";

    /// <summary>The items were read out of it.</summary>
    public const string Parsed = "S2";

    /// <summary>The broker has the items; the platform was not answered yet.</summary>
    public const string Accepted = "S3";

    /// <summary>The answer is about to leave.</summary>
    public const string Answering = "S4";

    /// <summary>The message is in its conversation; nobody was told. Between the broker of S3 and the conversation there is no outbox whose emptying could be a step of its own.</summary>
    public const string Appended = "S5";

    /// <summary>Intake has the message in hand.</summary>
    public const string Received = "S6";

    /// <summary>The bell is about to be rung.</summary>
    public const string Ringing = "S7";

    /// <summary>The lifecycle decided; its effects are not performed yet.</summary>
    public const string Decided = "S8";

    /// <summary>An effect was performed, or the figures were told; that is not recorded yet.</summary>
    public const string Performed = "S9";

    /// <summary>The list of the new holder is about to change.</summary>
    public const string Placing = "S10";

    /// <summary>The push is about to leave.</summary>
    public const string Pushing = "S11";

    /// <summary>What a client missed is about to be sent to it; its cursor has not moved.</summary>
    public const string CatchingUp = "S12";

    /// <summary>An agent's command came.</summary>
    public const string Commanded = "O1";

    /// <summary>It is in the log; the agent was not answered yet.</summary>
    public const string Committed = "O2";

    /// <summary>The attempt is marked; the platform is about to be called.</summary>
    public const string Calling = "O3";

    /// <summary>The platform answered; the outcome is not in the log yet.</summary>
    public const string Called = "O4";

    /// <summary>The outcome is in the log; the queue does not know it yet.</summary>
    public const string Recorded = "O5";

    private static readonly string? Target;
    private static readonly int Passes = 1;
    private static int passed;

    static CrashPoint()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } setting) return;
        var parts = setting.Split(':');
        Target = parts[0];
        if (parts.Length > 1) Passes = int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture);
    }

    public static void Pass(string point)
    {
        if (Target is null) return;
        if (Target == point && Interlocked.Increment(ref passed) == Passes) Die();
    }

    /// <summary>The line by which the death is known.</summary>
    public static string Epitaph(string point, int pass) => string.Create(CultureInfo.InvariantCulture, $"crash point {point}, pass {pass}");

    private static void Die()
    {
        Console.Error.WriteLine(Epitaph(Target!, Passes));
        using var process = Process.GetCurrentProcess();

        // SIGKILL: nothing is flushed, nothing is handled, nobody is told.
        process.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
