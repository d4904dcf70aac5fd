using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Tables;

/// <summary>How requests to the service are addressed and authorised, seen where they would leave the process.</summary>
[Follows("https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key")]
public sealed class AuthorisationSpecs
{
    private const string Key = "c2VjcmV0";

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=demo;AccountKey=" + Key + ";EndpointSuffix=core.chinacloudapi.cn", "https://demo.table.core.chinacloudapi.cn/", "demo")]
    [InlineData("AccountName=demo;AccountKey=" + Key, "https://demo.table.core.windows.net/", "demo")]
    [InlineData("TableEndpoint=https://other.table.core.windows.net;SharedAccessSignature=sv=1&sig=x", "https://other.table.core.windows.net/", "other")]
    public void A_connection_string_names_the_service(string connectionString, string endpoint, string account)
    {
        var service = new TableServiceClient(connectionString);
        Assert.Equal((new Uri(endpoint), account), (service.Uri, service.AccountName));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountKey=" + Key)]
    [InlineData("=x")]
    public void A_connection_string_that_names_no_service_is_refused(string connectionString) =>
        Assert.Throws<FormatException>(() => new TableServiceClient(connectionString));

    [Fact]
    public async Task A_token_is_asked_for_the_audience_and_sent_as_bearer()
    {
        using var wire = new Wire();
        var credential = new Tokens();
        var options = new TableClientOptions { Transport = wire, Audience = TableAudience.AzureChina };
        await new TableClient(new Uri("https://demo.table.core.chinacloudapi.cn"), "orders", credential, options).DeleteEntityAsync("p", "r");
        Assert.Equal("https://storage.azure.cn/.default", credential.Scope);
        Assert.Equal("Bearer granted", wire.Authorisations.Single());
    }

    [Fact]
    public async Task A_shared_key_signs_every_try_and_a_rotated_one_the_next()
    {
        using var wire = new Wire(failures: 1);
        var credential = new TableSharedKeyCredential("demo", Key);
        var options = new TableClientOptions { Transport = wire, Retry = { Delay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero, MaxRetries = 1 } };
        var table = new TableClient(new Uri("https://demo.table.core.windows.net"), "orders", credential, options);
        await table.DeleteEntityAsync("p", "r");
        credential.SetAccountKey("b3RoZXI=");
        await table.DeleteEntityAsync("p", "r");
        Assert.Equal(3, wire.Authorisations.Count);
        Assert.All(wire.Authorisations, header => Assert.StartsWith("SharedKeyLite demo:", header, StringComparison.Ordinal));
        Assert.NotEqual(wire.Authorisations[0], wire.Authorisations[2]);
    }

    [Fact]
    public async Task A_signature_is_in_the_query_once_and_not_in_the_address()
    {
        using var wire = new Wire(failures: 1);
        var options = new TableClientOptions { Transport = wire, Retry = { Delay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero, MaxRetries = 1 } };
        var table = new TableClient(new Uri("https://demo.table.core.windows.net/orders"), new AzureSasCredential("sv=1&sig=abc"), options);
        await table.GetEntityIfExistsAsync<TableEntity>("p", "r", ["A"]);
        Assert.Equal("https://demo.table.core.windows.net/orders", table.Uri.ToString());
        Assert.Equal(2, wire.Addresses.Count);
        Assert.All(wire.Addresses, address => Assert.Equal("https://demo.table.core.windows.net/orders(PartitionKey='p',RowKey='r')?$select=A&sv=1&sig=abc", Uri.UnescapeDataString(address)));
    }

    private sealed class Tokens : TokenCredential
    {
        public string? Scope { get; private set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scope = requestContext.Scopes.Single();
            return new AccessToken("granted", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    /// <summary>The end of the pipeline: notes what leaves, answers 503 so many times and 404 then.</summary>
    private sealed class Wire(int failures = 0) : HttpPipelineTransport, IDisposable
    {
        private readonly HttpClientTransport real = new(new HttpClient(new Answers(failures)));

        public List<string> Authorisations { get; } = [];

        public List<string> Addresses { get; } = [];

        public override Request CreateRequest() => real.CreateRequest();

        public override void Process(HttpMessage message)
        {
            Note(message.Request);
            real.Process(message);
        }

        public override ValueTask ProcessAsync(HttpMessage message)
        {
            Note(message.Request);
            return real.ProcessAsync(message);
        }

        public void Dispose() => real.Dispose();

        private void Note(Request request)
        {
            Authorisations.Add(request.Headers.TryGetValue("Authorization", out var header) ? header : "");
            Addresses.Add(request.Uri.ToString());
        }
    }

    private sealed class Answers(int failures) : HttpMessageHandler
    {
        private int left = failures;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(left-- > 0 ? System.Net.HttpStatusCode.ServiceUnavailable : System.Net.HttpStatusCode.NotFound) { Content = new ByteArrayContent([]) });
    }
}
