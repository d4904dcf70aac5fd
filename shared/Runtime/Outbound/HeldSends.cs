using Azure;
using Azure.Data.Tables;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>
/// Sends that wait for their account: told to be patient, out of order, or with a token that is refused. They wait here and not on the queue, where they
/// would use up deliveries and hold up other accounts. What a conversation says afterwards waits behind them.
/// </summary>
public sealed class HeldSends(TableServiceClient tables, TimeProvider time)
{
    private const string Message = "Message";
    private const string Until = "Until";
    private const string Since = "Since";
    private const string Reason = "Reason";

    /// <summary>How long one that is being sent belongs to whoever took it, unless they say again that they are at it.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    private readonly TableClient table = tables.GetTableClient(TableNames.HeldSends);

    /// <summary>Something of the conversation waits already.</summary>
    public async Task<bool> AnyAsync(AccountKey account, ConversationId conversation, CancellationToken cancellation)
    {
        var (from, before) = ($"{conversation.Value}|", $"{conversation.Value}}}");
        await foreach (var _ in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition(account)} and RowKey ge {from} and RowKey lt {before}"), maxPerPage: 1, cancellationToken: cancellation))
        {
            return true;
        }

        return false;
    }

    /// <param name="since">When it began to wait, for one that waits already.</param>
    internal Task HoldAsync(AccountKey account, OutboundTask task, DateTimeOffset until, DeliveryRefusal reason, DateTimeOffset? since, CancellationToken cancellation) => table.UpsertEntityAsync(
        new TableEntity(Partition(account), RowOf(task))
        {
            [Message] = task.Write().ToArray(),
            [Until] = until,
            [Since] = since ?? time.GetUtcNow(),
            [Reason] = reason.ToString(),
        },
        TableUpdateMode.Replace,
        cancellation);

    internal Task ForgetAsync(AccountKey account, OutboundTask task, CancellationToken cancellation) => table.DeleteEntityAsync(Partition(account), RowOf(task), cancellationToken: cancellation);

    /// <summary>
    /// All that waits, a conversation's in their order, of accounts that are there and of those that are not any more. It is asked for every few seconds and mostly
    /// nothing waits: one question, however many accounts there are.
    /// </summary>
    internal async Task<IReadOnlyList<(AccountKey Account, HeldSend Held)>> AllAsync(CancellationToken cancellation)
    {
        var found = new List<(AccountKey, HeldSend)>();
        await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: cancellation))
        {
            found.Add((
                AccountOf(row.PartitionKey),
                new HeldSend(
                    OutboundTask.Read(new BinaryData(row.GetBinary(Message))),
                    row.GetDateTimeOffset(Until)!.Value,
                    row.GetDateTimeOffset(Since)!.Value,
                    Enum.Parse<DeliveryRefusal>(row.GetString(Reason)),
                    row.ETag)));
        }

        return found;
    }

    /// <returns>False when somebody else was faster.</returns>
    internal async Task<bool> TryTakeAsync(AccountKey account, HeldSend held, CancellationToken cancellation)
    {
        try
        {
            var row = new TableEntity(Partition(account), RowOf(held.Task))
            {
                [Message] = held.Task.Write().ToArray(),
                [Until] = time.GetUtcNow() + Lease,
                [Since] = held.Since,
                [Reason] = held.Reason.ToString(),
            };
            await table.UpdateEntityAsync(row, held.ETag, TableUpdateMode.Replace, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>Whoever took it is still at it.</summary>
    internal async Task KeepAsync(AccountKey account, HeldSend held, CancellationToken cancellation)
    {
        try
        {
            var row = new TableEntity(Partition(account), RowOf(held.Task)) { [Until] = time.GetUtcNow() + Lease };
            await table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Merge, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 404)
        {
            // Somebody took it for forsaken and is done with it.
        }
    }

    private static string Partition(AccountKey account) => $"{account.Tenant.Value}|{account.Channel}|{account.Account}";

    /// <summary>None of the three may have a bar in it.</summary>
    private static AccountKey AccountOf(string partition) => partition.Split('|') is [var tenant, var channel, var account]
        ? new AccountKey(new TenantId(tenant), channel, account)
        : throw new InvalidOperationException("A held send lies under no account.");

    /// <summary>Operation ids begin with the event's number, so that rows of a conversation lie in the order of what was said.</summary>
    private static string RowOf(OutboundTask task) => $"{task.Conversation.Value}|{task.OperationId}";
}

/// <param name="Since">When it began to wait.</param>
internal sealed record HeldSend(OutboundTask Task, DateTimeOffset Until, DateTimeOffset Since, DeliveryRefusal Reason, ETag ETag);
