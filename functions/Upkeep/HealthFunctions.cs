using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using OmniFunctions.Access;
using OmniFunctions.Answers;

namespace OmniFunctions.Upkeep;

/// <summary>What a load balancer asks.</summary>
public sealed class HealthFunctions(TableServiceClient tables, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    [Function("HealthLive"), Requires(Permission.Anonymous)]
    [Describes("The process answers.", typeof(HealthView))]
    public static IResult Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request) => Answer("live", StatusCodes.Status200OK);

    [Function("HealthReady"), Requires(Permission.Anonymous)]
    [Describes("The process can reach what it needs.", typeof(HealthView))]
    public async Task<IResult> ReadyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request, CancellationToken cancellationToken)
    {
        // Whoever spreads the load hears of the stop before anything is closed.
        if (lifetime.ApplicationStopping.IsCancellationRequested) return Answer("stopping", StatusCodes.Status503ServiceUnavailable);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await tables.GetTableClient("Agents").GetEntityIfExistsAsync<TableEntity>("health", "health", cancellationToken: patience.Token);
            return Answer("ready", StatusCodes.Status200OK);
        }
        catch (Exception exception) when (exception is RequestFailedException or OperationCanceledException)
        {
            return Answer("not ready", StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult Answer(string status, int code) => Results.Json(new HealthView(status), DeskJson.Instance.HealthView, statusCode: code);
}

public sealed record HealthView(string Status);
