using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>A browser of somebody who signs in by a directory: it keeps cookies, and is led on by hand, so that a spec can do what an attacker would in between.</summary>
internal sealed class ProviderBrowser : IDisposable
{
    private readonly CookieContainer cookies = new();

    public ProviderBrowser(Uri omni)
    {
        Http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = omni, Timeout = TimeSpan.FromSeconds(30) };
        Http.DefaultRequestHeaders.Add("X-Omni", "1");
    }

    public HttpClient Http { get; }

    public string Cookies(string path) => cookies.GetCookieHeader(new Uri(Http.BaseAddress!, path));

    /// <summary>Begins a sign-in, and goes where one is sent.</summary>
    /// <returns>Where the directory sends the browser back to.</returns>
    public async Task<Uri> ReturnAsync(string provider = "company", string tenant = "demo")
    {
        using var directory = await Http.GetAsync(await BeginAsync(provider, tenant));
        Assert.Equal(HttpStatusCode.Redirect, directory.StatusCode);
        return directory.Headers.Location!;
    }

    public async Task<Uri> BeginAsync(string provider = "company", string tenant = "demo")
    {
        using var begun = await Http.PostAsJsonAsync(new Uri($"/api/sign-in/{tenant}/{provider}", UriKind.Relative), new { });
        Assert.Equal(HttpStatusCode.OK, begun.StatusCode);
        return new Uri((await begun.Content.ReadFromJsonAsync<JsonElement>()).Text("address"));
    }

    /// <returns>What the desk is told of it: empty when it worked, else why it did not.</returns>
    public async Task<string> FinishAsync(Uri address)
    {
        using var answer = await Http.GetAsync(address);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var desk = answer.Headers.Location!.OriginalString;
        Assert.StartsWith("/desk/", desk, StringComparison.Ordinal);
        return desk["/desk/".Length..].Replace("?sign-in=", "", StringComparison.Ordinal);
    }

    public async Task<string> SignInAsync(string provider = "company", string tenant = "demo") => await FinishAsync(await ReturnAsync(provider, tenant));

    public async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
    }

    /// <summary>Who is signed in here; null when nobody is.</summary>
    public async Task<string?> WhoAsync() => await AskAsync("GET", "/api/session") is (HttpStatusCode.OK, var session) ? session.GetProperty("agent").Id() : null;

    public void Dispose() => Http.Dispose();
}
