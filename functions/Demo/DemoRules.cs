using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Demo;

/// <summary>The demo tenant's policy, as <c>demo-policy.yaml</c> beside this file says it.</summary>
public static class DemoRules
{
    public static string Text { get; } = Read();

    /// <exception cref="InvalidOperationException">The file has a fault; a spec would have said so.</exception>
    public static PolicySource Source()
    {
        var reading = PolicyDocument.Read(Text);
        return reading.Policy is { } policy
            ? new PolicySource(policy, Text, Runtime.Documents.DocumentReader.FormatOf(Text))
            : throw new InvalidOperationException($"The demo policy has a fault at line {reading.Faults[0].At.Line}: {reading.Faults[0].Problem}");
    }

    private static string Read()
    {
        using var stream = typeof(DemoRules).Assembly.GetManifestResourceStream("demo-policy.yaml") ?? throw new InvalidOperationException("The demo policy is not in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
