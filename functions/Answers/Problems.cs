using Microsoft.AspNetCore.Http;
using OmniFunctions.Admin;
using OmniFunctions.Attendance;
using OmniFunctions.Channels.WebChat;
using OmniFunctions.Conversations;
using OmniFunctions.Customers;
using OmniFunctions.Runtime.Attachments;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Visitors;

namespace OmniFunctions.Answers;

/// <summary>Every way a request is refused.</summary>
public static class Problems
{
    public static IResult NotSignedIn() => Of(new("not-signed-in", "Sign in first.", StatusCodes.Status401Unauthorized));

    /// <summary>The shop's word on who its user is does not hold. The detail is for whoever builds the shop's server.</summary>
    public static IResult IdentityRefused(IdentityRefusal why) => Of(new("identity-refused", "This identity is not proved.", StatusCodes.Status403Forbidden)
    {
        Detail = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(why.ToString()),
    });

    /// <summary>A file of a kind that visitors may not bring.</summary>
    public static IResult FileKindRefused() => Of(new("unsupported-file", "Files of this kind are not taken.", StatusCodes.Status415UnsupportedMediaType));

    /// <summary>A visitor is not asked to talk.</summary>
    public static IResult InviteRefused(InviteRefusal why) => Of(new("invite-refused", "The visitor cannot be invited now.", StatusCodes.Status409Conflict)
    {
        Detail = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(why.ToString()),
    });

    /// <summary>The password was right, and is not enough.</summary>
    public static IResult SecondFactorNeeded() => Of(new("second-factor-needed", "A code of the second factor is needed.", StatusCodes.Status401Unauthorized));

    /// <summary>Somebody's directory let them in, and their own second factor is still to be shown, before anything else.</summary>
    public static IResult SecondFactorOwed() => Of(new("second-factor-owed", "Show your second factor first.", StatusCodes.Status403Forbidden));

    /// <summary>There is none, and it is a duty: it is set up before anything else.</summary>
    public static IResult SecondFactorDuty() => Of(new("second-factor-duty", "Set up a second factor first.", StatusCodes.Status403Forbidden));

    /// <summary>What is a duty is not taken away by whoever has it.</summary>
    public static IResult SecondFactorIsDuty() => Of(new("second-factor-is-duty", "A second factor is a duty here.", StatusCodes.Status409Conflict));

    /// <summary>To somebody who is signed in; at the sign-in it is the same as a wrong password.</summary>
    public static IResult SecondFactorWrong() => Of(new("second-factor-wrong", "The code is not right, or was used.", StatusCodes.Status409Conflict));

    public static IResult SecondFactorIsOn() => Of(new("second-factor-is-on", "There is a second factor already.", StatusCodes.Status409Conflict));

    /// <summary>One account for a subject of a directory, and one subject for an account.</summary>
    public static IResult SignInIsLinked() => Of(new("sign-in-is-linked", "This person, or this account, is put down already.", StatusCodes.Status409Conflict));

    public static IResult NotAllowed() => Of(new("not-allowed", "This is not yours to do.", StatusCodes.Status403Forbidden));

    /// <summary>Also for what the caller may not see: that something exists is told to nobody else.</summary>
    public static IResult NotFound() => Of(new("not-found", "There is no such thing.", StatusCodes.Status404NotFound));

    public static IResult Invalid(string field, string why) => Invalid(new Dictionary<string, IReadOnlyList<string>> { [field] = [why] });

    public static IResult Invalid(IReadOnlyDictionary<string, IReadOnlyList<string>> errors) =>
        Of(new("invalid-request", "The request is not valid.", StatusCodes.Status400BadRequest) { Errors = errors });

    /// <summary>Another's system did not answer; asking again may help.</summary>
    public static IResult PlatformAway() => Of(new("platform-away", "The platform does not answer now.", StatusCodes.Status503ServiceUnavailable));

    public static IResult TooLarge() => Of(new("too-large", "The body is too large.", StatusCodes.Status413PayloadTooLarge));

    /// <summary>A file that will not come; the same for everybody, and nothing of where it was looked for.</summary>
    public static IResult FileAbsent(FileAbsence why) => Of(new($"file-{System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(why.ToString())}", "The file is not there.", StatusCodes.Status410Gone));

    public static IResult TooManyAttempts(TimeSpan retryAfter) => Of(new("too-many-attempts", "Too many attempts.", StatusCodes.Status429TooManyRequests)
    {
        RetryAfterSeconds = (int)Math.Ceiling(retryAfter.TotalSeconds),
    });

    /// <param name="version">Of the conversation; told where the one who asked had seen another.</param>
    public static IResult Refused(Refusal reason, Named? holder, long? version = null) => Of(new("refused", "The conversation does not allow it now.", StatusCodes.Status409Conflict)
    {
        Reason = reason,
        Holder = holder,
        Version = reason is Refusal.VersionConflict ? version : null,
    });

    public static IResult LinkRefused(LinkRefusal reason) =>
        Of(new("link-refused", "The identity cannot be linked so.", StatusCodes.Status409Conflict) { LinkReason = reason });

    public static IResult ScriptFaults(IReadOnlyList<PolicyFaultView> faults) =>
        Of(new("script-faults", "The script has faults.", StatusCodes.Status422UnprocessableEntity) { Faults = faults });

    public static IResult PolicyFaults(IReadOnlyList<PolicyFaultView> faults) =>
        Of(new("policy-faults", "The policy document has faults.", StatusCodes.Status422UnprocessableEntity) { Faults = faults });

    /// <param name="by">Who was faster.</param>
    /// <param name="active">The version in force now.</param>
    public static IResult PolicyChanged(Named? by, string active) =>
        Of(new("policy-changed", "Somebody else changed the rules at the same time.", StatusCodes.Status409Conflict) { Holder = by, Detail = active });

    public static IResult DraftChanged(Named? by) =>
        Of(new("draft-changed", "Somebody else saved the draft since it was read.", StatusCodes.Status409Conflict) { Holder = by });

    /// <summary>Why an agent may not say that of themselves.</summary>
    public static IResult PresenceRefused(PresenceRefusal reason) => reason switch
    {
        PresenceRefusal.ReasonUnknown => Invalid("reason", "The policy has no such reason."),
        PresenceRefusal.ReasonOfAnotherPresence => Invalid("reason", "This reason is for another presence."),
        PresenceRefusal.ApprovalNeeded => Of(new("approval-needed", "A supervisor has to agree first.", StatusCodes.Status409Conflict)),
        PresenceRefusal.OpenConversations => Of(new("open-conversations", "Nobody leaves while they have conversations.", StatusCodes.Status409Conflict)),
        _ => throw new InvalidOperationException($"Nobody says {reason} to a caller."),
    };

    public static IResult Unavailable(TimeSpan retryAfter) => Of(new("unavailable", "Try again in a moment.", StatusCodes.Status503ServiceUnavailable)
    {
        RetryAfterSeconds = (int)Math.Ceiling(retryAfter.TotalSeconds),
    });

    public static IResult Fault() => Of(new("fault", "Something went wrong here.", StatusCodes.Status500InternalServerError));

    private static ProblemResult Of(Problem problem) => new(problem);

    private sealed class ProblemResult(Problem problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = problem.Status;
            if (problem.RetryAfterSeconds is { } seconds) response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return response.WriteAsJsonAsync(problem, DeskJson.Instance.Problem, "application/problem+json", httpContext.RequestAborted);
        }
    }
}
