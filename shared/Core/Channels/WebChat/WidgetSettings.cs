using System.Globalization;

namespace OmniFunctions.Channels.WebChat;

/// <summary>How the widget of one account looks and behaves, from the account's settings. What a setting cannot mean is as if it were not there: a page is never without its chat for it.</summary>
public sealed record WidgetSettings
{
    public const string ColourSetting = "color";
    public const string CornerSetting = "corner";
    public const string GreetingZhSetting = "greeting_zh";
    public const string GreetingEnSetting = "greeting_en";
    public const string FormSetting = "prechat_fields";
    public const string OfflineFormSetting = "offline_form";
    public const string InviteAfterSetting = "invite_after_seconds";
    public const string InvitePathsSetting = "invite_paths";
    public const string InviteZhSetting = "invite_text_zh";
    public const string InviteEnSetting = "invite_text_en";
    public const string TrackSetting = "track";
    public const string PreviewSetting = "input_preview";
    public const string MaxFileSetting = "max_file_mb";
    public const string OriginsSetting = "allowed_origins";
    public const string On = "on";
    public const string Off = "off";

    /// <summary>What a form before the chat may ask for; a mark of exclamation behind one means that it is needed.</summary>
    public static readonly IReadOnlyList<string> FieldNames = ["name", "email", "phone", "company", "order"];

    public const int MaxTextLength = 300;
    public const int MaxPaths = 20;
    public const int MaxOrigins = 50;
    public const int MinInviteSeconds = 5;
    public const int MaxInviteSeconds = 3_600;
    public const int DefaultFileMegabytes = 10;
    public const int MaxFileMegabytes = 25;
    private const char Needed = '!';

    /// <summary>As <c>#1a6dd6</c>; null for the widget's own.</summary>
    public string? Colour { get; private init; }

    public bool IsLeft { get; private init; }

    /// <summary>In Chinese and in English; null for the widget's own.</summary>
    public (string? Zh, string? En) Greeting { get; private init; }

    public IReadOnlyList<FormField> Form { get; private init; } = [];

    /// <summary>Who comes while it is closed is asked how to be reached.</summary>
    public bool HasOfflineForm { get; private init; }

    /// <summary>Null where nobody is invited by a rule.</summary>
    public InvitationRule? Invites { get; private init; }

    /// <summary>What a visitor does on the page is noted for the board and the agent.</summary>
    public bool IsTracked { get; private init; }

    /// <summary>The agent sees what is being typed before it is sent.</summary>
    public bool HasPreview { get; private init; }

    public int FileMegabytes { get; private init; } = DefaultFileMegabytes;

    /// <summary>Origins of the pages that may hold it; empty = any.</summary>
    public IReadOnlyList<string> Origins { get; private init; } = [];

    /// <summary>Whether a page of this origin may hold the widget. Who sends none is no browser, and is bound by tokens alone.</summary>
    public bool IsHome(string? origin) => string.IsNullOrEmpty(origin) || Origins.Count == 0 || Origins.Contains(origin, StringComparer.Ordinal);

    public static WidgetSettings Of(ChannelAccount account) => new()
    {
        Colour = account.Setting(ColourSetting) is { } colour && IsColour(colour) ? colour.ToLowerInvariant() : null,
        IsLeft = account.Setting(CornerSetting) == "left",
        Greeting = (Text(account, GreetingZhSetting), Text(account, GreetingEnSetting)),
        Form = [.. List(account, FormSetting).Select(Field).OfType<FormField>().DistinctBy(field => field.Name)],
        HasOfflineForm = account.Setting(OfflineFormSetting) == On,
        Invites = Rule(account),
        IsTracked = account.Setting(TrackSetting) != Off,
        HasPreview = account.Setting(PreviewSetting) == On,
        FileMegabytes = Number(account, MaxFileSetting, 1, MaxFileMegabytes) ?? DefaultFileMegabytes,
        Origins = [.. List(account, OriginsSetting).Take(MaxOrigins)],
    };

