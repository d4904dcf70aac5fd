namespace Microsoft.Azure.SignalR.Management;

/// <summary>Where the SignalR service is.</summary>
public class ServiceManagerOptions
{
    /// <summary><c>Endpoint=http://host:port;AccessKey=...;Version=1.0;</c>, and <c>ClientEndpoint=...</c> where browsers use another address.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Kept for the service; the local platform pushes inside the process and has no transport.</summary>
    public ServiceTransportType ServiceTransportType { get; set; }
}
