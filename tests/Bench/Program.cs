using OmniFunctions.Tests.Bench;

// dotnet run -c Release --project tests/Bench -- <scenario> [--json] [--seconds N] [--clients N] [--rate N] [--conversations N]
if (args is ["floor-server", var address, var folder])
{
    await FloorServer.RunAsync(new Uri(address), folder);
    return 0;
}

if (args is [ResultsPage.Command, var page])
{
    ResultsPage.Write(page);
    return 0;
}

var scenarios = new Dictionary<string, Func<BenchOptions, Report, Task>>
{
    ["floor"] = FloorScenario.RunAsync,
    ["accept"] = AcceptScenario.RunAsync,
    ["push"] = PushScenario.RunAsync,
    ["push-loaded"] = PushLoadedScenario.RunAsync,
    ["conversations"] = ConversationsScenario.RunAsync,
    ["durable"] = DurableScenario.RunAsync,
    ["restart"] = RestartScenario.RunAsync,
    ["idle"] = IdleScenario.RunAsync,
    ["soak"] = SoakScenario.RunAsync,
    ["sockets"] = SocketsScenario.RunAsync,
    ["overload"] = OverloadScenario.RunAsync,
    ["neighbour"] = NeighbourScenario.RunAsync,
    ["routing"] = AtOnce(RoutingScenario.Run),
    ["lab"] = AtOnce(LabScenario.Run),
    ["conditions"] = AtOnce(ConditionsScenario.Run),
    ["channels"] = AtOnce(ChannelsScenario.Run),
};
var options = BenchOptions.Read(args, scenarios.Keys, out var fault);
if (options is null)
{
    Console.Error.WriteLine(fault);
    return 2;
}

try
{
    await scenarios[options.Scenario](options, new Report(options.Json));
}
catch (InvalidOperationException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

return 0;

static Func<BenchOptions, Report, Task> AtOnce(Action<BenchOptions, Report> run) => (options, report) =>
{
    run(options, report);
    return Task.CompletedTask;
};
