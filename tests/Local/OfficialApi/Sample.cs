namespace Azure.MadeUp;

/// <summary>Everything the reader must see, and some that it must not.</summary>
public abstract class Sample
{
    public const int Limit = 1;

    protected Sample() { }

    public event EventHandler<string>? Changed;

    public byte[] this[string key]
    {
        get => [(byte)key.Length];
        private set => Changed?.Invoke(this, key + value.Length);
    }

    public override string ToString() => "";

    protected virtual int? Convert<T>(IReadOnlyList<T> values, CancellationToken cancellation = default) => values.Count;

    internal void Hidden() => this[""] = [];
}
