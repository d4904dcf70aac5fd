using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>How a client speaks to the service. Retries, diagnostics and transport are those of <see cref="ClientOptions"/>.</summary>
public class TableClientOptions : ClientOptions
{
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06)
    {
        Version = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
        };
    }

    internal string Version { get; }

    /// <summary>The audience of a token credential; null means the public cloud.</summary>
    public TableAudience? Audience { get; set; }

    public enum ServiceVersion
    {
        V2019_02_02 = 1,
        V2020_12_06 = 2,
    }
}
