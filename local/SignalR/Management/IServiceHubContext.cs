using Microsoft.AspNetCore.SignalR;

namespace Microsoft.Azure.SignalR.Management;

/// <summary>One hub, seen from a server that holds none of its connections.</summary>
public interface IServiceHubContext : IHubContext
{
    IUserGroupManager UserGroups { get; }

    Task DisposeAsync();
}
