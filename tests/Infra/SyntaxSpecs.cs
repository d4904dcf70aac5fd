using OmniFunctions.Tests.Infra.Bicep;

namespace OmniFunctions.Tests.Infra;

/// <summary>What can be told of the files without knowing a resource type. They parse here; that they compile is the business of infra/check.sh.</summary>
[Collection(ParsedFiles.Name)]
public sealed class SyntaxSpecs(InfraFiles infra)
{
    /// <summary>Resource types whose newest version is a preview for years.</summary>
    private static readonly string[] PreviewsThatAreAllThereIs = ["Microsoft.Insights/diagnosticSettings"];

    public static TheoryData<string> Paths() => [.. InfraFiles.Paths()];

    public static TheoryData<string> Templates() => [.. InfraFiles.Paths().Where(path => path.EndsWith(".bicep", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_file_parses(string path) =>
        Assert.Empty(infra.Files[path].Broken.Select(node => $"{path}({node.Line}): {node.Type}"));

    [Theory]
    [InlineData("param a string = ")]
    [InlineData("resource a 'Microsoft.Web/sites@2025-03-01' = { name: 'a' ")]
    [InlineData("var a = [1, 2")]
    public async Task A_broken_text_does_not_parse(string text) => Assert.NotEmpty((await infra.ParseTextAsync(text)).Broken);

    [Theory]
    [MemberData(nameof(Templates))]
    public void Every_name_that_is_used_is_declared(string path)
    {
        var file = infra.Files[path];
        var declared = file.Parameters.Concat(file.Variables).Concat(file.Modules).Concat(file.Resources).Select(file.NameOf).Concat(file.LocalNames()).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(file.Uses().Where(use => !declared.Contains(file.TextOf(use))).Select(use => $"{path}({use.Line}): {file.TextOf(use)}"));
    }

    [Fact]
    public async Task An_undeclared_name_is_found()
    {
        var file = await infra.ParseTextAsync("param known string\noutput one string = known\noutput other string = 'x-${unknown}'\n");
        Assert.Equal(["known", "unknown"], file.Uses().Select(file.TextOf));
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void Every_parameter_and_variable_is_used(string path)
    {
        var file = infra.Files[path];
        var used = file.Uses().Select(file.TextOf).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(file.Parameters.Concat(file.Variables).Select(file.NameOf).Where(name => !used.Contains(name)).Select(name => $"{path}: {name}"));
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void Every_parameter_and_output_is_described(string path)
    {
        var file = infra.Files[path];
        var silent = file.Parameters.Concat(file.Outputs)
            .Where(declaration => !file.DecoratorsOf(declaration).Any(decorator => decorator.StartsWith("@description('", StringComparison.Ordinal) && decorator.Length > "@description('')".Length));
        Assert.Empty(silent.Select(declaration => $"{path}({declaration.Line}): {file.NameOf(declaration)}"));
    }

    [Fact]
    public void Every_module_file_is_used_and_every_used_one_is_there()
    {
        var used = infra.Main.Modules.Select(infra.Main.ReferenceOf).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(infra.Templates.Select(file => file.Path).Where(path => path.StartsWith("modules/", StringComparison.Ordinal)).Order(), used.Order());
    }

    [Fact]
    public void Modules_are_given_what_they_ask_for_and_nothing_else()
    {
        foreach (var module in infra.Main.Modules)
        {
            var file = infra.Files[infra.Main.ReferenceOf(module)];
            var given = infra.Main.Members(infra.Main.Member(BicepFile.BodyOf(module), "params")!).Keys.ToHashSet(StringComparer.Ordinal);
            var known = file.Parameters.Select(file.NameOf).ToHashSet(StringComparer.Ordinal);
            var needed = file.Parameters.Where(parameter => file.DefaultOf(parameter) is null).Select(file.NameOf);
            Assert.Empty(given.Except(known).Select(name => $"{file.Path} has no parameter {name}"));
            Assert.Empty(needed.Except(given).Select(name => $"{file.Path} is not given {name}"));
        }
    }

    [Fact]
    public void Outputs_that_are_asked_for_are_there()
    {
        var modules = infra.Main.Modules.ToDictionary(infra.Main.NameOf, module => infra.Files[infra.Main.ReferenceOf(module)], StringComparer.Ordinal);
        var asked = infra.Main.Root.All("member_expression")
            .Select(infra.Main.TextOf)
            .Select(text => text.Replace("!", "", StringComparison.Ordinal).Split('.'))
            .Where(parts => parts.Length == 3 && parts[1] == "outputs")
            .Select(parts => (Module: parts[0].Split('[')[0], Output: parts[2].Split('[')[0]));
        var missing = asked.Where(ask => !modules[ask.Module].Outputs.Select(modules[ask.Module].NameOf).Contains(ask.Output)).Distinct();
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_resource_names_a_dated_version_of_its_type_and_everywhere_the_same()
    {
        var all = infra.Templates.SelectMany(file => file.Resources
            .Select(file.ReferenceOf)
            .Where(reference => reference.Contains('/', StringComparison.Ordinal) && reference.StartsWith("Microsoft.", StringComparison.Ordinal))
            .Select(reference => (file.Path, Type: reference.Split('@')[0], Version: reference.Split('@').ElementAtOrDefault(1) ?? ""))).ToList();
        Assert.NotEmpty(all);
        Assert.DoesNotContain(all, one => !System.Text.RegularExpressions.Regex.IsMatch(one.Version, @"^20\d\d-\d\d-\d\d(-preview)?$"));
        Assert.DoesNotContain(all, one => one.Version.EndsWith("-preview", StringComparison.Ordinal) && !PreviewsThatAreAllThereIs.Contains(one.Type));
        Assert.Empty(all.GroupBy(one => one.Type).Where(same => same.Select(one => one.Version).Distinct().Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void Parameter_files_set_what_the_template_knows_and_allows()
    {
        Assert.Equal(["parameters/dev.bicepparam", "parameters/prod.bicepparam", "parameters/test.bicepparam"], infra.ParameterFiles.Select(file => file.Path).Order());
        foreach (var file in infra.ParameterFiles)
        {
            Assert.Contains("using '../main.bicep'", file.Text, StringComparison.Ordinal);
            foreach (var set in file.Variables)
            {
                var parameter = infra.Main.Parameters.SingleOrDefault(parameter => infra.Main.NameOf(parameter) == file.NameOf(set));
                Assert.True(parameter is not null, $"{file.Path}({set.Line}): main.bicep has no parameter {file.NameOf(set)}");
                Assert.True(Allows(parameter, file.TextOf(set.Children[^1])), $"{file.Path}({set.Line}): {file.NameOf(set)} may not be {file.TextOf(set.Children[^1])}");
            }

            var needed = infra.Main.Parameters.Where(parameter => infra.Main.DefaultOf(parameter) is null).Select(infra.Main.NameOf);
            Assert.Empty(needed.Except(file.Variables.Select(file.NameOf)));
            Assert.Equal($"'{Path.GetFileNameWithoutExtension(file.Path)}'", file.TextOf(file.Variable("environmentName").Children[^1]));
        }
    }

    private bool Allows(BicepNode parameter, string value)
    {
        foreach (var decorator in infra.Main.DecoratorsOf(parameter))
        {
            var argument = decorator[(decorator.IndexOf('(', StringComparison.Ordinal) + 1)..^1];
            var allowed = decorator.Split('(')[0] switch
            {
                "@allowed" => argument.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries).Contains(value),
                "@minValue" => long.Parse(value, System.Globalization.CultureInfo.InvariantCulture) >= long.Parse(argument, System.Globalization.CultureInfo.InvariantCulture),
                "@maxValue" => long.Parse(value, System.Globalization.CultureInfo.InvariantCulture) <= long.Parse(argument, System.Globalization.CultureInfo.InvariantCulture),
                _ => true,
            };
            if (!allowed) return false;
        }

        return true;
    }
}
