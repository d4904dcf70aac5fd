using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OmniFunctions.Local.Functions;

/// <summary>Turns the body of a message or an event into the type of a parameter.</summary>
internal static class PayloadReader
{
    public static Func<BinaryData, InvocationContext, object?> For(Type type) =>
        type == typeof(BinaryData) ? static (body, _) => body
        : type == typeof(string) ? static (body, _) => body.ToString()
        : type == typeof(byte[]) ? static (body, _) => body.ToArray()
        : (body, context) => Serializer(context).Deserialize(body.ToStream(), type, context.CancellationToken);

    /// <summary>Reads each body into an element of an array of the type.</summary>
    public static ArgumentBinder Array<T>(Type element, Func<InvocationContext, IReadOnlyList<T>> source, Func<T, BinaryData> body)
    {
        var read = element == typeof(T) ? null : For(element);
        return context =>
        {
            var items = source(context);
            var array = System.Array.CreateInstance(element, items.Count);
            for (var index = 0; index < items.Count; index++)
                array.SetValue(read is null ? items[index] : read(body(items[index]), context), index);
            return new(array);
        };
    }

    public static ObjectSerializer Serializer(InvocationContext context) =>
        context.InstanceServices.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer
        ?? throw new InvalidOperationException("WorkerOptions.Serializer is null.");
}
