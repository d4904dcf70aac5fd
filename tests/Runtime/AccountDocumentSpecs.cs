using Microsoft.Extensions.Configuration;
using OmniFunctions.Runtime.Accounts;

namespace OmniFunctions.Tests.Runtime;

public sealed class AccountDocumentSpecs
{
    private const string Service = """{"tenant":"acme","channel":"wechat-oa","account":"service","settings":{"token":"t","encoding_aes_key":"k"}}""";

    [Fact]
    public void A_document_is_the_account_that_it_describes()
    {
        var configuration = Of(Service);
        configuration.AddInMemoryCollection(AccountDocuments.Read(configuration));

        var account = new ChannelAccounts(configuration).Find(new AccountKey(new TenantId("acme"), "wechat-oa", "service"));

        Assert.Equal("t", account!.Settings["token"]);
        Assert.Equal("k", account.Settings["encoding_aes_key"]);
    }

    [Fact]
    public void No_document_is_no_account() => Assert.Empty(AccountDocuments.Read(Of()));

    [Fact]
    public void All_faults_are_named_at_once_and_no_secret_with_them()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => AccountDocuments.Read(Of(
            """{"tenant":"Acme!","channel":"telegram","settings":{"bot_token":"hush"}}""",
            """{"tenant":"acme","channel":"telegram","account":"bot","settings":{"bot_token":""}}""",
            """not JSON: hush""",
            "@Microsoft.KeyVault(VaultName=v;SecretName=s)",
            Service,
            Service)));

        foreach (var fault in (string[])["AccountDocuments:0: tenant", "AccountDocuments:0: account", "AccountDocuments:1: the setting 'bot_token' is empty", "AccountDocuments:2 is no document", "AccountDocuments:3 is a reference", "Omni:Accounts:acme:wechat-oa:service:token is set by two documents"])
            Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refusal.Message, StringComparison.Ordinal);
    }

    private static ConfigurationManager Of(params string[] documents)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(documents.Select((document, index) => KeyValuePair.Create($"{AccountDocuments.Section}:{index}", (string?)document)));
        return configuration;
    }
}
