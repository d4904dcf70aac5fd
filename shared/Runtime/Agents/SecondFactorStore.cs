using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using OmniFunctions.Access;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Runtime.Agents;

/// <summary>The second factor of those who have one: a key that their app has too, sealed here, and the recovery codes that are left, hashed.</summary>
public sealed class SecondFactorStore(TableServiceClient tables, Sealer sealer, TimeProvider time)
{
    private const string Key = "Key";
    private const string LastStep = "LastStep";
    private const string Codes = "RecoveryCodes";
    private const string IsConfirmed = "IsConfirmed";

    private readonly TableClient table = tables.GetTableClient(TableNames.SecondFactors);

    /// <returns>Null for who has none, and for who has begun to set one up and has not shown yet that their app has it.</returns>
    public async Task<SecondFactorState?> FindAsync(TenantId tenant, AgentId agent, CancellationToken cancellation = default) =>
        await ReadAsync(tenant, agent, cancellation) is { } row && row.GetBoolean(IsConfirmed) == true ? new SecondFactorState(CodesOf(row).Length) : null;

    /// <summary>Draws a key that counts once it is confirmed. One that was begun and not confirmed is forgotten.</summary>
    /// <returns>Null when the agent has a second factor: it is taken away before there is another.</returns>
    public async Task<byte[]?> BeginAsync(TenantId tenant, AgentId agent, CancellationToken cancellation = default)
    {
        if (await FindAsync(tenant, agent, cancellation) is not null) return null;
        var key = RandomNumberGenerator.GetBytes(Totp.KeyBytes);
        var row = new TableEntity(tenant.Value, agent.Value) { [Key] = sealer.Seal(key, PlaceOf(tenant, agent)), [IsConfirmed] = false };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        return key;
    }

    /// <returns>The recovery codes, said this once; null when the code is not of the key that was begun.</returns>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(TenantId tenant, AgentId agent, string code, CancellationToken cancellation = default)
    {
        if (await ReadAsync(tenant, agent, cancellation) is not { } row || row.GetBoolean(IsConfirmed) == true) return null;
        if (Totp.StepOf(KeyOf(row, tenant, agent), code, time.GetUtcNow(), lastStep: null) is not { } step) return null;
        var codes = Enumerable.Range(0, RecoveryCodes.Count).Select(_ => RandomNumberGenerator.GetString(RecoveryCodes.Alphabet, RecoveryCodes.Letters)).ToList();
        row[IsConfirmed] = true;
        row[LastStep] = step;
        row[Codes] = string.Join(',', codes.Select(RecoveryCodes.HashOf));
        return await IsWrittenAsync(row, cancellation) ? [.. codes.Select(RecoveryCodes.Written)] : null;
    }

    /// <summary>Takes a code of the app, or a recovery code. Each is good once: of two who come with the same one at the same moment, one is let in.</summary>
    public async Task<bool> TakeAsync(TenantId tenant, AgentId agent, string code, CancellationToken cancellation = default)
    {
        if (await ReadAsync(tenant, agent, cancellation) is not { } row || row.GetBoolean(IsConfirmed) != true) return false;
        if (Totp.StepOf(KeyOf(row, tenant, agent), code, time.GetUtcNow(), row.GetInt64(LastStep)) is { } step) row[LastStep] = step;
        else if (RecoveryCodes.Use(CodesOf(row), code) is { } left) row[Codes] = string.Join(',', left);
        else return false;
        return await IsWrittenAsync(row, cancellation);
    }

    public Task RemoveAsync(TenantId tenant, AgentId agent, CancellationToken cancellation = default) =>
        table.DeleteEntityAsync(tenant.Value, agent.Value, ETag.All, cancellation);

    /// <returns>False when somebody else was faster.</returns>
    private async Task<bool> IsWrittenAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 412 or 404)
        {
            return false;
        }
    }

    private async Task<TableEntity?> ReadAsync(TenantId tenant, AgentId agent, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, agent.Value, null, cancellation);
        return found.HasValue ? found.Value : null;
    }

    private byte[] KeyOf(TableEntity row, TenantId tenant, AgentId agent) => sealer.Open(row.GetBinary(Key), PlaceOf(tenant, agent));

    private static string[] CodesOf(TableEntity row) => (row.GetString(Codes) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static Place PlaceOf(TenantId tenant, AgentId agent) => new(TableNames.SecondFactors, tenant.Value, agent.Value, Key);
}

/// <param name="CodesLeft">Recovery codes.</param>
public sealed record SecondFactorState(int CodesLeft);
