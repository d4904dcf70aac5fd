namespace OmniFunctions.Local.ServiceBus;

/// <summary>Something held until a moment.</summary>
internal sealed class Lease<T>(T holder)
{
    public T Holder { get; } = holder;

    public DateTimeOffset Until { get; set; }
}
