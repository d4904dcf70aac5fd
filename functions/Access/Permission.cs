using System.Diagnostics.CodeAnalysis;

namespace OmniFunctions.Access;

/// <summary>Who may call an HTTP function.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "It is a permission, though not a code access permission of the old framework.")]
public enum Permission
{
    /// <summary>Anyone. What such a function does with a request it decides by proofs in the request itself, as a webhook's signature.</summary>
    Anonymous,

    /// <summary>A customer with a visitor token for the account in the address.</summary>
    Visitor,

    /// <summary>Anyone signed in to the desk.</summary>
    Agent,

    /// <summary>A supervisor signed in to the desk.</summary>
    Supervisor,
}
