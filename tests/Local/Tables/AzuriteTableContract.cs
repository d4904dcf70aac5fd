using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace OmniFunctions.Tests.Local.Tables;

public sealed class AzuriteTableContract(Azurite azurite) : TableContract, IClassFixture<Azurite>
{
    protected override TableServiceClient Service { get; } = new(azurite.ConnectionString);

    protected override TableErrorCode KeyForbidden => TableErrorCode.InvalidInput;

    protected override TableErrorCode KeyTooLarge => TableErrorCode.InvalidInput;
}
