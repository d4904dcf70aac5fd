namespace OmniFunctions.Local.Tables;

/// <summary>
/// What the service accepts as one entity group transaction.
/// Source: https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions.
/// </summary>
internal static class TransactionRules
{
    /// <exception cref="TransactionRefusedException">The first action at fault.</exception>
    public static IReadOnlyList<EntityWrite> Prepare(IReadOnlyList<EntityOperation> operations)
    {
        if (operations.Count > EntityRules.MaxTransactionActions)
            throw new TransactionRefusedException(TableRefusal.TooManyActions, EntityRules.MaxTransactionActions);
        var writes = new EntityWrite[operations.Count];
        var rows = new HashSet<string>(operations.Count, StringComparer.Ordinal);
        var size = 0;
        for (var i = 0; i < writes.Length; i++)
        {
            var (write, refusal) = EntityWrite.From(operations[i]);
            if (write is null) throw new TransactionRefusedException(refusal!, i);
            if (write.PartitionKey != writes[0]?.PartitionKey && i > 0) throw new TransactionRefusedException(TableRefusal.DifferentPartitions, i);
            if (!rows.Add(write.RowKey)) throw new TransactionRefusedException(TableRefusal.DuplicateRow, i);
            size += EntityRules.SizeBytes(write.Row);
            if (size > EntityRules.MaxTransactionBytes) throw new TransactionRefusedException(TableRefusal.TransactionTooLarge, i);
            writes[i] = write;
        }

        return writes;
    }
}
