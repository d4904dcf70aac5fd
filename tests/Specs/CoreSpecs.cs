using OmniFunctions.Conversations;

namespace OmniFunctions.Tests.Specs;

public sealed class CoreSpecs
{
    /// <summary>Decision 11: four packages for formats of others, with the parts that two of them come in.</summary>
    private static readonly string[] Formats =
    [
        "MimeKit",
        "HtmlSanitizer", "AngleSharp",
        "Microsoft.IdentityModel.JsonWebTokens", "Microsoft.IdentityModel.Tokens",
        "BouncyCastle.Cryptography",
    ];

    [Fact]
    public void Core_sees_the_base_library_and_the_four_readers_of_formats_only() => Assert.All(
        typeof(Lifecycle).Assembly.GetReferencedAssemblies(),
        reference => Assert.True(reference.Name!.StartsWith("System", StringComparison.Ordinal) || Formats.Contains(reference.Name), reference.Name));
}
