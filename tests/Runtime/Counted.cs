using System.Diagnostics.Metrics;
using OmniFunctions.Runtime.Telemetry;

namespace OmniFunctions.Tests.Runtime;

/// <summary>How often a counter of the system counted for a channel while this was looking. Specs that run at the same time count along.</summary>
internal sealed class Counted : IDisposable
{
    private readonly MeterListener listener;
    private long count;

    public Counted(string counter, string channel)
    {
        listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == Signals.Name && instrument.Name == counter) listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "channel", Value: string name } && name == channel) Interlocked.Add(ref count, value);
            }
        });
        listener.Start();
    }

    public long Count => Interlocked.Read(ref count);

    public void Dispose() => listener.Dispose();
}
