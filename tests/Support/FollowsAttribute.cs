namespace OmniFunctions.Tests.Support;

/// <summary>
/// Names a documentation page that a contract specification follows, so that whoever doubts an expectation can read where it comes from.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class FollowsAttribute(string page) : Attribute
{
    /// <summary>The https address of the page.</summary>
    public string Page { get; } = page;
}
