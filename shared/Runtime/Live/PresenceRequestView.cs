using OmniFunctions.Routing;
using OmniFunctions.Runtime.Attendance;

namespace OmniFunctions.Runtime.Live;

/// <summary>A presence that was asked for; also the argument of the client method <c>presenceRequest</c>.</summary>
/// <param name="By">Who decided; null while nobody has.</param>
public sealed record PresenceRequestView(
    string Id, Named Agent, Presence Presence, string Reason, DateTimeOffset At, PresenceRequestState State, Named? By)
{
    public static PresenceRequestView Of(PresenceRequest request, Names names) => new(
        request.Id, names.Of(request.Agent), request.Presence, request.Reason, request.At, request.State, names.OfOptional(request.By));
}
