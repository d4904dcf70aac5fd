namespace OmniFunctions.Local.Tables;

/// <summary>Undoes the unit of a transaction and says which of its actions was refused.</summary>
internal sealed class TransactionRefusedException(TableRefusal refusal, int index) : Exception(refusal.Message)
{
    public TableRefusal Refusal { get; } = refusal;

    public int Index { get; } = index;
}
