using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using OmniFunctions.Channels;

namespace OmniFunctions.Runtime.Mqtt;

/// <summary>
/// One connection to a broker, opened again for as long as it takes. The session stays with the broker, so that what is published while nobody
/// is here waits there; and nothing is acknowledged to it before it is kept here.
/// </summary>
internal sealed class MqttLine : IDisposable
{
    /// <summary>How long the broker keeps what waits.</summary>
    private const uint SessionExpirySeconds = 7 * 24 * 3_600;

    /// <summary>Publishes on their way at the same time; the broker waits with more.</summary>
    private const ushort ReceiveMaximum = 100;

    private const int MaxFilters = 20;
    private const int MaxUnacknowledged = 10_000;
    private const int MaxIdLength = 128;
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly Func<WebhookRequest, CancellationToken, Task<int>> receive;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly SemaphoreSlim gone = new(0);

    /// <summary>Ids given to publishes that are not acknowledged yet: when the broker repeats one, it must keep its id.</summary>
    private readonly ConcurrentDictionary<string, string> given = new(StringComparer.Ordinal);

    private CancellationToken stopping;

    /// <param name="receive">Hands a request to the account's door, and comes back with the status it answered.</param>
    public MqttLine(BrokerAddress broker, Func<WebhookRequest, CancellationToken, Task<int>> receive, TimeProvider time, ILogger logger)
    {
        Broker = broker;
        this.receive = receive;
        this.time = time;
        this.logger = logger;
        client.ApplicationMessageReceivedAsync += TakeAsync;
        client.DisconnectedAsync += _ =>
        {
            gone.Release();
            return Task.CompletedTask;
        };
    }

    public BrokerAddress Broker { get; }

    /// <summary>Ends only with the token.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        stopping = cancellation;
        var pause = FirstPause;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                if (await TryConnectAsync(cancellation))
                {
                    pause = FirstPause;
                    await gone.WaitAsync(cancellation);
                    logger.LogWarning("The broker of {Account} is gone", Broker.Account);
                }

