using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.Access;

/// <summary>Hashes and checks passwords: PBKDF2 with HMAC-SHA512, as ASP.NET Core writes it.</summary>
public sealed class Passwords : IDisposable
{
    /// <summary>OWASP's figure for this function; about a tenth of a second.</summary>
    private const int Iterations = 210_000;

    public const int MaxLength = 256;

    /// <summary>Checks that run at once, so that a flood of sign-ins leaves the processors to customers.</summary>
    private const int MaxConcurrentChecks = 2;

    private readonly PasswordHasher<object> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    private readonly SemaphoreSlim checks = new(MaxConcurrentChecks);
    private readonly Lazy<string> nobodysHash;

    public Passwords() => nobodysHash = new Lazy<string>(() => Hash("the password of nobody"));

    public string Hash(string password) => hasher.HashPassword(this, password);

    /// <summary>Takes as long for someone who does not exist as for someone who does.</summary>
    /// <param name="agent">Null when there is nobody of that name.</param>
    public async Task<bool> AreOfAsync(Agent? agent, string password, CancellationToken cancellationToken)
    {
        // Who has none is checked as long as nobody is, and let in as little.
        if (agent is { PasswordHash: "" }) agent = null;
        await checks.WaitAsync(cancellationToken);
        try
        {
            var result = await Task.Run(() => hasher.VerifyHashedPassword(this, agent?.PasswordHash ?? nobodysHash.Value, password), cancellationToken);
            return agent is not null && result is not PasswordVerificationResult.Failed;
        }
        finally
        {
            checks.Release();
        }
    }

    public void Dispose() => checks.Dispose();
}
