namespace OmniFunctions.Tests.Browser;

/// <summary>For specs that stop the server or change how it works.</summary>
public abstract class OwnSystemSpec(SharedSystem shared) : BrowserSpec(shared)
{
    protected override Task<LiveSystem> EnterAsync() => LiveSystem.StartAsync(PrepareAsync, more: Settings);

    protected override async Task LeaveAsync() => await Omni.DisposeAsync();

    /// <summary>Settings over the usual ones.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    /// <summary>What the spec needs in the data folder before the server opens it.</summary>
    protected virtual Task PrepareAsync(string dataFolder) => Task.CompletedTask;
}
