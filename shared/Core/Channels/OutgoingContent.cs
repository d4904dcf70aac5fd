using System.Text.Json.Serialization;

namespace OmniFunctions.Channels;

/// <summary>
/// What is said to a customer, in neutral terms. A channel that cannot show a kind gets what <see cref="Degrading"/> makes of it.
/// Kept in logs for years: a name below, once written, stays.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Attachment), "attachment")]
[JsonDerivedType(typeof(Place), "place")]
[JsonDerivedType(typeof(Page), "page")]
[JsonDerivedType(typeof(MiniProgram), "miniProgram")]
[JsonDerivedType(typeof(Choices), "choices")]
[JsonDerivedType(typeof(OrderCard), "orderCard")]
[JsonDerivedType(typeof(Template), "template")]
public abstract record OutgoingContent
{
    private OutgoingContent() { }

    public sealed record Text(string Body) : OutgoingContent;

    /// <param name="Kind">Image, voice, video or file.</param>
    public sealed record Attachment(ItemKind Kind, OutgoingFile File, string? Caption = null) : OutgoingContent;

    public sealed record Place(Location Location) : OutgoingContent;

    public sealed record Page(Link Link) : OutgoingContent;

    /// <summary>A page of a mini program.</summary>
    public sealed record MiniProgram(Card Card) : OutgoingContent;

    /// <summary>A question with buttons or quick replies; what is chosen comes back as a postback with the choice's id.</summary>
    public sealed record Choices(string Body, IReadOnlyList<Choice> Options) : OutgoingContent
    {
        public const int MaxOptions = 10;
    }

    public sealed record OrderCard(Order Order, Link? Link = null) : OutgoingContent;

    /// <summary>A text the platform has approved beforehand, allowed outside of the reply window.</summary>
    /// <param name="Language">As the platform names it, as <c>zh_CN</c>.</param>
    public sealed record Template(string Name, string Language, IReadOnlyList<string> Parameters) : OutgoingContent
    {
        public const int MaxParameters = 20;
    }
}

public sealed record Choice(string Id, string Title);

/// <summary>A file on its way out. What is kept of it is its name in the store; the content is put to it when it leaves.</summary>
/// <param name="Address">Where the platform may fetch it, for a time; null where nobody outside can reach this system.</param>
/// <param name="PlatformId">The platform's handle of it, once it was uploaded there.</param>
public sealed record OutgoingFile(
    string Name,
    string Mime,
    [property: JsonIgnore] ReadOnlyMemory<byte> Content,
    [property: JsonIgnore] Uri? Address = null,
    [property: JsonIgnore] string? PlatformId = null)
{
    /// <summary>The file's id in the store; null where there is only the content.</summary>
    public string? StoredAs { get; init; }

    /// <summary>Of the content, also while that is not here.</summary>
    public long SizeBytes { get; init; } = Content.Length;
}
