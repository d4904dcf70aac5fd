namespace OmniFunctions.Runtime.Outbound;

/// <summary>A name that leads into our own network, or nowhere.</summary>
internal sealed class ForbiddenAddressException() : Exception("The name leads to an address that may not be called.");
