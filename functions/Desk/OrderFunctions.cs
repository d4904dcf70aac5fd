using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Outbound;

namespace OmniFunctions.Desk;

/// <summary>Orders of the tenant's shops, as their platforms have them at this moment.</summary>
public sealed class OrderFunctions(OrderLookup orders)
{
    [Function("Order"), Requires(Permission.Agent)]
    [Describes("An order by the number people know, asked for at the shop's platform.", typeof(OrderView))]
    public async Task<IResult> FindAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/orders/{channel}/{account}/{order}")] HttpRequest request,
        string channel,
        string account,
        string order,
        CancellationToken cancellationToken) => await orders.FindAsync(new AccountKey(request.Agent().Tenant, channel, account), order, cancellationToken) switch
        {
            LookedUp.Found found => Results.Json(OrderView.Of(found.Order), DeskJson.Instance.OrderView),
            LookedUp.NotNow => Problems.PlatformAway(),
            _ => Problems.NotFound(),
        };
}

/// <param name="PlatformId">The platform's own number, where it has another.</param>
/// <param name="Total">A decimal number in digits.</param>
/// <param name="Status">The platform's own word.</param>
public sealed record OrderView(string Id, string? PlatformId, string? Total, string? Currency, string? Status, IReadOnlyList<OrderLine> Lines)
{
    internal static OrderView Of(Order order) => new(order.Id, order.PlatformId, order.Total, order.Currency, order.Status, order.Lines);
}
