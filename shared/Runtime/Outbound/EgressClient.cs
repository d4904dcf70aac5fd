using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Email;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>
/// The only way out to other people's servers: https, a name resolved once and the very address it gave, none that leads inside,
/// no redirects, no cookies, no proxy, and limits of time and size. Plain http is for an account whose own <c>api_base</c> is a
/// loopback address: a platform played by a test or a gateway on this machine. Calls to mail servers go the same way under the same rules, in TLS from the
/// first word of anybody's; only to this machine they may be plain.
/// </summary>
public sealed class EgressClient : IDisposable
{
    private const string ApiBase = "api_base";
    private static readonly HttpRequestOptionsKey<bool> MayReachLoopback = new(nameof(MayReachLoopback));

    private readonly EgressOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<EgressClient> logger;
    private readonly HttpClient http;
    private readonly MailCalls mail;

    public EgressClient(EgressOptions options, TimeProvider time, ILogger<EgressClient> logger) : this(options, time, logger, null)
    {
    }

    /// <param name="platforms">What stands for the network in a simulation of it.</param>
    internal EgressClient(EgressOptions options, TimeProvider time, ILogger<EgressClient> logger, HttpMessageHandler? platforms)
    {
        this.options = options;
        this.time = time;
        this.logger = logger;
        mail = new MailCalls(ConnectAsync, time, logger);
        http = new HttpClient(platforms ?? new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxConnectionsPerServer = 64,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Calls a platform. Nothing of the address is ever logged: some platforms have the token in it.</summary>
    /// <param name="account">Whose call it is; its settings may permit this machine.</param>
    public Task<EgressResult> SendAsync(HttpDelivery delivery, ChannelAccount account, CancellationToken cancellation) =>
        SendAsync(delivery, account, EgressOptions.MaxResponseBytes, cancellation);

    /// <param name="maxBytes">Of the answer; more time is given to one that may be larger than usual.</param>
    public async Task<EgressResult> SendAsync(HttpDelivery delivery, ChannelAccount account, int maxBytes, CancellationToken cancellation)
    {
        if (MailServer.IsOne(delivery.Address)) return await mail.SendAsync(delivery, account.Key, maxBytes, cancellation);
        var loopback = IsOwnLoopback(delivery.Address, account);
        if (delivery.Address.Scheme != Uri.UriSchemeHttps && !loopback) return new EgressResult.Forbidden();

        using var timeout = new CancellationTokenSource(maxBytes > EgressOptions.MaxResponseBytes || delivery.Body.Length > EgressOptions.MaxResponseBytes ? EgressOptions.FileTimeout : EgressOptions.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var request = Request(delivery);
        request.Options.Set(MayReachLoopback, loopback);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await ReadAsync(response, maxBytes, either.Token) is { } body
                ? new EgressResult.Answered(new DeliveryResponse((int)response.StatusCode, body, RetryAfter(response)) { At = time.GetUtcNow(), Headers = Headers(response) })
                : new EgressResult.TooLarge();
        }
        catch (HttpRequestException e)
        {
            logger.LogWarning("A call for {Account} failed: {Error}", account.Key, e.HttpRequestError);
            return e switch
            {
                { InnerException: ForbiddenAddressException } => new EgressResult.Forbidden(),
                { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError }
                    => new EgressResult.NotSent(),
                _ => new EgressResult.Unknown(),
            };
        }
        catch (Exception e) when (e is IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            logger.LogWarning("A call for {Account} got no whole answer in time", account.Key);
            return new EgressResult.Unknown();
        }
    }

    public void Dispose() => http.Dispose();

    private static HttpRequestMessage Request(HttpDelivery delivery)
    {
        var request = new HttpRequestMessage(new HttpMethod(delivery.Method), delivery.Address);
        if (delivery.ContentType is { } type)
        {
            request.Content = new ReadOnlyMemoryContent(delivery.Body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        foreach (var (name, value) in delivery.Headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    /// <returns>Null when it is larger than anyone needs to tell us what became of a message.</returns>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            if (body.Length + read > maxBytes) return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static Dictionary<string, string> Headers(HttpResponseMessage response) => response.Headers.Concat(response.Content.Headers)
        .Where(header => !header.Key.StartsWith("Set-Cookie", StringComparison.OrdinalIgnoreCase))
        .Take(EgressOptions.MaxResponseHeaders)
        .DistinctBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value), StringComparer.Ordinal);

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private static bool IsOwnLoopback(Uri address, ChannelAccount account) =>
        address.Scheme == Uri.UriSchemeHttp
        && Uri.TryCreate(account.Setting(ApiBase), UriKind.Absolute, out var configured)
        && configured.Scheme == Uri.UriSchemeHttp
        && configured.Authority == address.Authority
        && IPAddress.TryParse(address.DnsSafeHost, out var ip)
        && IPAddress.IsLoopback(ip);

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var loopback = context.InitialRequestMessage.Options.TryGetValue(MayReachLoopback, out var may) && may;
        return new NetworkStream(await ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, loopback, cancellation), ownsSocket: true);
    }

    /// <exception cref="ForbiddenAddressException">The name leads inside.</exception>
    private async Task<Socket> ConnectAsync(string host, int port, bool loopback, CancellationToken cancellation)
    {
        // A resolver has words of its own for the address that is none.
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellation);
        var allowed = addresses.Where(address => options.AllowPrivate || PublicAddresses.Contains(address) || (loopback && IPAddress.IsLoopback(address))).ToArray();
        if (allowed.Length == 0) throw new ForbiddenAddressException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
