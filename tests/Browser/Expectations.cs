using Microsoft.Playwright;

namespace OmniFunctions.Tests.Browser;

/// <summary>What a person at the screen comes to see, within a limit.</summary>
internal static class Expectations
{
    private const float PatienceMs = 15_000;
    private const int MostLooks = 750;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    public static Task IsSeenAsync(this ILocator locator, float patienceMs = PatienceMs) =>
        Assertions.Expect(locator).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = patienceMs });

    /// <summary>It is on the page, whether or not it has a size of its own.</summary>
    public static Task IsThereAsync(this ILocator locator) =>
        Assertions.Expect(locator).ToBeAttachedAsync(new LocatorAssertionsToBeAttachedOptions { Timeout = PatienceMs });

    public static Task IsHiddenAsync(this ILocator locator) =>
        Assertions.Expect(locator).ToBeHiddenAsync(new LocatorAssertionsToBeHiddenOptions { Timeout = PatienceMs });

    public static Task IsAbsentAsync(this ILocator locator) =>
        Assertions.Expect(locator).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = PatienceMs });

    public static Task CountsAsync(this ILocator locator, int count) =>
        Assertions.Expect(locator).ToHaveCountAsync(count, new LocatorAssertionsToHaveCountOptions { Timeout = PatienceMs });

    /// <summary>For what happens off the screen.</summary>
    public static Task ComesAboutAsync(Func<bool> holds) => ComesAboutAsync(() => Task.FromResult(holds()));

    /// <inheritdoc cref="ComesAboutAsync(Func{bool})"/>
    public static async Task ComesAboutAsync(Func<Task<bool>> holds)
    {
        for (var looks = 0; !await holds(); looks++)
        {
            Assert.True(looks < MostLooks, "It did not come about within fifteen seconds.");
            await Task.Delay(BetweenLooks);
        }
    }
}
