using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Client;

public class DurableTaskClientOptions
{
    /// <summary>The version of orchestrations that are started without one.</summary>
    public string DefaultVersion { get; set; } = string.Empty;

    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;

    public bool EnableEntitySupport { get; set; }
}
