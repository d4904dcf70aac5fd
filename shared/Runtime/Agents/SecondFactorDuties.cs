using Microsoft.Extensions.Configuration;

namespace OmniFunctions.Runtime.Agents;

/// <summary>Who has to sign in with a second factor.</summary>
public enum SecondFactorDuty
{
    /// <summary>It is each person's own choice.</summary>
    Nobody,

    /// <summary>Whoever is a supervisor, the administrators of their tenant.</summary>
    Supervisors,

    /// <summary>All who sign in to the desk.</summary>
    Everyone,
}

/// <summary>
/// Whose duty a second factor is: the setting <c>Omni:SecondFactorDuty</c> for all tenants, and <c>Omni:SecondFactorDuties:{tenant}</c> for one that differs. It is a
/// setting and no rule of the tenant's policy, so that nobody who got hold of a supervisor's session takes it away.
/// </summary>
public sealed class SecondFactorDuties
{
    public const string Setting = "Omni:SecondFactorDuty";
    public const string Section = "Omni:SecondFactorDuties";

    private readonly SecondFactorDuty usual;
    private readonly Dictionary<string, SecondFactorDuty> byTenant;

    /// <exception cref="InvalidOperationException">A setting is none of the three words; all that are not are named.</exception>
    public SecondFactorDuties(IConfiguration configuration)
    {
        var faults = new List<string>();
        usual = Read(Setting, configuration[Setting], faults);
        byTenant = configuration.GetSection(Section).GetChildren()
            .Where(tenant => tenant.Value is { Length: > 0 })
            .ToDictionary(tenant => tenant.Key, tenant => Read(tenant.Path, tenant.Value, faults), StringComparer.OrdinalIgnoreCase);
        if (faults.Count > 0) throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }

    public bool Asks(Agent agent) => byTenant.GetValueOrDefault(agent.Tenant.Value, usual) switch
    {
        SecondFactorDuty.Nobody => false,
        SecondFactorDuty.Supervisors => agent.Roles.Contains(AgentRole.Supervisor),
        SecondFactorDuty.Everyone => true,
        var duty => throw new InvalidOperationException($"Duty {duty} is not known."),
    };

    private static SecondFactorDuty Read(string setting, string? text, List<string> faults)
    {
        if (text is null or "") return SecondFactorDuty.Nobody;
        // A number would pass for a name.
        if (text.All(char.IsAsciiLetter) && Enum.TryParse<SecondFactorDuty>(text, ignoreCase: true, out var duty)) return duty;
        faults.Add($"{setting} is '{text}'. It is nobody, supervisors or everyone.");
        return SecondFactorDuty.Nobody;
    }
}
