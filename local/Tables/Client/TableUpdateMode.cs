namespace Azure.Data.Tables;

public enum TableUpdateMode
{
    /// <summary>Properties that the new entity does not have are kept.</summary>
    Merge = 0,

    /// <summary>Properties that the new entity does not have are dropped.</summary>
    Replace = 1,
}
