namespace OmniFunctions.Channels;

/// <summary>The outcome of <see cref="IChannel.Parse"/>.</summary>
public abstract record Parsed
{
    private Parsed() { }

    /// <param name="Faults">Why some items could not be read; they never hold back the others.</param>
    public sealed record Items(IReadOnlyList<InboundItem> List, IReadOnlyList<ParseFault> Faults) : Parsed
    {
        public Items(params InboundItem[] items) : this(items, []) { }
    }

    public sealed record Malformed(ParseFault Fault) : Parsed;
}

/// <summary>Why bytes of an authentic request could not be read. Carries nothing a customer wrote.</summary>
public enum ParseFault
{
    DtdProhibited,
    NotXml,
    NotJson,
    TooDeep,
    MissingSender,
    MissingField,
    InvalidValue,

    /// <summary>It is for another account of the platform than this one.</summary>
    WrongReceiver,
}
