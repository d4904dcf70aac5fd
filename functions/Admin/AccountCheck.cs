using System.Text.Json;
using Microsoft.Extensions.Configuration;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Attachments;
using OmniFunctions.Runtime.Outbound;

namespace OmniFunctions.Admin;

/// <summary>Tries an account without writing to anybody, and says what is wrong.</summary>
public sealed class AccountCheck(AccessTokens tokens, PublishedKeys keys, EgressClient egress, IConfiguration configuration, TimeProvider time)
{
    private const string Ok = "ok";
    private const string NotNeeded = "notNeeded";
    private const string Missing = "missing";
    private const string Refused = "refused";
    private const string Unreachable = "unreachable";

    public async Task<IReadOnlyList<AccountCheckView>> RunAsync(IChannel channel, ChannelAccount account, CancellationToken cancellation)
    {
        var (token, value) = await TokenAsync(channel, account, cancellation);
        var faults = AccountSettings.Faults(channel, account.Settings).Where(fault => !fault.Value.Contains(AccountSettings.Unknown)).Select(fault => fault.Key).Order(StringComparer.Ordinal).ToList();
        return
        [
            new("settings", faults.Count == 0 ? Ok : Missing, faults),
            new("token", token, []),
            new("keys", await KeysAsync(channel, account, cancellation), []),
            .. await TrialsAsync(channel, account, value, cancellation),
            new("publicUrl", await PublicUrlAsync(account, cancellation), []),
        ];
    }

    private async Task<(string Result, string? Value)> TokenAsync(IChannel channel, ChannelAccount account, CancellationToken cancellation) => channel.TokenRequest(account, time.GetUtcNow()) is null
        ? (NotNeeded, null)
        : await tokens.GetAsync(channel, account, cancellation: cancellation) switch
        {
            TokenResult.Ready ready => (Ok, ready.Token),
            TokenResult.Refused => (Refused, null),
            _ => (Unreachable, null),
        };

    /// <summary>By the one way out, one after the other: somebody may have asked whether a server inside answers.</summary>
    private async Task<IReadOnlyList<AccountCheckView>> TrialsAsync(IChannel channel, ChannelAccount account, string? token, CancellationToken cancellation)
    {
        var views = new List<AccountCheckView>();
        foreach (var trial in channel.Trials(account, token))
        {
            var result = await egress.SendAsync(trial.Request, account, cancellation) switch
            {
                EgressResult.Answered answered => channel.ReadTrial(answered.Response) is { } fault ? JsonNamingPolicy.CamelCase.ConvertName(fault.ToString()) : Ok,
                EgressResult.Forbidden => "notPublic",
                _ => Unreachable,
            };
            views.Add(new(trial.What, result, []));
        }

        return views;
    }

    private async Task<string> KeysAsync(IChannel channel, ChannelAccount account, CancellationToken cancellation) => channel.KeysAddress(account) is null
        ? NotNeeded
        : (await keys.WithKeysAsync(channel, account, cancellation: cancellation)).PublishedKeys.IsEmpty ? Unreachable : Ok;

    /// <summary>As a platform would: over the public address, which must not lead inside.</summary>
    private async Task<string> PublicUrlAsync(ChannelAccount account, CancellationToken cancellation)
    {
        if (configuration[FileLinks.PublicUrl] is not { Length: > 0 } url || !Uri.TryCreate(url.TrimEnd('/') + "/health/live", UriKind.Absolute, out var address)) return Missing;
        return await egress.SendAsync(new HttpDelivery("GET", address, null, default), account, cancellation) switch
        {
            EgressResult.Answered { Response.Status: 200 } => Ok,
            EgressResult.Forbidden => "insideOnly",
            _ => Unreachable,
        };
    }
}
