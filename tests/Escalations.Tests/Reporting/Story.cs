using System.Globalization;

namespace Escalations.Tests.Reporting;

/// <summary>Tells the history of an escalation, event by event.</summary>
internal sealed class Story
{
    private static readonly Person Csm = new("u-csm", "Sarah Chen", "CSM");
    private static readonly Person Lead = new("u-lead", "Lee Park");

    private readonly EscalationId id;
    private readonly List<RecordedEvent> events = [];
    private DateTimeOffset now;

    private Story(EscalationId id, DateTimeOffset begun)
    {
        (this.id, now) = (id, begun);
        Add(now, new DraftStarted(Csm, Playbook.Version));
    }

    /// <summary>Daily updates for the critical, every three business days for the rest (R01).</summary>
    public static Playbook Playbook { get; } =
        new()
        {
            Version = new("sample", "1"),
            Title = "Sample",
            Calendars = [Calendars.Utc],
            Severities =
            [
                .. Severities.All.Select(s => new SeverityLevel(
                    s,
                    "",
                    new(4, TermUnit.Hours),
                    new(48, TermUnit.Hours),
                    new(new Cadence(s.IsCritical() ? new(1, TermUnit.Days) : new(3, TermUnit.BusinessDays)))
                )),
            ],
            Teams = [],
            Categories =
            [
                .. new[] { "product_defect", "feature_gap" }.Select(key => new Category(
                    key,
                    key,
                    "",
                    [],
                    Term.SameDay,
                    new("", new Dictionary<Severity, Term>())
                )),
            ],
            LeadershipTeam = "",
        };

    public static Story Of(int number, string begun = "2026-01-01T00:00Z") => new(new(2026, number), At(begun));

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static implicit operator History(Story story) => new("contoso", story.id, [.. story.events]);

    public Story Named(string account) => Add(now, new AccountNamed(account, Origin.Stated));

    public Story AtStake(decimal arr) => Add(now, new CommercialFactsFound(new(arr, "EUR"), null, Origin.Stated));

    public Story Felt(Sentiment mood) => Add(now, new SentimentNoted(mood, Origin.Stated));

    public Story Decided(string category, Severity severity) => Add(now, new ClassificationDecided(category, severity, null));

    public Story Routed(string at) => Then(at, new Routed(["engineering"], []));

    public Story Acknowledged(string at, Person? owner = null) => Then(at, new Acknowledged(owner ?? Lead));

    public Story Resolved(string at) => Then(at, new Resolved(ResolutionKind.Fix, "deployed"));

    public Story Then(string at, EscalationEvent what) => Add(At(at), what);

    private Story Add(DateTimeOffset at, EscalationEvent what)
    {
        now = at;
        events.Add(new(events.Count + 1, at, Actor.Human(Csm), null, what));
        return this;
    }
}
