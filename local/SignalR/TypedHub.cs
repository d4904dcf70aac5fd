using Microsoft.AspNetCore.SignalR;

namespace OmniFunctions.Local.SignalR;

/// <summary>Only a name for the framework: the clients behind it are those of the hub itself.</summary>
internal sealed class TypedHub<T> : Hub<T> where T : class;
