using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using OmniFunctions.Runtime.Time;

namespace OmniFunctions.Upkeep;

/// <summary>Says that the machine's clock was set while the process ran, which does not follow it: a person decides which of the two is right.</summary>
public sealed class ClockFunction(TimeProvider time, ILogger<ClockFunction> logger)
{
    [Function("Clock")]
    public void Look([TimerTrigger("0 * * * * *", UseMonitor = false)] TimerInfo timer)
    {
        if (time is SteadyTime { Apart: var apart } && apart.Duration() > SteadyTime.LargestCorrection)
            logger.LogError("The machine's clock was set by {Apart}. This process goes on as before; start it again if the machine is right", apart);
    }
}
