namespace OmniFunctions.Channels;

/// <summary>What an item is, by the neutral names.</summary>
public enum ItemKind
{
    Text,
    Image,
    Voice,
    Video,
    File,
    Location,
    Link,
    Card,
    Order,
    Comment,
    Email,
    Event,
    Postback,
    Command,
    Status,
    Edit,

    /// <summary>Authentic, but of a type this system does not know; kept with its type name, and shown.</summary>
    Unsupported,
}
