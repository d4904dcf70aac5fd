using System.Text.Json.Serialization;
using OmniFunctions.Json;
using OmniFunctions.Routing;

namespace OmniFunctions.Runtime.Attendance;

/// <summary>An agent asks for a presence that a supervisor has to agree to (状态变更审批).</summary>
/// <param name="Id">Later ones come first in the order of ids.</param>
/// <param name="By">Who decided; null while nobody has.</param>
public sealed record PresenceRequest(
    string Id,
    AgentId Agent,
    Presence Presence,
    string Reason,
    DateTimeOffset At,
    PresenceRequestState State = PresenceRequestState.Asked,
    AgentId? By = null,
    DateTimeOffset? DecidedAt = null);

[JsonConverter(typeof(CamelCase<PresenceRequestState>))]
public enum PresenceRequestState
{
    Asked,
    Approved,
    Refused,
}
