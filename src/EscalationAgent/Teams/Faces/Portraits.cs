using System.Globalization;
using Escalations;
using Escalations.Intake;
using Escalations.Lifecycle;
using Escalations.Reporting;
using Escalations.Routing;
using Escalations.Sla;
using TeamsBot.Cards;

namespace EscalationAgent.Teams.Faces;

/// <summary>Draws the faces of escalations: what each reader sees, with just the buttons that can work now.</summary>
internal sealed class Portraits(Playbook playbook)
{
    private static readonly IReadOnlyList<BriefSection> Lead = [BriefSection.CustomerImpact, BriefSection.SpecificAsk];

    /// <summary>The zone in which a team's channel reads times.</summary>
    public string TeamZone => playbook.DefaultCalendar.TimeZone;

    /// <summary>As the receiving team sees it in its channel.</summary>
    /// <param name="members">Who can be named as owner.</param>
    public EscalationFace Team(Escalation escalation, IReadOnlyList<Person> members, string? notice = null)
    {
        var standing = new Standing(Actor.Human(new Person("somebody in the channel", "")), InTeamsChannel: true);
        var moves = Transitions.OpenTo(escalation, standing).ToHashSet();
        IReadOnlyList<Button> buttons =
        [
            .. When(moves, Move.Acknowledge, escalation, new("Acknowledge", Verbs.Acknowledge, "positive")),
            .. When(moves, Move.Start, escalation, new("Start work", Verbs.Start, "positive", Inputs: "none")),
            .. When(moves, Move.Update, escalation, new("Post update", Verbs.AskUpdate, Inputs: "none")),
            .. When(moves, Move.Resolve, escalation, new("Resolve", Verbs.AskResolve, moves.Contains(Move.Start) ? "default" : "positive", Inputs: "none")),
            .. When(moves, Move.HandOver, escalation, new("Hand over", Verbs.AskHandOver, Inputs: "none")),
            .. When(moves, Move.Return, escalation, new("Not ours", Verbs.AskReturn, Inputs: "none")),
        ];
        return Face(escalation, TeamZone, notice, buttons, moves.Contains(Move.Acknowledge) ? Owners(members) : null);
    }

    /// <summary>As the CSM sees it in the personal chat once it has been routed.</summary>
    /// <param name="zone">The CSM's time zone; null when unknown.</param>
    /// <param name="link">Where the team's card can be opened; null when it is not there yet.</param>
    public EscalationFace Csm(Escalation escalation, string? zone, string? link, string? notice = null)
    {
        var moves = Transitions.OpenTo(escalation, new(Actor.Human(escalation.Csm))).ToHashSet();
        IReadOnlyList<Button> buttons =
        [
            .. When(moves, Move.Close, escalation, new("Confirm and close", Verbs.Close, "positive", Inputs: "none")),
            .. When(moves, Move.Reopen, escalation, new("Reopen", Verbs.AskReopen, Inputs: "none")),
            .. When(moves, Move.Withdraw, escalation, new("Withdraw", Verbs.AskWithdraw, Inputs: "none")),
            .. When(moves, Move.Restore, escalation, new("Bring it back", Verbs.Restore, Inputs: "none")),
        ];
        var asked = escalation.Status == Status.Resolved
            ? $"{Looks.Safe(escalation.Owner?.Name ?? "The team")} says this is resolved. Does it resolve it for the customer? You decide."
            : null;
        var face = Face(escalation, zone ?? TeamZone, notice ?? asked, buttons, null);
        return link is null ? face : face with { Facts = [.. face.Facts, new("Team's card", $"[Open in Teams]({link})")] };
    }

