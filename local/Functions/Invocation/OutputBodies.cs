using System.Collections;

namespace OmniFunctions.Local.Functions;

/// <summary>
/// What a returned value becomes on its way to a queue or a hub: a text and bytes stay what they are, anything else is written as JSON, and
/// an array or a list is many. Only bodies cross: a message object is JSON like any other, and its headers are lost, as in the cloud.
/// </summary>
internal static class OutputBodies
{
    public static IEnumerable<BinaryData> Of(object value, InvocationContext context) => value is IEnumerable many and not (string or byte[] or IDictionary)
        ? many.Cast<object?>().OfType<object>().Select(each => One(each, context))
        : [One(value, context)];

    private static BinaryData One(object value, InvocationContext context) => value switch
    {
        string text => BinaryData.FromString(text),
        byte[] bytes => BinaryData.FromBytes(bytes),
        BinaryData data => data,
        _ => PayloadReader.Serializer(context).Serialize(value, value.GetType(), context.CancellationToken),
    };
}
