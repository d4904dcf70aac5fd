using OmniFunctions.Routing;

namespace OmniFunctions.Runtime.Live;

/// <summary>
/// Tells a tenant's agents who of them is there and how busy. Routing calls it between two operations, so an implementation throws
/// nothing and keeps nobody waiting; a push may be lost.
/// </summary>
public interface IPresencePush
{
    void Changed(TenantId tenant, IEnumerable<AgentSeat> seats);
}
