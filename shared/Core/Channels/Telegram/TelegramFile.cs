using System.Globalization;

namespace OmniFunctions.Channels.Telegram;

/// <summary>Files come in two steps: the id is exchanged for a path of an hour, and that is below an address with the token in it.</summary>
internal static class TelegramFile
{
    internal static HttpDelivery? Request(Media media, ChannelAccount account) => media.Id is { } id && TelegramSending.Method(account, "getFile") is { } address
        ? new HttpDelivery("POST", address, JsonBody.ContentType, JsonBody.Of(json => json.WriteString("file_id", id)))
        : null;

    internal static Fetched Read(DeliveryResponse response, Media media, ChannelAccount account)
    {
        if (response.Status is 429 or >= 500)
        {
            return new Fetched.NotNow();
        }

        // 400 is also what a file of more than 20 MB gets: a bot never has it.
        if (response.Status != 200)
        {
            return new Fetched.Gone(response.Status.ToString(CultureInfo.InvariantCulture));
        }

        // A customer's own file may look like the first step's answer. The id tells them apart: nobody knows it before the file is there.
        var (root, fault) = JsonReading.ReadObject(response.Body);
        if (fault is null && root.Object("result") is { } file && file.Id("file_id") is { } id && id == media.Id)
        {
            return Path(file.String("file_path"), account) is { } address ? new Fetched.Elsewhere(new HttpDelivery("GET", address, null, default)) : new Fetched.Gone("file_path");
        }

        return new Fetched.Content(response.Body, media.Mime ?? response.Headers.GetValueOrDefault("content-type"), media.FileName);
    }

    private static Uri? Path(string? path, ChannelAccount account) =>
        path is { Length: > 0 and <= 1_024 } && !path.Contains("..", StringComparison.Ordinal) && !path.StartsWith('/') && TelegramSending.FileRoot(account) is { } root
            ? new Uri(root + string.Join('/', path.Split('/').Select(Uri.EscapeDataString)))
            : null;
}
