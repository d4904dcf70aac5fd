using OmniFunctions.Local.SignalR;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.SignalR;

/// <summary>A ping stands between two messages and never within one.</summary>
[Follows("https://datatracker.ietf.org/doc/html/rfc6455#section-5.4")]
public sealed class FramedLineSpecs : IDisposable
{
    private const byte Text = 0x81;
    private const byte BeginsText = 0x01;
    private const byte Continues = 0x00;
    private const byte Ends = 0x80;
    private const byte Pong = 0x8A;
    private static readonly byte[] Ping = [Text, 11, .. "{\"type\":6}\u001e"u8];

    private readonly SlowLine slow = new();
    private readonly FramedLine line;

    public FramedLineSpecs() => line = new FramedLine(slow);

    public void Dispose() => line.Dispose();

    [Fact]
    public async Task A_ping_follows_a_whole_message()
    {
        await line.WriteAsync(new byte[] { Text, 1, 65 });
        line.SayAlive();
        Assert.Equal([[Text, 1, 65], Ping], slow.Written);
    }

    [Fact]
    public async Task Within_a_message_of_several_frames_there_is_no_ping_also_when_a_pong_stands_there()
    {
        foreach (var frame in (byte[])[BeginsText, Continues, Pong])
        {
            await line.WriteAsync(new byte[] { frame, 0 });
            line.SayAlive();
        }

        Assert.DoesNotContain(Ping, slow.Written);
        await line.WriteAsync(new byte[] { Ends, 0 });
        line.SayAlive();
        Assert.Equal(Ping, slow.Written[^1]);
    }

    [Fact]
    public async Task A_line_that_is_being_written_to_is_not_pinged_and_keeps_no_ping_for_later()
    {
        slow.IsStuck = true;
        var writing = line.WriteAsync(new byte[] { Text, 0 }).AsTask();
        line.SayAlive();
        line.SayAlive();
        Assert.False(writing.IsCompleted);
        slow.GoOn();
        await writing;
        Assert.Equal([[Text, 0]], slow.Written);
        line.SayAlive();
        Assert.Equal(2, slow.Written.Count);
    }

    [Fact]
    public async Task A_message_waits_for_a_ping_that_is_on_its_way()
    {
        slow.IsStuck = true;
        line.SayAlive();
        var writing = line.WriteAsync(new byte[] { Text, 0 }).AsTask();
        Assert.Equal([Ping], slow.Written);
        slow.GoOn();
        await writing;
        Assert.Equal([Ping, [Text, 0]], slow.Written);
    }

    [Fact]
    public async Task A_line_that_is_gone_is_told_of_to_whoever_writes_and_not_to_the_one_timer_of_all()
    {
        slow.IsGone = true;
        line.SayAlive();
        line.SayAlive();
        await Assert.ThrowsAsync<IOException>(async () => await line.WriteAsync(new byte[] { Text, 0 }));
    }

    private sealed class SlowLine : MemoryStream
    {
        private TaskCompletionSource? stuck;

        public List<byte[]> Written { get; } = [];

        public bool IsGone { get; set; }

        public bool IsStuck
        {
            set => stuck = value ? new TaskCompletionSource() : null;
        }

        public void GoOn()
        {
            var now = stuck!;
            stuck = null;
            now.SetResult();
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (IsGone) throw new IOException("gone");
            Written.Add(buffer.ToArray());
            return stuck is { } waiting ? new ValueTask(waiting.Task) : ValueTask.CompletedTask;
        }
    }
}
