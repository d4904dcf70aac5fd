namespace OmniFunctions.Conversations;

/// <summary>Who or what made an outgoing message: it decides which clock it stops and what mark the text bears.</summary>
public enum Provenance
{
    Person,
    SuggestionSentByPerson,
    AssistedBot,
    AutomaticBot,
    Keyword,
    Greeting,
    System,
}

public static class Provenances
{
    /// <summary>Only what a person sent stops a clock on the agent's side; a machine that says "one moment" does not.</summary>
    public static bool IsOfAPerson(this Provenance provenance) =>
        provenance is Provenance.Person or Provenance.SuggestionSentByPerson;
}
