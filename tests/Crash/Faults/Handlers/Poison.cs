using System.Globalization;
using Azure.Messaging.ServiceBus;
using OmniFunctions.Tests.Crash.InProcess;

namespace OmniFunctions.Tests.Crash.Faults.Handlers;

/// <summary>A corpus of what is no sealed envelope: nothing, noise of all lengths, something of the right version, something in the clear.</summary>
internal static class Poison
{
    private const int MaxNoise = 4096;

    public static ServiceBusMessage For(string session, Random random)
    {
        var noise = new byte[random.Next(1, MaxNoise)];
        random.NextBytes(noise);
        BinaryData[] corpus = [new(Array.Empty<byte>()), new(noise), new("{\"account\":{}}"), new(new byte[] { 1 }), new((byte[])[1, .. noise])];
        return new ServiceBusMessage(corpus[random.Next(corpus.Length)])
        {
            SessionId = session,
            MessageId = string.Create(CultureInfo.InvariantCulture, $"poison-{random.NextInt64()}"),
            ApplicationProperties = { ["tenant"] = Workers.Tenant.Value },
        };
    }
}
