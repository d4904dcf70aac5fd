using OmniFunctions.Documents;

namespace OmniFunctions.Policies;

/// <summary>One thing wrong with a policy document, or worth a second look.</summary>
/// <param name="Path">Where, as <c>queues[2].offerSeconds</c>.</param>
/// <param name="Problem">What, as a sentence for the one who wrote the document.</param>
public sealed record PolicyFault(string Path, string Problem, Severity Severity = Severity.Fault);