    /// <summary>The brief as its CSM reviews it.</summary>
    /// <param name="chosen">What the CSM had chosen when the card came back to them; null at first.</param>
    public ReviewFace Review(Escalation escalation, IReadOnlyList<Binding> bindings, Func<string, string?> channelName, string? zone, DateTimeOffset now, string? notice = null, Chosen? chosen = null)
    {
        var brief = escalation.Brief;
        var complete = !Interview.Missing(brief).Any();
        var category = chosen?.Category ?? escalation.Decision?.Category ?? escalation.Suggestion?.Category ?? "";
        var severity = chosen?.Severity ?? escalation.Decision?.Severity ?? escalation.Suggestion?.Severity;
        var sentBack = escalation.SentBackBecause is { } because ? $"The team gave it back: {Looks.Safe(because)}" : null;
        IReadOnlyList<Button> buttons =
        [
            .. complete ? [new Button("Route", Verbs.Route, "positive", escalation.Id.ToString(), escalation.Version)] : Array.Empty<Button>(),
            new("Edit", Verbs.AskEdit, "default", escalation.Id.ToString(), escalation.Version, "none"),
            .. complete ? [] : new[] { new Button("Continue", Verbs.Resume, "positive", escalation.Id.ToString(), escalation.Version, "none") },
            new("Cancel", Verbs.CancelDraft, "destructive", escalation.Id.ToString(), escalation.Version, "none"),
        ];
        return new(
            escalation.Id.ToString(),
            escalation.Version,
            Looks.Account(escalation),
            complete ? $"{escalation.Id} · ready for your decision" : $"{escalation.Id} · draft, {Interview.Questions.Count - Interview.Missing(brief).Count()} of {Interview.Questions.Count} parts",
            notice ?? sentBack,
            [.. BriefSections.All.Select(section => Section(brief, section))],
            complete,
            escalation.Suggestion is { } by ? $"Suggested by {by.By}. You decide." : "There was nothing to suggest a category from. You decide.",
            [.. Reasons(escalation.Suggestion)],
            category,
            [.. playbook.Categories.Select(c => new Option(c.Title, c.Key))],
            severity?.ToString() ?? "",
            [.. playbook.Severities.Select(s => new Option($"{Looks.Of(s.Severity)}: {s.Meaning}", s.Severity.ToString()))],
            chosen?.Because ?? "",
            RouteLine(category, severity, bindings, channelName, zone ?? TeamZone, now),
            buttons)
        {
            Summary = Looks.Summary(escalation, complete ? "Ready for your decision" : "Draft"),
        };
    }

    public static QuestionFace? Question(Escalation escalation)
    {
        if (Interview.NextFor(escalation.Brief) is not { } asked)
        {
            return null;
        }

        var brief = escalation.Brief;
        var missing = Interview.Missing(brief).ToList();
        var standing = asked.Section is { } section ? brief.TextOf(section) : null;
        var answered = Interview.Questions.Where(q => q.IsAnsweredIn(brief)).Select(q => q.Title).ToList();
        var id = escalation.Id.ToString();
        IReadOnlyList<Button> buttons =
        [
            .. standing is not null ? [new Button("Keep it", Verbs.Keep, "default", id, escalation.Version)] : Array.Empty<Button>(),
            .. asked.IsOptional ? [new Button("Skip", Verbs.Skip, "default", id, escalation.Version)] : Array.Empty<Button>(),
            .. Interview.Before(brief) is not null ? [new Button("Back", Verbs.Back, "default", id, escalation.Version)] : Array.Empty<Button>(),
            new("Preview", Verbs.Preview, "default", id, escalation.Version),
            new("Cancel", Verbs.Cancel, "destructive", id, escalation.Version),
        ];
        return new(
            standing is not null
                ? $"{id} · {asked.Title} · changing your answer"
                : $"{id} · {asked.Title} · {(missing.Count == 1 ? "the last part" : $"{missing.Count} parts to go")}",
            asked.Wording,
            asked.Hint,
            standing is not null ? "What you have now" : "For example",
            Looks.Safe(standing ?? asked.Example),
            answered.Count == 0 ? "You can also paste your notes as they are; I will ask only for what is missing." : $"Done: {string.Join(", ", answered)}",
            buttons)
        {
            Summary = asked.Wording,
        };
    }

