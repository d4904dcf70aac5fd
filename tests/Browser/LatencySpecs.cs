using System.Globalization;
using Xunit.Abstractions;

namespace OmniFunctions.Tests.Browser;

/// <summary>Tells how long a visitor's Enter takes to a painted bubble on the agent's screen. Judged with the patience of <see cref="BrowserSpec.Patience"/>.</summary>
public sealed class LatencySpecs(SharedSystem shared, ITestOutputHelper output) : BrowserSpec(shared)
{
    /// <summary>The code a message runs through is compiled for good after some hundred of them, as in a server that has worked for a minute.</summary>
    private const int WarmUp = 300;

    private const int Messages = 30;
    private const int MiddleMs = 20;
    private const int LongMs = 50;

    /// <summary>For the compiler, which works behind the last one.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    // As the widget sends them, one after another.
    private const string WriteMany = """
        async (count) => {
          const { token } = JSON.parse(localStorage.getItem('omni.widget.demo.site'));
          const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'X-Omni': '1' };
          for (let n = 1; n <= count; n++) {
            const body = JSON.stringify({ id: crypto.randomUUID().replaceAll('-', ''), text: `before ${n}.`, sentAt: new Date().toISOString(), language: 'en' });
            const answer = await fetch('/webhooks/demo/webchat/site', { method: 'POST', headers, body });
            if (!answer.ok) throw new Error(`The server answers ${answer.status}.`);
          }
        }
        """;

    // Both pages are on one machine, so the time of day is one clock for them.
    private const string NoteEnter = """
        () => {
          const now = () => performance.timeOrigin + performance.now();
          window.entered = {};
          addEventListener('keydown', (event) => { if (event.key === 'Enter') window.entered[event.target.value] = now(); }, true);
          window.sent = {};
          const { fetch } = window;
          window.fetch = async (address, options) => {
            const text = /"text":"([^"]*)"/.exec(options?.body ?? '')?.[1];
            if (text) window.sent[text] = now();
            return fetch(address, options);
          };
        }
        """;

    // A message posted in an animation frame is handled after that frame was painted.
    private const string NotePainted = """
        () => {
          const now = () => performance.timeOrigin + performance.now();
          const { port1, port2 } = new MessageChannel();
          window.painted = {};
          window.pushed = {};
          window.drawn = {};
          let fresh = [];
          const { parse } = JSON;
          JSON.parse = (text, ...rest) => {
            const said = /"text":"(message \d+)"/.exec(text)?.[1];
            if (said) window.pushed[said] ??= now();
            return parse(text, ...rest);
          };
          port1.onmessage = () => { for (const text of fresh.splice(0)) window.painted[text] ??= now(); };
          new MutationObserver((changes) => {
            for (const { addedNodes } of changes)
              for (const node of addedNodes)
                for (const bubble of node.querySelectorAll?.('.text') ?? []) { fresh.push(bubble.textContent); window.drawn[bubble.textContent] ??= now(); }
            if (fresh.length > 0) requestAnimationFrame(() => port2.postMessage(null));
          }).observe(document.querySelector('[role=log]'), { childList: true, subtree: true });
        }
        """;

    [Fact]
    public async Task From_a_visitors_Enter_to_the_agents_painted_bubble()
    {
        var agent = await SignInAsync();
        var visitor = await VisitAsync();
        await visitor.SayAsync("hello");
        await agent.AcceptAsync("hello");
        await agent.Thread.GetByText("hello").IsSeenAsync();
        await visitor.Page.EvaluateAsync(WriteMany, WarmUp);
        await agent.Thread.GetByText($"before {WarmUp}.").IsSeenAsync();
        await Task.Delay(Rest);
        await visitor.Page.EvaluateAsync(NoteEnter);
        await agent.Page.EvaluateAsync(NotePainted);

        var messages = new List<double[]>();
        for (var n = 1; n <= Messages; n++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"message {n:00}");
            await visitor.SayAsync(text);
            await agent.Page.WaitForFunctionAsync("text => window.painted[text]", text);
            var here = await visitor.Page.EvaluateAsync<double[]>("text => [window.entered[text], window.sent[text]]", text);
            var there = await agent.Page.EvaluateAsync<double[]>("text => [window.pushed[text], window.drawn[text], window.painted[text]]", text);
            messages.Add([.. here, .. there]);
        }

        var tookMs = Between(messages, 0, 4);
        var figures = string.Create(CultureInfo.InvariantCulture,
            $"""
            visitor's Enter to the agent's painted bubble, {Messages} messages: p50 {Percentile(tookMs, 50):0.0} ms of {MiddleMs}, p99 {Percentile(tookMs, 99):0.0} ms of {LongMs}, max {tookMs[^1]:0.0} ms (peers: LHC p50 1,605, max 3,456)
            of it, p50 and p99: Enter to request {Step(messages, 0)}, request to push {Step(messages, 1)}, push to bubble {Step(messages, 2)}, bubble to paint {Step(messages, 3)}
            """);
        output.WriteLine(figures);
        await File.WriteAllTextAsync(Path.Combine(Pictures.Folder, "visitor-to-agent.txt"), figures + "\n");
        Assert.All(tookMs, took => Assert.True(took > 0));
        Assert.True(Percentile(tookMs, 50) <= MiddleMs * Patience && Percentile(tookMs, 99) <= LongMs * Patience, figures);
    }

    private static string Step(List<double[]> messages, int from)
    {
        var sorted = Between(messages, from, from + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{Percentile(sorted, 50):0.0} and {Percentile(sorted, 99):0.0} ms");
    }

    private static List<double> Between(List<double[]> messages, int from, int to) => [.. messages.Select(times => times[to] - times[from]).Order()];

    /// <summary>The nearest rank.</summary>
    private static double Percentile(List<double> sorted, int percent) => sorted[(int)Math.Ceiling(sorted.Count * percent / 100.0) - 1];
}
