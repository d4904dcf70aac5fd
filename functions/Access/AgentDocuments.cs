using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Access;

/// <summary>
/// People of a tenant as documents in the settings: the first supervisor above all, whom nobody could let in otherwise. Who is there already stays as they are, so
/// that a password that was changed, or a capacity that was set, is not put back at the next start.
/// </summary>
/// <remarks>
/// <c>{ "tenant": "acme", "id": "chen.wei", "name": "Chen Wei", "roles": ["agent", "supervisor"], "password": "..." }</c>, and where they differ from all queues and
/// three units, <c>"queues": ["service"], "capacity": 5</c>; <c>"mail": "..."</c> in the password's place for who signs in by a directory; in the setting <c>Omni:AgentDocuments:{number}</c>.
/// </remarks>
internal sealed class AgentDocuments(AgentStore agents, PolicyStore policies, Passwords passwords, IConfiguration configuration) : IHostedService
{
    public const string Section = "Omni:AgentDocuments";
    public const int MaxDocuments = 200;
    public const int MinPasswordLength = 12;

    private const int MaxNameLength = 64;
    private const int MaxCapacity = 200;
    private const int UsualCapacity = 3;

    /// <summary>What the host leaves in a setting whose secret it could not read.</summary>
    private const string Unresolved = "@Microsoft.KeyVault(";

    /// <exception cref="InvalidOperationException">A document says nothing usable. All faults are named, and no password with them.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        var sections = configuration.GetSection(Section).GetChildren().Where(section => section.Value is { Length: > 0 }).ToList();
        if (sections.Count > MaxDocuments) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Section} has {sections.Count} documents; at most {MaxDocuments} are read."));
        var people = new List<Agent>();
        foreach (var section in sections.Take(MaxDocuments))
            if (await ReadAsync(section, faults, cancellationToken) is { } agent) people.Add(agent);
        if (faults.Count > 0) throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
        foreach (var agent in people) await agents.SaveAsync(agent, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <returns>Null when nothing is to be done: the agent is there, or the document has faults.</returns>
    private async Task<Agent?> ReadAsync(IConfigurationSection section, List<string> faults, CancellationToken cancellationToken)
    {
        if (Parse(section, faults) is not { } document) return null;
        var before = faults.Count;
        faults.AddRange(Faults(document).Select(fault => $"{section.Path}: {fault}"));
        if (faults.Count > before) return null;

        var tenant = new TenantId(document.Tenant!);
        var known = (await policies.ActiveAsync(tenant, cancellationToken)).Queues.Select(queue => queue.Id).ToList();
        QueueId[] queues = document.Queues is null ? [.. known] : [.. document.Queues.Select(queue => new QueueId(queue))];
        faults.AddRange(queues.Except(known).Select(queue => $"{section.Path}: there is no queue '{queue.Value}'."));
        if (faults.Count > before || await agents.FindAsync(tenant, new AgentId(document.Id!), cancellationToken) is not null) return null;
        return new Agent(
            tenant, new AgentId(document.Id!), document.Name!, [.. document.Roles!.Select(role => Enum.Parse<AgentRole>(role, ignoreCase: true))], document.Capacity ?? UsualCapacity, queues,
            document.Password is { } password ? passwords.Hash(password) : "", Mail: MailAddress.Read(document.Mail));
    }

    private static AgentDocument? Parse(IConfigurationSection section, List<string> faults)
    {
        try
        {
            if (!section.Value!.StartsWith(Unresolved, StringComparison.Ordinal)) return JsonSerializer.Deserialize(section.Value, AgentDocumentJson.Default.AgentDocument);
            faults.Add($"{section.Path} is a reference that the host could not resolve: the secret is missing, or the app's identity may not read it.");
        }
        catch (JsonException e)
        {
            // The message of the exception may quote the text, and the text is a secret.
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{section.Path} is no document of an agent (line {e.LineNumber + 1}): an object with tenant, id, name, roles and password is expected."));
        }

        return null;
    }

    private static IEnumerable<string> Faults(AgentDocument document)
    {
        if (!IsName(document.Tenant)) yield return "tenant is missing, or holds more than small letters, digits, '-', '_' and '.'.";
        if (!IsName(document.Id)) yield return "id is missing, or holds more than small letters, digits, '-', '_' and '.'.";
        if (document.Name is not { Length: > 0 and <= MaxNameLength }) yield return string.Create(CultureInfo.InvariantCulture, $"name is missing, or longer than {MaxNameLength} characters.");
        if (document.Roles is not { Count: > 0 } roles || !roles.All(role => Enum.TryParse<AgentRole>(role, ignoreCase: true, out var known) && Enum.IsDefined(known)))
            yield return "roles is missing, or names another than agent and supervisor.";
        if (document.Capacity is < 0 or > MaxCapacity) yield return string.Create(CultureInfo.InvariantCulture, $"capacity is 0 to {MaxCapacity}.");
        if (document.Mail is not null && MailAddress.Read(document.Mail) is null) yield return "mail is no mail address.";
        if (document.Password is not { Length: >= MinPasswordLength and <= Passwords.MaxLength } && !(document.Password is null && document.Mail is not null))
            yield return string.Create(CultureInfo.InvariantCulture, $"password is missing, or not of {MinPasswordLength} to {Passwords.MaxLength} characters.");
    }

    private static bool IsName(string? text) =>
        text is { Length: > 0 and <= MaxNameLength } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');
}