    /// <summary>All sections of a brief as fields.</summary>
    public static FormFace Edit(Escalation escalation, string? notice = null) => new(
        escalation.Id.ToString(),
        escalation.Version,
        "Edit the brief",
        $"{escalation.Id}",
        notice,
        [],
        [
            new("account", "Customer", "The account's name", escalation.Brief.Account ?? "", false, false, Interview.LongestAccount),
            .. BriefSections.All.Select(s => new FormText(s.Key(), s.Title(), Interview.Questions.Single(q => q.Section == s).Wording, escalation.Brief.TextOf(s) ?? "", s != BriefSection.Headline, false, Interview.LongestAnswer)),
        ],
        "Save",
        Verbs.SaveEdit)
    {
        Summary = "Edit the brief",
    };

    public StatusFace History(Escalation escalation, IReadOnlyList<RecordedEvent> history, string? zone)
    {
        var reader = zone ?? TeamZone;
        var told = history.Select(e => (Event: e, Line: Lines.Of(escalation, e, playbook))).Where(e => e.Line is not null).TakeLast(12).ToList();
        var face = Face(escalation, reader, null, [], null);
        return new(
            face.Id, face.Account, face.Subtitle, face.Severity, face.SeverityColor, face.Status, face.StatusColor, face.HeaderStyle, face.Headline, face.Facts,
            "What happened",
            [.. told.Select(e => new HistoryRow(DueText.For(e.Event.At, reader), e.Line!))])
        {
            Summary = Looks.Summary(escalation, escalation.Status.Title()),
        };
    }

    public static ListFace List(IReadOnlyList<Escalation> escalations, string title) => new(
        title,
        escalations.Count == 0 ? "There are none. Say `escalate` to begin one." : "Press one to see where it stands.",
        [.. escalations.Select(Row)])
    {
        Summary = title,
    };

    public SummaryFace Summary(WeeklySummary week, string title)
    {
        const int Shown = 12;
        return new(
            title,
            $"As of {week.ReportDate.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture)}",
            [
                new(Whole(week.ActiveEscalations), "active", "Default"),
                new(Whole(week.NewThisWeek), "new this week", "Accent"),
                new(Whole(week.ResolvedThisWeek), "resolved this week", "Good"),
                new(Whole(week.Stalled), "stalled", week.Stalled > 0 ? "Warning" : "Default"),
                new(week.AverageResolutionTimeDays?.ToString("0.0", CultureInfo.InvariantCulture) ?? "–", "days to resolve", "Default"),
            ],
            week switch
            {
                { Escalations.Count: > 0 } => null,
                { NewThisWeek: 0, ResolvedThisWeek: 0 } => "Nothing was open this week. Nothing to report.",
                _ => "Nothing is open.",
            },
            [.. week.Escalations.Take(Shown).Select(e => new ListRow(
                e.Id,
                $"{Looks.Safe(e.Account ?? "?")} · {playbook.FindCategory(e.Category)?.Title ?? e.Category}",
                $"{e.Id} · {e.DaysOpen} {(e.DaysOpen == 1 ? "day" : "days")} open · {Looks.Safe(e.Owner ?? "no owner yet")}{(e.ArrAtRisk is { } arr ? $" · ARR at risk {arr.ToString("#,0", CultureInfo.InvariantCulture)}" : "")} · next update {(e.NextUpdateDue is { } due ? Looks.Of(due) : "–")}",
                e.Severity == "critical" ? "Critical" : "Standard",
                e.Severity == "critical" ? "Attention" : "Default",
                Human(e.Status),
                e.Status == "stalled" ? "Warning" : "Default"))],
            week.Escalations.Count > Shown ? $"and {week.Escalations.Count - Shown} more" : null,
            [
                new("Most common category", playbook.FindCategory(week.Trends.MostCommonCategory)?.Title ?? "–"),
                new("Time to acknowledge", week.Trends.AvgTimeToAcknowledge ?? "–"),
                new("Stall rate", week.Trends.StallRate),
            ])
        {
            Summary = $"{title}: {week.ActiveEscalations} active, {week.Stalled} stalled",
        };
    }

