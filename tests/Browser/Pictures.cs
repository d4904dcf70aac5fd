using System.Reflection;
using Microsoft.Playwright;

namespace OmniFunctions.Tests.Browser;

/// <summary>What the specs leave to look at, in test-output/.</summary>
internal static class Pictures
{
    public static readonly string Folder =
        typeof(Pictures).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "OutputFolder").Value!;

    public static Task ShootAsync(this IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}.png") });
}
