using System.Diagnostics.CodeAnalysis;
using OmniFunctions.Local.Functions;

namespace Microsoft.Azure.Functions.Worker.Builder;

[SuppressMessage("Design", "CA1052", Justification = "Officially a class that can be created.")]
public class FunctionsApplication
{
    /// <summary>Reads the settings of the app and gives the builder its program fills.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args, LocalHostOptions.Current);
}
