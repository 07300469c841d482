using Escalations.Deadlines;

namespace Escalations.UseCases;

/// <summary>
/// A playbook on one page, with the people and places that hold its roles now: for each type and severity who handles it, to whom it goes
/// next, by when, and where (B081, B082, B087).
/// </summary>
/// <param name="Edition">Name and version of the playbook.</param>
/// <param name="IsOfCustomers">Whether some of its matters are customers'.</param>
/// <param name="Begin">What one says to begin under it.</param>
public sealed record Runbook(
    string Title,
    string Edition,
    bool IsOfCustomers,
    string Begin,
    IReadOnlyList<RunbookSeverity> Severities,
    IReadOnlyList<RunbookType> Types,
    IReadOnlyList<RunbookReceiver> Receivers
)
{
    /// <summary>For what it is a pilot, in a sentence; null where it is none.</summary>
    public string? Pilot { get; init; }

    /// <param name="isDefault">Whether it is the playbook that is meant where none is named.</param>
    /// <param name="holderOf">Who or what holds a team or role now, by its key; null for nobody.</param>
    /// <param name="now">The terms are those of a matter that is routed now.</param>
    public static Runbook Of(Playbook playbook, bool isDefault, Func<string, string?> holderOf, DateTimeOffset now)
    {
        var named = playbook
            .Categories.SelectMany(c =>
                Escalations.Severities.All.SelectMany(s =>
                    c.ReceiversAt(s).Concat(AboveAt(c, s).SelectMany(rung => rung)).Concat(c.ConsultedAt(s)).Concat(c.InformedAt(s))
                )
            )
            .Append(playbook.LeadershipTeam)
            .ToHashSet();
        return new(
            playbook.InReaderLanguage(playbook.Title),
            $"{playbook.Version.Name} {playbook.Version.Version}",
            playbook.Categories.Any(category => category.Form.Subject == Subject.Customer),
            BeginOf(playbook, isDefault),
            [
                .. playbook.Severities.Select(s => new RunbookSeverity(
                    s.Severity,
                    playbook.InReaderLanguage(s.Meaning),
                    Terms.AsCounted(s.Acknowledge, s.Severity),
                    s.Resolve is { } resolve ? Terms.AsCounted(resolve, s.Severity) : null,
                    s.Updates.Csm,
                    s.Updates.Customer,
                    s.Stall,
                    s.Review,
                    Said(s.Primary, playbook),
                    Said(s.Backup, playbook),
                    playbook.Tickets.Any(rule => rule.Severities.Count == 0 || rule.Severities.Contains(s.Severity))
                )),
            ],
            [
                .. playbook.Categories.Select(category => new RunbookType(
                    playbook.InReaderLanguage(category.Title),
                    playbook.InReaderLanguage(category.Trigger),
                    category.IsConfidential,
                    AskedOf(playbook, category),
                    [.. Escalations.Severities.All.Select(severity => CellOf(playbook, category, severity, now))]
                )),
            ],
            [
                .. playbook
                    .Teams.Where(team => named.Contains(team.Key))
                    .Select(team => new RunbookReceiver(
                        playbook.InReaderLanguage(team.Title),
                        team.Level,
                        team.Duties is { } duties ? playbook.InReaderLanguage(duties) : null,
                        team.IsNamed,
                        holderOf(team.Key),
                        team.Via is { } via ? playbook.InReaderLanguage(via) : null
                    )),
            ]
        )
        {
            Pilot = Pilots.SaidOf(playbook, now),
        };
    }

    /// <summary>What one says to begin under a playbook.</summary>
    public static string BeginOf(Playbook playbook, bool isDefault) =>
        isDefault ? "escalate" : $"escalate {(playbook.SaidAs is [var said, ..] ? said : playbook.Version.Name)}";

    /// <summary>What a brief of this kind has to say before it is routed.</summary>
    private static IReadOnlyList<string> AskedOf(Playbook playbook, Category category) =>
        [
            .. category.Form.Sections.Where(section => !section.IsOptional()).Select(section => section.ReaderTitle()),
            .. category.Checklist?.Items.Select(item => playbook.InReaderLanguage(item.Title)) ?? [],
        ];

    /// <summary>A way with its words as the reader knows them.</summary>
    private static BackupWay? Said(BackupWay? way, Playbook playbook) =>
        way is { Kind: BackupKind.ByHand, Text: { } text } ? way with { Text = playbook.InReaderLanguage(text) } : way;

    private static RunbookCell CellOf(Playbook playbook, Category category, Severity severity, DateTimeOffset now)
    {
        var terms = Terms.For(playbook, category, severity, now);
        var outcome = terms.FirstOrDefault(d => d.Kind == DeadlineKind.Outcome);
        return new(
            severity,
            Titles(category.ReceiversAt(severity)),
            [.. AboveAt(category, severity).Select(Titles)],
            terms.FirstOrDefault(d => d.Kind == DeadlineKind.Acknowledge)?.Counted?.Term,
            playbook.InReaderLanguage(category.Outcome.What),
            outcome?.Counted?.Term
        )
        {
            Consulted = Titles(category.ConsultedAt(severity)),
            Informed = Titles(category.InformedAt(severity)),
        };

        IReadOnlyList<string> Titles(IEnumerable<string> keys) =>
            [.. keys.Select(key => playbook.FindTeam(key) is { } team ? playbook.InReaderLanguage(team.Title) : key)];
    }

    /// <summary>Who gets it where nobody acknowledges: each rung with who is asked together with it, the nearest first.</summary>
    private static IEnumerable<IReadOnlyList<string>> AboveAt(Category category, Severity severity) =>
        category.Ladders.GetValueOrDefault(severity, []).Select(rung => (IReadOnlyList<string>)[rung, .. category.Beside.GetValueOrDefault(rung, [])]);
}

