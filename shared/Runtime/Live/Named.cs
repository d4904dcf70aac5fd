namespace OmniFunctions.Runtime.Live;

/// <summary>An id together with what to show for it.</summary>
public sealed record Named(string Id, string Name);

/// <param name="Name">Null while the channel has not told one.</param>
public sealed record PersonView(string Id, string? Name);
