namespace OmniFunctions.Tests.Specs;

/// <summary>Files that lie beside the specs.</summary>
internal static class TestData
{
    internal static byte[] Read(params string[] path) => File.ReadAllBytes(Path.Combine([AppContext.BaseDirectory, .. path]));
}
