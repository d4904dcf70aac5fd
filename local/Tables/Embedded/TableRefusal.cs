namespace OmniFunctions.Local.Tables;

/// <summary>
/// What the service says when it does not do as asked: status, code and sentence.
/// Source: https://learn.microsoft.com/rest/api/storageservices/table-service-error-codes.
/// </summary>
internal sealed record TableRefusal(int Status, string Code, string Message)
{
    public static readonly TableRefusal TableNotFound = new(404, "TableNotFound", "The table specified does not exist.");
    public static readonly TableRefusal TableAlreadyExists = new(409, "TableAlreadyExists", "The table specified already exists.");
    public static readonly TableRefusal EntityNotFound = new(404, "ResourceNotFound", "The specified resource does not exist.");
    public static readonly TableRefusal EntityAlreadyExists = new(409, "EntityAlreadyExists", "The specified entity already exists.");
    public static readonly TableRefusal ConditionNotMet = new(412, "UpdateConditionNotSatisfied", "The update condition specified in the request was not satisfied.");
    public static readonly TableRefusal OutOfRange = new(400, "OutOfRangeInput", "One of the request inputs is out of range.");
    public static readonly TableRefusal InvalidTableName = new(400, "InvalidResourceName", "The specified resource name contains invalid characters.");
    public static readonly TableRefusal ValueTooLarge = new(400, "PropertyValueTooLarge", "The property value exceeds the maximum allowed size (64KB).");
    public static readonly TableRefusal EntityTooLarge = new(400, "EntityTooLarge", "The entity is larger than the maximum allowed size (1MB).");
    public static readonly TableRefusal TooManyProperties = new(400, "TooManyProperties", "The entity contains more properties than allowed.");
    public static readonly TableRefusal PropertyNameInvalid = new(400, "PropertyNameInvalid", "The property name is invalid.");
    public static readonly TableRefusal PropertyNameTooLong = new(400, "PropertyNameTooLong", "The property name exceeds the maximum allowed length (255).");
    public static readonly TableRefusal DifferentPartitions = new(400, "CommandsInBatchActOnDifferentPartitions", "All commands in a batch must operate on same entity group.");
    public static readonly TableRefusal DuplicateRow = new(400, "InvalidDuplicateRow", "The batch request contains multiple changes with same row key. An entity can appear only once in a batch request.");
    public static readonly TableRefusal TooManyActions = new(400, "InvalidInput", "The batch request operation exceeds the maximum 100 changes per change set.");
    public static readonly TableRefusal TransactionTooLarge = new(413, "RequestBodyTooLarge", "The request body is too large and exceeds the maximum permissible limit.");

    public static TableRefusal InvalidInput(string why) => new(400, "InvalidInput", $"One of the request inputs is not valid. {why}");
}
