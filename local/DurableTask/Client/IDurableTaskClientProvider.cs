namespace Microsoft.DurableTask.Client;

public interface IDurableTaskClientProvider
{
    /// <param name="name">The name of the client; null is the default one.</param>
    DurableTaskClient GetClient(string? name = null);
}
