using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;

namespace OmniFunctions.Upkeep;

/// <summary>Whoever opens the bare address wants the desk.</summary>
public static class HomeFunction
{
    [Function("Home"), Requires(Permission.Anonymous)]
    [Describes("Leads to the desk.", status: StatusCodes.Status302Found)]
    public static IResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "/")] HttpRequest request) => Results.Redirect("/desk/");
}
