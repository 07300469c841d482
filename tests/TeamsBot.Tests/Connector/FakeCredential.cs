using Azure.Core;

namespace TeamsBot.Tests.Connector;

/// <summary>Gives numbered tokens of an hour, counts them, and fails on demand.</summary>
internal sealed class FakeCredential(TimeProvider clock) : TokenCredential
{
    private readonly List<TokenRequestContext> asked = [];

    public IReadOnlyList<TokenRequestContext> Asked => asked;

    public Func<CancellationToken, Task>? Trouble { get; set; }

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        asked.Add(requestContext);
        if (Trouble is { } trouble)
        {
            await trouble(cancellationToken);
        }

        return new AccessToken($"token-{asked.Count}", clock.GetUtcNow().AddHours(1));
    }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();
}
