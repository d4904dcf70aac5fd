using Azure;

namespace OmniFunctions.Local.Tables;

/// <summary>The answer to a point read of an entity that is not there.</summary>
internal sealed class NoEntity<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The service returned no entity. Look at HasValue first.");

    public override Response GetRawResponse() => response;
}
