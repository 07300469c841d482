namespace EscalationAgent.Playground;

/// <summary>The cast of the Playground, of whom its one person can be each.</summary>
internal sealed class PlayMode(PlaygroundCast cast, TimeProvider clock) : IPlayMode
{
    private volatile PlayedPerson? chosen;

    public string Tenant => cast.TenantId;

    public IReadOnlyList<PlayedPerson> People { get; } =
    [.. cast.Users.Prepend(cast.CurrentUser).Select(person => new PlayedPerson(person.Id, person.Name, person.AadObjectId))];

    public PlayedPerson Current
    {
        get => chosen ?? People[0];
        set => chosen = value;
    }

    public DateTimeOffset StartedAt { get; } = clock.GetUtcNow();

    public IReadOnlyList<string> Samples { get; } =
    [
        "Globex Retail: checkout is down in all 140 stores since 08:20 today, nobody can pay by card. About 60k EUR of sales are lost per hour. "
            + "Support restarted the payment gateway twice, without effect. We told their operations lead at 08:40 that we are on it. "
            + "We need an on-call engineer on the bridge now; resolved means that cards are accepted again in every store.",
        "Initech asks for SSO with SCIM before they roll out to 900 more seats. Asked first in January, again last week; their security team blocks "
            + "the rollout without it. Renewal is on 30 June, 120k EUR. We offered manual provisioning, they declined. We need a date or a clear no by Friday.",
        "Umbrella Health disputes the last invoice: they were charged for 320 seats and use 210, 18k EUR too much they say. Finance opened the case on Monday, "
            + "no answer since. Their CFO is annoyed and holds the payment back.",
    ];
}
