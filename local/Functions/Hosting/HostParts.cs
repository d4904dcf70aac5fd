using Microsoft.Extensions.Logging;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Functions;

/// <summary>What listeners are built from.</summary>
/// <param name="Abort">Cancelled only when the time to stop has run out; until then functions finish what they do.</param>
internal sealed record HostParts(
    FunctionRunner Runner, EmbeddedStore Store, TimeProvider Time, IServiceProvider Services, ILoggerFactory Loggers, CancellationToken Abort);
