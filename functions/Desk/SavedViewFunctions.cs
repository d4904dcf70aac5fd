using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Views;

namespace OmniFunctions.Desk;

/// <summary>An agent's own searches by name, wherever they sign in.</summary>
public sealed class SavedViewFunctions(SavedViewStore views)
{
    private const string One = "api/views/{id}";

    [Function("SavedViews"), Requires(Permission.Agent)]
    [Describes("One's saved views.", typeof(SavedViewList))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/views")] HttpRequest request, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        var found = await views.OfAsync(agent.Tenant, agent.Id, cancellationToken);
        return Results.Json(new SavedViewList([.. found.Select(SavedViewItem.Of)]), DeskJson.Instance.SavedViewList);
    }

    [Function("SaveView"), Requires(Permission.Agent)]
    [Describes("Add a view or change it.", typeof(SavedViewItem), Takes = typeof(SavedViewRequest))]
    public async Task<IResult> SaveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        var (body, refusal) = await Body.ReadAsync(request, DeskJson.Instance.SavedViewRequest, cancellationToken);
        if (refusal is not null) return refusal;
        var view = body!.View(id);
        if (view.Faults() is { Count: > 0 } faults) return Problems.Invalid(faults.ToDictionary(fault => fault.Key, fault => (IReadOnlyList<string>)[fault.Value]));
        return await views.SaveAsync(agent.Tenant, agent.Id, view, cancellationToken)
            ? Results.Json(SavedViewItem.Of(view), DeskJson.Instance.SavedViewItem)
            : Problems.Invalid("id", $"At most {SavedViewStore.MaxPerAgent} views.");
    }

    [Function("RemoveView"), Requires(Permission.Agent)]
    [Describes("Forget one of one's views; one that is not there is forgotten already.", status: StatusCodes.Status204NoContent)]
    public async Task<IResult> RemoveAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        if (SavedView.IsId(id)) await views.RemoveAsync(agent.Tenant, agent.Id, id, cancellationToken);
        return Results.NoContent();
    }
}

/// <summary>A view as it is saved.</summary>
public sealed record SavedViewRequest(string? Name, SearchParts? Search)
{
    internal SavedView View(string id) => new(
        id, Name?.Trim() ?? "", new ViewSearch(Search?.Q?.Trim() ?? "", Search?.State ?? "", Search?.Channel?.Trim() ?? "", Search?.Queue?.Trim() ?? "", Search?.Label?.Trim() ?? ""));
}

/// <param name="State">all, open or closed.</param>
public sealed record SearchParts(string? Q, string? State, string? Channel, string? Queue, string? Label);

public sealed record SavedViewItem(string Id, string Name, ViewSearch Search)
{
    internal static SavedViewItem Of(SavedView view) => new(view.Id, view.Name, view.Search);
}

public sealed record SavedViewList(IReadOnlyList<SavedViewItem> Items);
