using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Platforms;

/// <summary>The program in <c>sdks/</c>, which runs the platforms' own libraries: a line goes in for each call, and a line comes out.</summary>
public sealed class SdkProgram : IAsyncDisposable
{
    private const int MaxKeptErrors = 100;
    /// <summary>The first call of a library reads some thousand files, and other tests run beside it.</summary>
    private static readonly TimeSpan CallPatience = TimeSpan.FromMinutes(3);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Process process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> calls = new();
    private readonly ConcurrentQueue<string> errors = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly Task reading;
    private int lastCall;

    private SdkProgram(Process process)
    {
        this.process = process;
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
        reading = ReadAsync();
    }

    public static async Task<SdkProgram> StartAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "sdks");
        await NodePackages.InstallAsync(folder);
        return new SdkProgram(NodePackages.Start("node", folder, "main.mjs"));
    }

    /// <param name="sdk">The file of the program that speaks with it, without its extension.</param>
    /// <param name="function">One of those it exports.</param>
    /// <param name="arguments">An object; its members go along by their names.</param>
    /// <exception cref="InvalidOperationException">The library threw; the message holds what it said.</exception>
    public async Task<JsonElement> CallAsync(string sdk, string function, object? arguments = null)
    {
        var id = Interlocked.Increment(ref lastCall);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        calls[id] = answer;
        await writing.WaitAsync();
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { id, sdk, function, arguments = arguments ?? new { } }, Json));
            await process.StandardInput.FlushAsync();
        }
        finally
        {
            writing.Release();
        }

        return await answer.Task.WaitAsync(CallPatience);
    }

    public async Task<T> CallAsync<T>(string sdk, string function, object? arguments = null) => (await CallAsync(sdk, function, arguments)).Deserialize<T>(Json)!;

    /// <summary>It ends when there is nothing more to read.</summary>
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await reading;
        using var limit = new CancellationTokenSource(CallPatience);
        await process.WaitForExitAsync(limit.Token);
        process.Dispose();
        writing.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            using var answer = JsonDocument.Parse(line);
            if (!calls.TryRemove(answer.RootElement.GetProperty("id").GetInt32(), out var call)) continue;
            if (answer.RootElement.TryGetProperty("fault", out var fault)) call.TrySetException(new InvalidOperationException(fault.GetString()));
            else call.TrySetResult(answer.RootElement.TryGetProperty("gives", out var gives) ? gives.Clone() : default);
        }

        foreach (var call in calls.Values) call.TrySetException(new InvalidOperationException($"The program of the libraries ended. It printed:\n{string.Join('\n', errors)}"));
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        errors.Enqueue(line);
        while (errors.Count > MaxKeptErrors) errors.TryDequeue(out _);
    }
}
