using System.Threading.Channels;

namespace OmniFunctions.Tests.Local.Functions;

/// <summary>What sample functions were called with, in order, for the spec to wait on.</summary>
public sealed class Heard
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Channel<string> calls = Channel.CreateUnbounded<string>();

    public void Add(string call) => calls.Writer.TryWrite(call);

    public async Task<string> NextAsync() => await calls.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async Task<string[]> NextAsync(int count)
    {
        var heard = new string[count];
        for (var index = 0; index < count; index++) heard[index] = await NextAsync();
        return heard;
    }

    /// <summary>True while nothing more was heard than was waited for.</summary>
    public bool IsSilent => !calls.Reader.TryPeek(out _);
}
