using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.WebChat;

/// <summary>
/// What a page sends along with a visitor's words: what they look at, what they filled in beforehand, what they call themselves. All of it is the visitor's
/// own word. What is not as it should be is left out, for it is no reason to lose what was said.
/// </summary>
internal static class PageWords
{
    private const int MaxNameLength = 64;
    private const int MaxTitleLength = 200;
    private const int MaxAddressLength = 2_000;
    private const int MaxPriceLength = 40;
    private const int MaxAnswerLength = 256;

    /// <summary>A clock that says later is no clock.</summary>
    private const int MaxYear = 9_999;

    internal static InboundItem With(InboundItem item, JsonElement root)
    {
        var form = Form(root);
        var about = root.Object("about") is { } looked ? About(looked) : null;
        if (form.Count == 0 && about is null && Short(root.String("name"), MaxNameLength) is null)
        {
            return item;
        }

        return item with
        {
            DisplayName = form.GetValueOrDefault(PageDetails.FormPrefix + "name").Text ?? Short(root.String("name"), MaxNameLength),
            Link = about?.Link,
            Details = (about?.Details ?? []).Concat(form).ToDictionary(detail => detail.Key, detail => detail.Value),
        };
    }

    /// <summary>The product or order that the visitor asks about, as the shop's page describes it.</summary>
    private static (Link Link, Dictionary<string, Detail> Details)? About(JsonElement about)
    {
        if (Short(about.String("title"), MaxTitleLength) is not { } title || Address(about.String("url")) is not { } url)
        {
            return null;
        }

        var price = Short(about.String("price"), MaxPriceLength);
        var details = new Dictionary<string, Detail> { [PageDetails.AboutKind] = about.String("kind") == "order" ? "order" : "product" };
        if (Short(about.String("id"), Limits.MaxIdLength) is { } id)
        {
            details[PageDetails.AboutId] = id;
        }

        if (price is not null)
        {
            details[PageDetails.AboutPrice] = price;
        }

        if (Address(about.String("picture")) is { } picture)
        {
            details[PageDetails.AboutPicture] = picture;
        }

        return (new Link(title, url, price), details);
    }

    private static Dictionary<string, Detail> Form(JsonElement root)
    {
        var answers = new Dictionary<string, Detail>();
        if (root.Object("form") is not { } form)
        {
            return answers;
        }

        foreach (var field in WidgetSettings.FieldNames)
        {
            if (Short(form.String(field), MaxAnswerLength) is { } answer)
            {
                answers[PageDetails.FormPrefix + field] = answer;
            }
        }

        return answers;
    }

    /// <summary>Everything of ours up to then was seen, to the end of the millisecond: pages know times in whole ones. Null where that is not what the page says.</summary>
    internal static DateTimeOffset? ReadUpTo(JsonElement root) =>
        DateTimeOffset.TryParse(root.String("read"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var upTo) && upTo.Year < MaxYear
            ? upTo.AddTicks(TimeSpan.TicksPerMillisecond - 1)
            : null;

    private static string? Short(string? text, int length) => string.IsNullOrWhiteSpace(text) ? null : TextCut.To(text.Trim(), length);

    /// <summary>An address that a browser would run is none.</summary>
    private static string? Address(string? text) =>
        text is { Length: > 0 and <= MaxAddressLength } && Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? url.AbsoluteUri
            : null;
}

/// <summary>The names under which an item keeps what came along from a page. Kept in logs for years: a name, once written, stays.</summary>
public static class PageDetails
{
    public const string AboutKind = "about_kind";
    public const string AboutId = "about_id";
    public const string AboutPrice = "about_price";
    public const string AboutPicture = "about_picture";
    public const string FormPrefix = "form_";
}
