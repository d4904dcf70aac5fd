using System.Reflection;

namespace Microsoft.DurableTask;

/// <summary>What is kept of a failure. Exception objects never cross from one task to another; this text does.</summary>
/// <param name="ErrorType">The full name of the exception's type.</param>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    private const int MaxInnerFailures = 16;

    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return From(exception, MaxInnerFailures)!;
    }

    public bool IsCausedBy<T>() where T : Exception => IsCausedBy(typeof(T));

    /// <summary>Whether the failure was an exception of this type or of one derived from it.</summary>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!typeof(Exception).IsAssignableFrom(targetBaseExceptionType))
            throw new ArgumentException($"The type {targetBaseExceptionType} is not an exception.", nameof(targetBaseExceptionType));
        if (targetBaseExceptionType == typeof(Exception) || ErrorType == targetBaseExceptionType.FullName) return true;
        return Resolve(ErrorType, targetBaseExceptionType.Assembly) is { } actual && targetBaseExceptionType.IsAssignableFrom(actual);
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";

    // An orchestrator or entity that lets the failure of a task pass keeps that failure as the inner one.
    private static TaskFailureDetails? From(Exception? exception, int depth) => exception switch
    {
        null => null,
        _ when depth == 0 => null,
        TaskFailedException failed => new(failed.GetType().FullName!, failed.Message, failed.StackTrace, failed.FailureDetails, null),
        Entities.EntityOperationFailedException failed => new(failed.GetType().FullName!, failed.Message, failed.StackTrace, failed.FailureDetails, null),
        _ => new(exception.GetType().FullName ?? exception.GetType().Name, exception.Message, exception.StackTrace, From(exception.InnerException, depth - 1), null),
    };

    private static Type? Resolve(string name, Assembly hint)
    {
        if (Type.GetType(name, throwOnError: false) is { } known) return known;
        if (hint.GetType(name, throwOnError: false) is { } besideBase) return besideBase;
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
            if (assembly.GetType(name, throwOnError: false) is { } found) return found;
        return null;
    }
}
