namespace OmniFunctions.Local.Functions;

/// <summary>Runs functions when something happens.</summary>
internal interface IListener : IDisposable
{
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Takes nothing new, and completes when what was taken is done.</summary>
    Task StopAsync(CancellationToken cancellation);
}
