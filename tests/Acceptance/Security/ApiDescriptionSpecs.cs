using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OmniFunctions.Access;
using OmniFunctions.Upkeep;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>
/// The description of the API is complete, and the web client's types are made from it. Set <c>OMNI_DRAW=1</c> to have the client's copy drawn anew,
/// and then <c>npm run api-types</c> in <c>web</c>.
/// </summary>
public sealed class ApiDescriptionSpecs
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonObject Description = new ApiDescription(new HttpFunctions()).Make();

    private static IEnumerable<(string Path, string Method, JsonObject Operation)> Operations =>
        from path in Description["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Key != "parameters"
        select (path.Key, operation.Key, operation.Value!.AsObject());

    [Fact]
    public void Every_operation_says_what_it_gives_and_what_it_takes()
    {
        foreach (var (path, method, operation) in Operations)
        {
            var answer = operation["responses"]!.AsObject().First();
            if (answer.Key is not ("204" or "302")) Assert.True(answer.Value!["content"] is JsonObject { Count: > 0 }, $"{method} {path} says nothing of its answer.");
            Assert.True(operation["summary"]!.GetValue<string>().Length > 0, $"{method} {path} has no summary.");
        }
    }

    [Fact]
    public void Every_reference_leads_to_a_type_and_no_type_is_empty()
    {
        var schemas = Description["components"]!["schemas"]!.AsObject();
        Assert.All(References(Description), reference => Assert.Contains(reference, schemas.Select(schema => "#/components/schemas/" + schema.Key)));
        Assert.All(schemas, schema => Assert.True(schema.Value is JsonObject { Count: > 0 }, $"{schema.Key} says nothing."));
    }

    [Fact]
    public void The_clients_copy_of_the_description_is_the_description()
    {
        var copy = Path.Combine(Root(), "web", "src", "lib", "api", "openapi.json");
        var drawn = Description.ToJsonString(Readable) + "\n";
        if (Environment.GetEnvironmentVariable("OMNI_DRAW") == "1") File.WriteAllText(copy, drawn);
        Assert.Equal(drawn, File.ReadAllText(copy).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task The_clients_types_are_made_from_its_copy()
    {
        using var check = Process.Start(new ProcessStartInfo("node", ["tools/api-types.mjs", "--check"]) { WorkingDirectory = Path.Combine(Root(), "web"), RedirectStandardError = true })!;
        var said = await check.StandardError.ReadToEndAsync();
        await check.WaitForExitAsync();
        Assert.True(check.ExitCode == 0, said);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject said => said.SelectMany(member => member.Key == "$ref" ? [member.Value!.GetValue<string>()] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OmniFunctions.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The specs run from a checkout.");
    }
}
