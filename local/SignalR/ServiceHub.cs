using Microsoft.AspNetCore.SignalR;

namespace OmniFunctions.Local.SignalR;

/// <summary>
/// The server side of every serverless hub. It has no methods: clients of a serverless hub listen, and what they say goes through HTTP.
/// </summary>
internal sealed class ServiceHub : Hub;
