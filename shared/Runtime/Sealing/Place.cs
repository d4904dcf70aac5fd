using System.Text;

namespace OmniFunctions.Runtime.Sealing;

/// <summary>Where sealed bytes lie: a table with partition, row and property, or a queue with the message's id.</summary>
public readonly record struct Place(string Container, string Partition, string Row, string Property)
{
    private const char Separator = '\n';

    public static Place InQueue(string queue, string messageId) => new(queue, messageId, "", "body");

    /// <summary>No key contains the separator.</summary>
    internal byte[] Bytes() => Encoding.UTF8.GetBytes(string.Join(Separator, Container, Partition, Row, Property));

    public override string ToString() => $"{Container}/{Partition}/{Row}/{Property}";
}
