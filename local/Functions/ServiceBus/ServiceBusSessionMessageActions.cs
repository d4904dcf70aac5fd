using OmniFunctions.Local.Functions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Works on the session of the messages at hand.</summary>
public class ServiceBusSessionMessageActions
{
    private readonly ISessionHandle? session;

    protected ServiceBusSessionMessageActions() { }

    internal ServiceBusSessionMessageActions(ISessionHandle session)
    {
        this.session = session;
        SessionLockedUntil = session.LockedUntil;
    }

    public virtual DateTimeOffset SessionLockedUntil { get; protected set; }

    private ISessionHandle Session => session ?? throw new NotSupportedException();

    public virtual async Task<BinaryData> GetSessionStateAsync(CancellationToken cancellationToken = default) =>
        await Session.GetStateAsync(cancellationToken) ?? BinaryData.Empty;

    public virtual Task SetSessionStateAsync(BinaryData sessionState, CancellationToken cancellationToken = default) =>
        Session.SetStateAsync(sessionState, cancellationToken);

    /// <summary>Lets another receiver take the session once the function has returned.</summary>
    public virtual Task ReleaseSession(CancellationToken cancellationToken = default)
    {
        Session.Release();
        return Task.CompletedTask;
    }

    public virtual async Task RenewSessionLockAsync(CancellationToken cancellationToken = default)
    {
        await Session.RenewAsync(cancellationToken);
        SessionLockedUntil = Session.LockedUntil;
    }
}