                // With a part by chance, so that not everybody comes back at the same moment.
                await Task.Delay(pause * (0.5 + (Random.Shared.NextDouble() / 2)), time, cancellation);
                pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
        }

        await LeaveAsync();
    }

    public async Task<PublishOutcome> PublishAsync(PublishDelivery delivery, CancellationToken cancellation)
    {
        if (!client.IsConnected) return PublishOutcome.NotSent;
        try
        {
            var message = new MqttApplicationMessageBuilder().WithTopic(delivery.Topic).WithPayload(delivery.Payload.ToArray())
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).WithContentType("application/json").Build();
            using var patience = new CancellationTokenSource(ConnectPatience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
            return (await client.PublishAsync(message, either.Token)).IsSuccess ? PublishOutcome.Delivered : PublishOutcome.Refused;
        }
        catch (Exception e) when (e is MqttCommunicationException or MqttClientNotConnectedException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            logger.LogWarning("A publish for {Account} got no answer", Broker.Account);
            return PublishOutcome.Unknown;
        }
    }

    public void Dispose()
    {
        client.Dispose();
        gone.Dispose();
    }

    private async Task<bool> TryConnectAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(ConnectPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        while (gone.CurrentCount > 0) await gone.WaitAsync(cancellation);
        try
        {
            var answer = await client.ConnectAsync(Options(), either.Token);
            if (answer.ResultCode != MqttClientConnectResultCode.Success)
            {
                logger.LogError("The broker of {Account} refused the connection: {Reason}", Broker.Account, answer.ResultCode);
                return false;
            }

            var subscriptions = new MqttClientSubscribeOptionsBuilder();
            foreach (var filter in Broker.Topics.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MaxFilters))
                subscriptions.WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce);
            await client.SubscribeAsync(subscriptions.Build(), either.Token);
            logger.LogInformation("Listening to the broker of {Account}", Broker.Account);
            return true;
        }
        catch (Exception e) when (e is MqttCommunicationException or MqttProtocolViolationException or InvalidOperationException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            logger.LogWarning("The broker of {Account} does not answer: {Error}", Broker.Account, e.GetType().Name);
            return false;
        }
    }

    private MqttClientOptions Options()
    {
        var options = new MqttClientOptionsBuilder()
            .WithTcpServer(Broker.Host, Broker.Port)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId(Broker.ClientId)
            .WithCleanStart(false)
            .WithSessionExpiryInterval(SessionExpirySeconds)
            .WithReceiveMaximum(ReceiveMaximum)
            .WithTimeout(ConnectPatience);
        if (Broker.User is { } user) options.WithCredentials(user, Broker.Password ?? "");
        if (Broker.UsesTls) options.WithTlsOptions(tls => tls.UseTls());
        return options.Build();
    }

    /// <summary>One publish at a time, in the broker's order. Ends when it is kept, can never be read, or the line is no more; only then the broker may forget it.</summary>
    private async Task TakeAsync(MqttApplicationMessageReceivedEventArgs publish)
    {
        publish.AutoAcknowledge = false;
        var message = publish.ApplicationMessage;
        var digest = Digest(message, publish.PacketIdentifier);
        if (!message.Dup) given.TryRemove(digest, out _);
        var request = Request(message, given.GetOrAdd(digest, _ => IdOf(message)));
        var pause = FirstPause;
        while (!stopping.IsCancellationRequested)
        {
            if (await TryReceiveAsync(request))
            {
                try
                {
                    await publish.AcknowledgeAsync(stopping);
                    given.TryRemove(digest, out _);
                }
                catch (Exception e) when (e is MqttCommunicationException or MqttClientNotConnectedException or OperationCanceledException or ObjectDisposedException)
                {
                    // The broker says it again, and it is known by its id then.
                    if (given.Count > MaxUnacknowledged) given.Clear();
                }

                return;
            }

            // A line that was cut is another line when it is back, and the broker begins again on that.
            if (!client.IsConnected) return;
            try
            {
                await Task.Delay(pause, time, stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    /// <returns>Whether the broker may forget it.</returns>
    private async Task<bool> TryReceiveAsync(WebhookRequest request)
    {
        try
        {
            var status = await receive(request, stopping);
            if (status == 400) logger.LogWarning("What a device of {Account} published cannot be read", Broker.Account);
            // What cannot be read now cannot be read later either.
            return status is (>= 200 and < 300) or 400;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            if (!stopping.IsCancellationRequested) logger.LogError(e, "What a device of {Account} published was not kept", Broker.Account);
            return false;
        }
    }

    /// <summary>As Event Grid would bring it: the attributes in headers, the payload as it is.</summary>
    private WebhookRequest Request(MqttApplicationMessage message, string id)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["ce-specversion"] = "1.0",
            ["ce-id"] = id,
            ["ce-type"] = "MQTT.EventPublished",
            ["ce-source"] = Uri.EscapeDataString(Broker.Host),
            ["ce-subject"] = Uri.EscapeDataString(message.Topic),
            ["ce-time"] = time.GetUtcNow().UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        };
        if (message.ContentType is { Length: > 0 and <= MaxIdLength } type) headers["Content-Type"] = type;
        var query = new Dictionary<string, string> { ["code"] = Broker.Code };
        return new WebhookRequest("POST", $"mqtt://{Broker.Host}/", query, headers, message.Payload.ToArray());
    }

    /// <summary>A device that numbers what it says, in the user property <c>id</c>, is never heard twice; for the others this holds while the process lives.</summary>
    private static string IdOf(MqttApplicationMessage message) =>
        message.UserProperties?.Find(property => property.Name == "id")?.ReadValueAsString() is { Length: > 0 and <= MaxIdLength } own
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Topic}\n{own}")))
            : Guid.NewGuid().ToString("N");

    private static string Digest(MqttApplicationMessage message, ushort packet) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{packet}\n{message.Topic}\n"), .. message.Payload.ToArray()]));

    private async Task LeaveAsync()
    {
        if (!client.IsConnected) return;
        try
        {
            await client.DisconnectAsync(new MqttClientDisconnectOptionsBuilder().WithReason(MqttClientDisconnectOptionsReason.NormalDisconnection).WithSessionExpiryInterval(SessionExpirySeconds).Build());
        }
        catch (Exception e) when (e is MqttCommunicationException or OperationCanceledException)
        {
            logger.LogInformation("The broker of {Account} was gone before we left", Broker.Account);
        }
    }
}