    /// <summary>For the forms in which accounts are set up.</summary>
    public static IReadOnlyList<AccountSetting> Declared { get; } =
    [
        new(IdentityProof.SecretSetting, Required: false, Secret: true) { Hint = ("您的服务器用它签名用户编号，不得写入网页", "Your server signs user ids with it; it never stands in a page") },
        new(IdentityProof.FormerSecretSetting, Required: false, Secret: true) { Hint = ("更换签名密钥期间的旧密钥", "The secret from before, while you change it") },
        new(ColourSetting, Required: false, Secret: false) { Hint = ("主题色，如 #1a6dd6", "Colour, as #1a6dd6") },
        new(CornerSetting, Required: false, Secret: false) { Choices = ["right", "left"], Hint = ("按钮在哪一角", "The corner of the bubble") },
        new(GreetingZhSetting, Required: false, Secret: false) { Hint = ("中文问候语", "Greeting in Chinese") },
        new(GreetingEnSetting, Required: false, Secret: false) { Hint = ("英文问候语", "Greeting in English") },
        new(FormSetting, Required: false, Secret: false) { Hint = ("聊天前询问：name、email、phone、company、order，逗号分隔，! 为必填", "Asked before the chat: name, email, phone, company, order; by commas, ! where needed") },
        new(OfflineFormSetting, Required: false, Secret: false) { Choices = [Off, On], Hint = ("休息时间留言表单", "A form to leave a message while it is closed") },
        new(InviteAfterSetting, Required: false, Secret: false) { Hint = ("停留多少秒后自动邀请", "Seconds on a page until the visitor is invited") },
        new(InvitePathsSetting, Required: false, Secret: false) { Hint = ("自动邀请的页面路径前缀，逗号分隔，不填为全部", "Where: beginnings of paths by commas, everywhere where left out") },
        new(InviteZhSetting, Required: false, Secret: false) { Hint = ("中文邀请语", "Invitation in Chinese") },
        new(InviteEnSetting, Required: false, Secret: false) { Hint = ("英文邀请语", "Invitation in English") },
        new(TrackSetting, Required: false, Secret: false) { Choices = [On, Off], Hint = ("记录访客浏览的页面", "Note the pages that visitors look at") },
        new(PreviewSetting, Required: false, Secret: false) { Choices = [Off, On], Hint = ("客服可看到访客正在输入的内容", "Agents see what is typed before it is sent") },
        new(MaxFileSetting, Required: false, Secret: false) { Hint = ("访客文件大小上限（MB），1 到 25", "Largest file of a visitor in MB, 1 to 25") },
        .. PushCall.Declared,
    ];

    private static InvitationRule? Rule(ChannelAccount account) => Number(account, InviteAfterSetting, MinInviteSeconds, MaxInviteSeconds) is { } seconds
        ? new InvitationRule(seconds, [.. List(account, InvitePathsSetting).Where(path => path.StartsWith('/')).Take(MaxPaths)], (Text(account, InviteZhSetting), Text(account, InviteEnSetting)))
        : null;

    private static FormField? Field(string text) =>
        FieldNames.Contains(text.TrimEnd(Needed).Trim(), StringComparer.Ordinal) ? new FormField(text.TrimEnd(Needed).Trim(), text.EndsWith(Needed)) : null;

    private static string? Text(ChannelAccount account, string setting) => account.Setting(setting) is { } text ? TextCut.To(text.Trim(), MaxTextLength) : null;

    private static string[] List(ChannelAccount account, string setting) =>
        account.Setting(setting)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static int? Number(ChannelAccount account, string setting, int min, int max) =>
        int.TryParse(account.Setting(setting), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number : null;

    private static bool IsColour(string text) => text.Length == 7 && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit);
}

/// <param name="IsNeeded">Nobody begins without it.</param>
public sealed record FormField(string Name, bool IsNeeded);

/// <param name="Paths">Beginnings of the paths on which it holds; empty = all.</param>
/// <param name="Text">In Chinese and in English; null for the widget's own.</param>
public sealed record InvitationRule(int AfterSeconds, IReadOnlyList<string> Paths, (string? Zh, string? En) Text);
