using System.Diagnostics;
using System.Text.Json;
using OmniFunctions.Tests.Infra.Bicep;

namespace OmniFunctions.Tests.Infra;

/// <summary>What can be told of the azure build without its packages: MSBuild evaluates the projects, and restores nothing.</summary>
public sealed class AzureBuildSpecs
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_app_takes_each_framework_and_package_once_each_with_a_version_and_nothing_local()
    {
        var items = await EvaluateAsync("functions/OmniFunctions.Functions.csproj");
        // A framework that is named twice stops the build before anything is restored.
        Assert.Equal(["Microsoft.AspNetCore.App", "Microsoft.NETCore.App"], items["FrameworkReference"].Order());
        var packages = items["PackageReference"];
        Assert.Equal(packages.Distinct().Order(), packages.Order());
        Assert.Empty(packages.Except(items["PackageVersion"]));
        Assert.DoesNotContain(items["ProjectReference"], project => project.Contains("/local/", StringComparison.Ordinal));
        foreach (var needed in (string[])["Microsoft.Azure.Functions.Worker", "Microsoft.Azure.Functions.Worker.Sdk", "Azure.Data.Tables", "Azure.Messaging.ServiceBus", "Azure.Messaging.EventHubs", "Microsoft.Azure.SignalR.Management", "Microsoft.DurableTask.Worker"])
            Assert.Contains(needed, packages);
    }

    private static async Task<IReadOnlyDictionary<string, List<string>>> EvaluateAsync(string project)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = InfraFiles.Root };
        foreach (var argument in (string[])["msbuild", project, "-p:OmniPlatform=azure", "-getItem:FrameworkReference,PackageReference,PackageVersion,ProjectReference"]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        using var read = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit));
        await process.WaitForExitAsync().WaitAsync(Limit);
        Assert.True(process.ExitCode == 0, await errors);
        return read.RootElement.GetProperty("Items").EnumerateObject().ToDictionary(
            kind => kind.Name, kind => kind.Value.EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!).ToList(), StringComparer.Ordinal);
    }
}
