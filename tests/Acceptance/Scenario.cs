using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance;

/// <summary>One scenario at a time, each beginning with nothing open and nobody online.</summary>
[Collection(nameof(TheSystem))]
public abstract class Scenario(TheSystem system) : IAsyncLifetime
{
    protected TheSystem Omni { get; } = system;

    protected Customers Customers { get; } = new(system.Address);

    protected DeskClient Li => Omni.Li;

    protected DeskClient Wang => Omni.Wang;

    protected DeskClient Chen => Omni.Chen;

    public Task InitializeAsync() => Omni.ClearAsync();

    public Task DisposeAsync()
    {
        Customers.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The conversation in which a text was last said, as soon as it stands in the given phase.</summary>
    protected static async Task<JsonElement> InPhaseAsync(DeskClient agent, string view, string text, string phase)
    {
        JsonElement found = default;
        await Eventually.HoldsAsync(async () =>
        {
            found = (await agent.ListAsync(view)).FirstOrDefault(one => one.Text("lastText") == text && one.Text("phase") == phase);
            return found.ValueKind == JsonValueKind.Object;
        });
        return found;
    }
}
