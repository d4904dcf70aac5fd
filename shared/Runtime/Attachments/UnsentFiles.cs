using Azure.Data.Tables;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Attachments;

/// <summary>Takes away what somebody brought to send it and never sent, so that no file lies in the store that no log names.</summary>
public sealed class UnsentFiles(TableServiceClient tables, IAttachmentContents contents, ChannelAccounts accounts, TimeProvider time)
{
    /// <summary>When it runs, as a timer trigger reads it.</summary>
    public const string Schedule = "0 50 * * * *";

    /// <summary>Longer than any message waits for its account, and than anybody leaves a draft lying.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    /// <summary>Of one tenant in one run; the rest has the next hour.</summary>
    public const int MaxAtOnce = 1_000;

    internal const string Since = "Since";

    private readonly TableClient table = tables.GetTableClient(TableNames.Attachments);

    /// <returns>How many were taken away.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var taken = 0;
        foreach (var tenant in accounts.Tenants())
        {
            var over = new List<string>();
            await foreach (var row in table.QueryAsync<TableEntity>(row => row.PartitionKey == Partition(tenant), cancellationToken: cancellation))
            {
                if (row.GetDateTimeOffset(Since) + KeptFor <= time.GetUtcNow()) over.Add(row.RowKey);
                if (over.Count == MaxAtOnce) break;
            }

            // The note goes last: whoever falls over in between does it again.
            foreach (var id in over)
            {
                await contents.DeleteAsync(tenant, id, cancellation);
                await table.DeleteEntityAsync(tenant.Value, id, cancellationToken: cancellation);
                await table.DeleteEntityAsync(Partition(tenant), id, cancellationToken: cancellation);
            }

            taken += over.Count;
        }

        return taken;
    }

    internal static string Partition(TenantId tenant) => tenant.Value + "|unsent";
}