    public MatrixFace Matrix() => new(
        playbook.Title,
        "Who handles what, and by when. The earlier of category and severity governs the acknowledgement.",
        [.. playbook.Categories.Select(c => new MatrixRow(
            c.Title,
            c.Trigger,
            Lines.Titles(c.RoutesTo, playbook) + (playbook.FindTeam(c.RoutesTo[0])?.Via is { } via ? $" via {via}" : ""),
            $"acknowledge: {c.Acknowledge} · {c.Outcome.What}: {OutcomeTerms(c)}"))],
        [.. playbook.Severities.Select(s => new Fact(Looks.Of(s.Severity), $"{s.Meaning}; acknowledge: {s.Acknowledge}"))])
    {
        Summary = playbook.Title,
    };

    private EscalationFace Face(Escalation escalation, string zone, string? notice, IReadOnlyList<Button> buttons, IReadOnlyList<Option>? owners)
    {
        var brief = escalation.Brief;
        var category = playbook.FindCategory(escalation.Decision?.Category)?.Title ?? "Not classified";
        var more = BriefSections.All.Where(s => s != BriefSection.Headline && !Lead.Contains(s)).Select(s => Passage(brief, s)).OfType<Titled>().ToList();
        return new(
            escalation.Id.ToString(),
            escalation.Version,
            Looks.Account(escalation),
            $"{escalation.Id} · {category} · raised by {Looks.Safe(escalation.Csm.Name)}",
            escalation.Decision is { } d ? Looks.Of(d.Severity) : "",
            Looks.ColorOf(escalation.Decision?.Severity),
            escalation is { Status: Status.Draft, SentBackBecause: not null } ? "Given back" : escalation.Status.Title(),
            Looks.ColorOf(escalation.Status),
            Looks.HeaderOf(escalation),
            notice,
            Looks.Safe(Looks.Short(Looks.Headline(escalation), 300)),
            [.. Facts(escalation, zone)],
            [.. News(escalation)],
            [.. Lead.Select(s => Passage(brief, s)).OfType<Titled>()],
            more,
            more.Count > 0,
            owners,
            buttons)
        {
            Summary = Looks.Summary(escalation, escalation.Status.Title()),
        };
    }

    private IEnumerable<Fact> Facts(Escalation escalation, string zone)
    {
        if (escalation.Teams.Count > 0)
        {
            yield return new("Team", Lines.Titles(escalation.Teams, playbook));
        }

        if (escalation.Owner is { } owner)
        {
            yield return new("Owner", Looks.Safe(owner.Signature));
        }

        foreach (var deadline in escalation.Deadlines)
        {
            var title = deadline.Kind == DeadlineKind.Acknowledge ? "Acknowledge by" : $"{Capital(deadline.What)} by";
            if (deadline.Kind == DeadlineKind.Acknowledge && escalation.AcknowledgedAt is { } acknowledged)
            {
                yield return new("Acknowledged", DueText.For(acknowledged, zone));
            }
            else if (deadline.Kind == DeadlineKind.Outcome && escalation.ResolvedAt is { } resolved)
            {
                yield return new("Resolved", DueText.For(resolved, zone));
            }
            else if (escalation.Status.IsActive())
            {
                yield return new(title, $"{DueText.For(deadline.DueAt, zone)} ({deadline.Because})");
            }
        }

        if (escalation.Brief.ArrAtRisk is { } arr)
        {
            yield return new("ARR at risk", Looks.Of(arr));
        }

        if (escalation.Brief.Renewal is { } renewal)
        {
            yield return new("Renewal", Looks.Of(renewal));
        }

        if (escalation.Brief.Sentiment is { } sentiment)
        {
            yield return new("Customer", Looks.Of(sentiment));
        }
    }

    private static IEnumerable<Titled> News(Escalation escalation)
    {
        if (escalation.Resolution is { } resolution && escalation.Status is Status.Resolved or Status.Closed)
        {
            yield return new($"Resolved with a {resolution.Kind.ToString().ToLowerInvariant()}", Looks.Safe(resolution.What));
        }
        else if (escalation.SentBackBecause is { } because)
        {
            yield return new(escalation.Status == Status.Draft ? "Given back to the CSM" : "Reopened", Looks.Safe(because));
        }

        if (escalation.LastUpdate is { } update && !escalation.Status.IsEnded())
        {
            yield return new("Last update", Looks.Safe(update.Text));
        }
    }

    private static Titled? Passage(Brief brief, BriefSection section) =>
        brief.TextOf(section) is { } text ? new(section.Title(), Looks.Safe(text)) : null;

