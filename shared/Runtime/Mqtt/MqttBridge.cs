using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Azure;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Inbound;

namespace OmniFunctions.Runtime.Mqtt;

/// <summary>
/// Holds a line to the broker of each device account that names one. What devices publish goes through the same door as everything else, and
/// answers to them are published.
/// </summary>
public sealed class MqttBridge(ChannelAccounts accounts, Door door, TimeProvider time, ILogger<MqttBridge> logger) : BackgroundService
{
    private const int MaxLines = 100;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<AccountKey, Held> lines = new();

    /// <summary>Publishes to the account's broker with QoS 1.</summary>
    internal Task<PublishOutcome> PublishAsync(AccountKey account, PublishDelivery delivery, CancellationToken cancellation) =>
        lines.TryGetValue(account, out var held) ? held.Line.PublishAsync(delivery, cancellation) : Task.FromResult(PublishOutcome.NoLine);

    /// <summary>Accounts change while this runs: a line whose settings are not what they were is opened anew.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await LookAsync(stoppingToken);
                await Task.Delay(LookEvery, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host ends.
        }
        finally
        {
            foreach (var account in lines.Keys) await CloseAsync(account);
        }
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        var wanted = accounts.Tenants().SelectMany(accounts.Of)
            .Where(account => account.Key.Channel == DeviceChannel.ChannelName)
            .Select(BrokerAddress.Of).OfType<BrokerAddress>()
            .Take(MaxLines).ToDictionary(broker => broker.Account);
        foreach (var account in lines.Keys)
        {
            if (!wanted.TryGetValue(account, out var broker) || broker != lines[account].Line.Broker) await CloseAsync(account);
        }

        foreach (var (account, broker) in wanted)
        {
            if (lines.ContainsKey(account)) continue;
            var end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var line = new MqttLine(broker, (request, cancellation) => ReceiveAsync(account, request, cancellation), time, logger);
            lines[account] = new Held(line, line.RunAsync(end.Token), end);
        }
    }

    private async Task<int> ReceiveAsync(AccountKey account, WebhookRequest request, CancellationToken cancellation) =>
        (await door.ReceiveAsync(account.Tenant.Value, account.Channel, account.Account, request, cancellation)).Status;

    private async Task CloseAsync(AccountKey account)
    {
        if (!lines.TryRemove(account, out var held)) return;
        await held.End.CancelAsync();
        await held.Running;
        held.Line.Dispose();
        held.End.Dispose();
    }

    private sealed record Held(MqttLine Line, Task Running, CancellationTokenSource End);
}

/// <summary>What became of a publish.</summary>
internal enum PublishOutcome
{
    Delivered,

    /// <summary>The account names no broker.</summary>
    NoLine,

    /// <summary>Nothing left: the broker is away at the moment.</summary>
    NotSent,

    /// <summary>The broker would not have it.</summary>
    Refused,

    /// <summary>It left, and no answer came.</summary>
    Unknown,
}
