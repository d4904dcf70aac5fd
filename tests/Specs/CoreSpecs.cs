using OmniFunctions.Conversations;

namespace OmniFunctions.Tests.Specs;

public sealed class CoreSpecs
{
    [Fact]
    public void Core_sees_the_base_library_only() =>
        Assert.All(typeof(Lifecycle).Assembly.GetReferencedAssemblies(), reference => Assert.StartsWith("System", reference.Name, StringComparison.Ordinal));
}