    private static ReviewSection Section(Brief brief, BriefSection section) => brief.Passages.GetValueOrDefault(section) switch
    {
        { } passage => new(section.Title(), Looks.Safe(passage.Text), passage.Origin == Origin.Extracted ? "from your notes" : "your words", "Default"),
        null when brief.Skipped.Contains(section) => new(section.Title(), "Left out", "", "Default"),
        null => new(section.Title(), section.IsOptional() ? "Not given (optional)" : "Missing", "", section.IsOptional() ? "Default" : "Attention"),
    };

    private static IEnumerable<Line> Reasons(Suggestion? suggestion)
    {
        if (suggestion is null)
        {
            yield break;
        }

        foreach (var (title, reasons) in new[] { ("Category", suggestion.CategoryReasons), ("Severity", suggestion.SeverityReasons) })
        {
            // Reasons that rest on the same words are told together.
            foreach (var same in reasons.GroupBy(r => r.Quote))
            {
                var texts = string.Join("; ", same.Select(r => r.Text.TrimEnd('.')).Select((text, i) => i == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..]));
                yield return new($"**{title}**: {Looks.Safe(texts)}{(same.Key is { } quote ? $" — “{Looks.Safe(Looks.Short(quote, 160))}”" : ".")}");
            }
        }
    }

    private string? RouteLine(string category, Severity? severity, IReadOnlyList<Binding> bindings, Func<string, string?> channelName, string zone, DateTimeOffset now)
    {
        if (severity is not { } level || RouteTable.Route(playbook, category, level) is not Escalations.Routing.Route route)
        {
            return "Choose a category and a severity to see where it goes.";
        }

        var places = route.Teams.Select(team => bindings.FirstOrDefault(b => b.Team == team.Key) is { } binding
            ? $"**{team.Title}**{(channelName(binding.ChannelId) is { } name ? $", in {Looks.Safe(name)}" : "")}"
            : $"**{team.Title}** (no channel yet: somebody there must type `@Escalation Agent link {team.Key}`)");
        var due = Terms.For(playbook, route.Category, level, now).Select(d =>
            $"{(d.Kind == DeadlineKind.Acknowledge ? "acknowledge" : d.What)} by {DueText.For(d.DueAt, zone)} ({d.Because})");
        return $"As {route.Category.Title}, {level}: {string.Join(" and ", places)}; {string.Join("; ", due)}. Another choice may go to another team: say `matrix`.";
    }

    private static string OutcomeTerms(Category category)
    {
        var terms = category.Outcome.Terms.Values.Distinct().ToList();
        return terms.Count == 1 ? terms[0].ToString() : string.Join(", ", category.Outcome.Terms.OrderBy(t => t.Key).Select(t => $"{t.Key} {t.Value}"));
    }

    private static IReadOnlyList<Option> Owners(IReadOnlyList<Person> members) =>
        [new("Me", "me"), .. members.OrderBy(m => m.Name, StringComparer.OrdinalIgnoreCase).Take(100).Select(m => new Option(CardText.Plain(m.Signature), m.Id))];

    private static ListRow Row(Escalation escalation) => new(
        escalation.Id.ToString(),
        Looks.Account(escalation),
        $"{escalation.Id} · {Looks.Safe(Looks.Short(Looks.Headline(escalation), 120))}{(escalation.Owner is { } owner ? $" · {Looks.Safe(owner.Name)}" : "")}",
        escalation.Decision is { } d ? Looks.Of(d.Severity) : "",
        Looks.ColorOf(escalation.Decision?.Severity),
        escalation.Status.Title(),
        Looks.ColorOf(escalation.Status));

    private static IEnumerable<Button> When(HashSet<Move> moves, Move move, Escalation escalation, Button button) =>
        moves.Contains(move) ? [button with { Id = escalation.Id.ToString(), Seen = escalation.Version }] : [];

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Human(string status) => Capital(status.Replace('_', ' '));
}

/// <summary>What a CSM has chosen on the review card.</summary>
internal sealed record Chosen(string? Category, Severity? Severity, string? Because);
