namespace Microsoft.Azure.Functions.Worker;

/// <summary>The worker, not the function, could not do its part.</summary>
public class FunctionWorkerException : Exception
{
    internal FunctionWorkerException(string message) : base(message) { }

    internal FunctionWorkerException(string message, Exception innerException) : base(message, innerException) { }
}