/// <summary>What a severity means, and what is owed.</summary>
/// <param name="Resolve">Null where the type alone says.</param>
/// <param name="Updates">How often the owner tells the CSM.</param>
/// <param name="Customer">How often the CSM tells the customer; null where that is not asked for.</param>
/// <param name="Stall">How long without progress until it counts as stalled.</param>
/// <param name="Review">Null where none is owed.</param>
/// <param name="Primary">How people are reached at once, beside the cards in Teams; null where these are enough.</param>
/// <param name="Backup">How they are reached when nobody acknowledges; null for no other way.</param>
/// <param name="HasTicket">Whether some of it gets a ticket in another system.</param>
public sealed record RunbookSeverity(
    Severity Severity,
    string Meaning,
    Term Acknowledge,
    Term? Resolve,
    Cadence Updates,
    Cadence? Customer,
    Term Stall,
    Term? Review,
    BackupWay? Primary,
    BackupWay? Backup,
    bool HasTicket
);

/// <summary>A type with its cells, one for each severity.</summary>
/// <param name="Trigger">What typically sets it off.</param>
/// <param name="Asked">What has to be known before it is routed, by title.</param>
public sealed record RunbookType(string Title, string Trigger, bool IsConfidential, IReadOnlyList<string> Asked, IReadOnlyList<RunbookCell> Cells);

/// <summary>One type at one severity.</summary>
/// <param name="Who">Titles of who handles it, the accountable one first.</param>
/// <param name="Above">Titles of who gets it next, rung by rung; empty at the top.</param>
/// <param name="Acknowledge">Null where none is owed.</param>
/// <param name="Outcome">What is owed beyond the acknowledgement.</param>
/// <param name="OutcomeWithin">Null where no term is set.</param>
public sealed record RunbookCell(
    Severity Severity,
    IReadOnlyList<string> Who,
    IReadOnlyList<IReadOnlyList<string>> Above,
    Term? Acknowledge,
    string Outcome,
    Term? OutcomeWithin
)
{
    /// <summary>Titles of who is asked for advice.</summary>
    public IReadOnlyList<string> Consulted { get; init; } = [];

    /// <summary>Titles of who is kept informed.</summary>
    public IReadOnlyList<string> Informed { get; init; } = [];
}

/// <summary>A team or a role that the playbook names.</summary>
/// <param name="Level">Such as "L3"; null for none.</param>
/// <param name="IsNamed">Whether somebody is named for it in each matter.</param>
/// <param name="Holder">A channel, or a person; null while nobody holds it.</param>
/// <param name="Via">How it wants to be reached; null where nothing is said.</param>
public sealed record RunbookReceiver(string Title, string? Level, string? Duties, bool IsNamed, string? Holder, string? Via);
