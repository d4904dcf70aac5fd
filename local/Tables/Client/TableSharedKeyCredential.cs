using System.Security.Cryptography;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>An account name and its key, which may be rotated while clients are in use.</summary>
public class TableSharedKeyCredential
{
    private volatile byte[] key;

    /// <param name="accountKey">Base64.</param>
    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountName);
        AccountName = accountName;
        key = Convert.FromBase64String(accountKey);
    }

    public string AccountName { get; }

    /// <param name="accountKey">Base64.</param>
    public void SetAccountKey(string accountKey) => key = Convert.FromBase64String(accountKey);

    internal string Sign(string text) => Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
