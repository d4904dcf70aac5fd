using OmniFunctions.Tests.Simulation;

return await Simulation.RunAsync(args);
