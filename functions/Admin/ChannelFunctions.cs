using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Outbound;

namespace OmniFunctions.Admin;

/// <summary>The channels there are, and the tenant's accounts on them. A secret goes in and never comes out.</summary>
public sealed class ChannelFunctions(ChannelAccounts accounts, StoredAccounts stored, AccountLanes lanes, AccountCheck check, AccountViews views)
{
    private const string Root = "api/admin/channels";
    private const string One = Root + "/{channel}/accounts/{account}";

    [Function("Channels"), Requires(Permission.Supervisor)]
    [Describes("Every channel, what it can do, and what an account of it needs.", typeof(ChannelList))]
    public static IResult Channels([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Root)] HttpRequest request) =>
        Results.Json(new ChannelList([.. ChannelCatalogue.All.Select(ChannelView.Of)]), DeskJson.Instance.ChannelList);

    [Function("ChannelAccountList"), Requires(Permission.Supervisor)]
    [Describes("The tenant's accounts and how they stand.", typeof(AccountList))]
    public IResult Accounts([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/accounts")] HttpRequest request) =>
        Results.Json(new AccountList([.. accounts.Of(request.Agent().Tenant).Select(account => views.Of(account, request))]), DeskJson.Instance.AccountList);

    [Function("SaveChannelAccount"), Requires(Permission.Supervisor)]
    [Describes("Add an account or change it. A setting that is left out stays as it is; an empty one is taken away.", typeof(AccountView), Takes = typeof(AccountRequest))]
    public async Task<IResult> SaveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, string channel, string account, CancellationToken cancellationToken)
    {
        var key = new AccountKey(request.Agent().Tenant, channel, account);
        if (ChannelCatalogue.Find(channel) is not { } protocol) return Problems.NotFound();
        if (!ChannelAccounts.IsAccount(key)) return Problems.Invalid("account", "1 to 64 lower-case letters, digits, hyphens, underscores and dots.");
        if (accounts.IsConfigured(key)) return Problems.Invalid("account", "The configuration names this account; it is changed there.");
        if (stored.Find(key) is null && accounts.Of(key.Tenant).Count >= StoredAccounts.MaxAccounts) return Problems.Invalid("account", $"At most {StoredAccounts.MaxAccounts} accounts.");
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.AccountRequest, cancellationToken);
        if (refusal is not null) return refusal;
        var settings = AccountSettings.Change(stored.Find(key)?.Settings, body!.Settings);
        if (AccountSettings.Faults(protocol, settings) is { Count: > 0 } faults) return Problems.Invalid(faults);
        await stored.SaveAsync(key, settings, request.Agent().Id, cancellationToken);
        lanes.Reopen(key);
        return Results.Json(views.Of(accounts.Find(key)!, request), DeskJson.Instance.AccountView);
    }

    [Function("DeleteChannelAccount"), Requires(Permission.Supervisor)]
    [Describes("Take an account away. What came by it stays.", status: StatusCodes.Status204NoContent)]
    public async Task<IResult> DeleteAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, string channel, string account, CancellationToken cancellationToken)
    {
        var key = new AccountKey(request.Agent().Tenant, channel, account);
        if (stored.Find(key) is null) return Problems.NotFound();
        await stored.RemoveAsync(key, cancellationToken);
        return Results.NoContent();
    }

    [Function("TestChannelAccount"), Requires(Permission.Supervisor)]
    [Describes("Try an account: its settings, its token, its keys, its mail servers, and whether platforms reach this system.", typeof(AccountCheckList))]
    public async Task<IResult> TestAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/test")] HttpRequest request, string channel, string account, CancellationToken cancellationToken)
    {
        var key = new AccountKey(request.Agent().Tenant, channel, account);
        return ChannelCatalogue.Find(channel) is { } protocol && accounts.Find(key) is { } found
            ? Results.Json(new AccountCheckList(await check.RunAsync(protocol, found, cancellationToken)), DeskJson.Instance.AccountCheckList)
            : Problems.NotFound();
    }
}
