namespace OmniFunctions.Channels;

/// <summary>Collects the items of a request that may hold several. One that cannot be read is a fault beside the others.</summary>
internal sealed class Batch
{
    private readonly List<InboundItem> items = [];
    private readonly List<ParseFault> faults = [];

    internal void Add(InboundItem item) => items.Add(item);

    internal void Add(ParseFault fault) => faults.Add(fault);

    internal void Add(Parsed parsed)
    {
        switch (parsed)
        {
            case Parsed.Items read:
                items.AddRange(read.List);
                faults.AddRange(read.Faults);
                break;
            case Parsed.Malformed malformed:
                faults.Add(malformed.Fault);
                break;
            default:
                throw new InvalidOperationException($"No place for {parsed.GetType().Name}.");
        }
    }

    internal Parsed Result() => new Parsed.Items(items, faults);
}
