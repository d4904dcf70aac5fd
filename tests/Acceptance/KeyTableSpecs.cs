using System.Xml.Linq;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Access;

namespace OmniFunctions.Tests.Acceptance;

public sealed class KeyTableSpecs(TheSystem system) : Scenario(system)
{
    [Fact]
    public void A_key_that_one_instance_made_is_found_by_another()
    {
        var tables = Omni.Services.GetRequiredService<TableServiceClient>();
        var name = $"key-{Guid.NewGuid()}";
        new KeyTable(tables).StoreElement(new XElement("key", new XAttribute("id", name)), name);

        Assert.Contains(new KeyTable(tables).GetAllElements(), key => (string?)key.Attribute("id") == name);
    }
}
