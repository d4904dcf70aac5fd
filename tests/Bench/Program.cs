using OmniFunctions.Tests.Bench;

// dotnet run -c Release --project tests/Bench -- <scenario> [--json] [--seconds N]
if (args is ["floor-server", var address, var folder])
{
    await FloorServer.RunAsync(new Uri(address), folder);
    return 0;
}

var options = BenchOptions.Read(args, out var fault);
if (options is null)
{
    Console.Error.WriteLine(fault);
    return 2;
}

var report = new Report(options.Json);
try
{
    switch (options.Scenario)
    {
        case "floor":
            await Scenarios.FloorAsync(options, report);
            break;
        case "accept":
            await Scenarios.AcceptAsync(options, report);
            break;
        case "push":
            await Scenarios.PushAsync(options, report);
            break;
        case "routing":
            RoutingScenario.Run(options, report);
            break;
        case "lab":
            LabScenario.Run(options, report);
            break;
        case "channels":
            ChannelsScenario.Run(options, report);
            break;
        case "conditions":
            ConditionsScenario.Run(options, report);
            break;
    }
}
catch (InvalidOperationException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

return 0;
