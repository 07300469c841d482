using System.Globalization;
using Escalations.Launches;
using Escalations.UseCases;
using TeamsBot.Cards;

namespace EscalationAgent.Teams.Cards;

/// <summary>An item of a backlog on its card.</summary>
/// <param name="Text">What it is, by when, whose, and why it is where it is if not by the rules.</param>
internal sealed record BacklogLine(string Place, string Title, string Text);

/// <summary>What waits to be done for a launch, in its order.</summary>
/// <param name="Seen">The launch's version.</param>
/// <param name="Order">The rules in short, and who agreed to them.</param>
/// <param name="Rows">The first ones.</param>
/// <param name="Left">Some of those behind them, folded.</param>
/// <param name="Rules">The rules and the decisions against them in full, folded.</param>
internal sealed record BacklogCard(
    string Id,
    int Seen,
    string Title,
    string Subtitle,
    string Order,
    IReadOnlyList<BacklogLine> Rows,
    IReadOnlyList<BacklogLine> Left,
    string LeftTitle,
    string Rules,
    IReadOnlyList<Button> Actions
) : CardModel
{
    public bool HasLeft => Left.Count > 0;

    public string RulesTitle { get; init; } = Words.Say("launch.backlog.rules");

    /// <summary>What is to be said of what the reader has just done; it is beside the buttons.</summary>
    public string? Notice { get; init; }
}

/// <summary>The backlog of a launch, and the forms by which it is filled and ordered.</summary>
internal static class BacklogCards
{
    public const string Yes = "yes";
    public const string No = "no";

    /// <summary>The fields of the form in which rules are ordered.</summary>
    public static readonly IReadOnlyList<string> Ranks = ["rank1", "rank2", "rank3", "rank4", "rank5"];

    private const int MostRows = 5;

    private const int MostLeft = 20;

    private const int MostChoices = 50;

    private const int ShortTitle = 120;

    private const int ShortReason = 160;

    /// <param name="reader">Who alone reads it; null for a channel.</param>
    public static BacklogCard Of(LaunchBacklog backlog, string? reader, bool mayChange, string? notice = null)
    {
        var (launch, rows) = (backlog.Found.Launch, backlog.Rows);
        var lines = rows.Select((row, i) => Line(row, i + 1)).ToList();
        return new(
            launch.Id,
            launch.Version,
            Words.Say("launch.backlog.title", CardFormat.Escape(launch.Name)),
            rows.Count == 0 ? Words.Say("launch.backlog.none") : Words.Count("launch.backlog.open", rows.Count),
            $"{Words.Say("launch.backlog.order", string.Join(", ", backlog.Rules.Order.Select(ShortOf)))} {AgreedBy(launch)}",
            [.. lines.Take(MostRows)],
            [.. lines.Skip(MostRows).Take(MostLeft)],
            Words.Say("launch.backlog.left", Math.Max(rows.Count - MostRows, 0)),
            InWords(backlog),
            [.. Buttons(launch, reader, mayChange, rows.Count > 0)]
        )
        {
            Notice = notice,
            Summary = Words.Say("launch.backlog.title", launch.Name),
        };
    }

    private static IEnumerable<Button> Buttons(Launch launch, string? reader, bool mayChange, bool hasRows)
    {
        if (mayChange && launch.IsOpen)
        {
            yield return new(Words.Say("button.launch_work"), Verbs.LaunchAskWork, "default", launch.Id, launch.Version);
            if (launch.OpenWork.Any())
            {
                yield return new(Words.Say("button.launch_work_end"), Verbs.LaunchAskWorkEnd, "default", launch.Id, launch.Version);
            }

            if (hasRows)
            {
                yield return new(Words.Say("button.launch_place"), Verbs.LaunchAskPlace, "default", launch.Id, launch.Version);
            }

            if (launch.Rules is { } rules && (reader is null || rules.Agreed.All(one => one.By.Id != reader)))
            {
                yield return new(Words.Say("button.launch_uphold"), Verbs.LaunchUphold, "positive", launch.Id, launch.Version);
            }

            yield return new(Words.Say("button.launch_rules"), Verbs.LaunchAskRules, "default", launch.Id, launch.Version);
        }

        yield return new(Words.Say("button.launch_back"), Verbs.LaunchShow, "default", launch.Id, launch.Version);
    }

    private static BacklogLine Line(BacklogRow row, int place)
    {
        var item = row.Item;
        string?[] parts =
        [
            item.Kind == BacklogKind.Matter ? $"{item.Key}, {item.Severity}" : Words.Say($"launch.item.{item.Kind.ToString().ToLowerInvariant()}"),
            item.IsCustomerFacing ? Words.Say("launch.item.facing") : null,
            item.Day is { } day ? Words.Say("launch.item.day", CardFormat.Of(day)) : null,
            item.Decided is { } decided && decided != item.Day ? Words.Say("launch.item.decided", CardFormat.Of(decided)) : null,
            item.Owner is { } owner ? CardFormat.Escape(owner) : null,
            item.Mitigation is { } mitigation ? Words.Say("launch.risk.against", CardFormat.Escape(CardFormat.Short(mitigation, ShortTitle))) : null,
            row.HasWaited ? Words.Say("launch.item.waited", CardFormat.Of(DateOnly.FromDateTime(item.Since.UtcDateTime))) : null,
            row.Placed is { } placed ? Words.Say("launch.item.placed", CardFormat.Escape(placed.By.Name)) : null,
        ];
        return new($"{place}", CardFormat.Escape(CardFormat.Short(item.Title, ShortTitle)), string.Join(" · ", parts.OfType<string>()));
    }

    private static string AgreedBy(Launch launch) =>
        launch.Rules is { } rules
            ? Words.Say(
                "launch.backlog.agreed",
                string.Join(
                    ", ",
                    rules.Agreed.Select(one =>
                        Words.Say("launch.agreed.by", CardFormat.Escape(one.By.Name), CardFormat.Of(DateOnly.FromDateTime(one.At.UtcDateTime)))
                    )
                )
            )
            : Words.Say("launch.backlog.usual");

    /// <summary>The rules one by one, what age does, why they were changed, and each decision against them.</summary>
    private static string InWords(LaunchBacklog backlog)
    {
        var rules = backlog.Rules;
        IEnumerable<string> lines =
        [
            .. rules.Order.Select((rule, i) => $"{i + 1}. {Words.Say($"launch.rule.{rule.ToString().ToLowerInvariant()}")}"),
            Words.Say("launch.backlog.aging", rules.AgingDays),
            .. backlog.Found.Launch.Rules?.Because is { } because
                ? [Words.Say("launch.backlog.changed", CardFormat.Escape(CardFormat.Short(because, ShortReason)))]
                : Array.Empty<string>(),
            .. backlog
                .Rows.Index()
                .Where(row => row.Item.Placed is not null)
                .Take(MostRows)
                .Select(row =>
                    Words.Say(
                        "launch.backlog.against",
                        CardFormat.Escape(CardFormat.Short(row.Item.Item.Title, ShortTitle)),
                        row.Index + 1,
                        CardFormat.Escape(row.Item.Placed!.By.Name),
                        CardFormat.Of(DateOnly.FromDateTime(row.Item.Placed.At.UtcDateTime)),
                        CardFormat.Escape(CardFormat.Short(row.Item.Placed.Because, ShortReason))
                    )
                ),
        ];
        return string.Join("\n\n", lines);
    }

    private static string ShortOf(PriorityRule rule) => Words.Say($"launch.rule.{rule.ToString().ToLowerInvariant()}.short");

    /// <summary>Work is added.</summary>
    /// <inheritdoc cref="LaunchCards.Milestone"/>
    public static FormCard New(Launch launch, Func<string, string?>? written = null, string? problem = null, bool isAsked = false) =>
        BackToAll(
            launch,
            LaunchCards.Form(
                launch,
                "button.launch_work",
                Verbs.LaunchSaveWork,
                problem,
                also: LaunchCards.Anyway(launch, isAsked ? Verbs.LaunchSaveWorkAnyway : null),
                choices:
                [
                    new(
                        "kind",
                        Words.Say("launch.form.kind"),
                        written?.Invoke("kind") ?? $"{WorkKind.Feature}",
                        [
                            .. Enum.GetValues<WorkKind>()
                                .Select(kind => new ChoiceOption(Words.Say($"launch.item.{kind.ToString().ToLowerInvariant()}"), $"{kind}")),
                        ]
                    ),
                    new(
                        "facing",
                        Words.Say("launch.form.work.facing"),
                        written?.Invoke("facing") ?? No,
                        [new(Words.Say("launch.form.yes"), Yes), new(Words.Say("launch.form.no"), No)]
                    ),
                ],
                dates: [LaunchCards.Day("day", Words.Say("launch.form.work.day"), written)],
                texts:
                [
                    LaunchCards.Line("title", Words.Say("launch.form.work.title"), "", written, isRequired: true, longest: KeepBacklog.LongestTitle),
                    LaunchCards.Line("owner", Words.Say("launch.form.work.owner"), "", written, longest: 100),
                ]
            )
        );

    /// <summary>That work is the reader's to do.</summary>
    public static OfferCard Yours(Launch launch, WorkItem work, int sequence) =>
        LaunchCards.Yours(
            launch,
            "launch.work.yours",
            CardFormat.Escape(work.Title) + (work.Day is { } day ? $" · {Words.Say("launch.item.day", CardFormat.Of(day))}" : ""),
            sequence
        );

    /// <summary>Work is done, or dropped.</summary>
    public static FormCard End(Launch launch, Func<string, string?>? written = null, string? problem = null) =>
        BackToAll(
            launch,
            LaunchCards.Form(
                launch,
                "button.launch_work_end",
                Verbs.LaunchSaveWorkEnd,
                problem,
                choices:
                [
                    new(
                        "work",
                        Words.Say("launch.form.work"),
                        written?.Invoke("work") ?? "",
                        [
                            .. launch.OpenWork.Select(work => new ChoiceOption(
                                CardText.Plain(CardFormat.Short(work.Title, ShortTitle)),
                                work.Number.ToString(CultureInfo.InvariantCulture)
                            )),
                        ]
                    ),
                    new(
                        "end",
                        Words.Say("launch.form.work.end"),
                        written?.Invoke("end") ?? Yes,
                        [new(Words.Say("launch.form.work.done"), Yes), new(Words.Say("launch.form.work.dropped"), No)]
                    ),
                ],
                texts: [LaunchCards.Line("because", Words.Say("launch.form.work.because"), "", written, longest: ManageLaunches.LongestReason)]
            )
        );

    /// <summary>Which rules, in which order.</summary>
    public static FormCard Rules(Launch launch, Func<string, string?>? written = null, string? problem = null)
    {
        var now = launch.Rules?.Rules ?? BacklogRules.Usual;
        IReadOnlyList<ChoiceOption> options = [.. Enum.GetValues<PriorityRule>().Select(rule => new ChoiceOption(ShortOf(rule), $"{rule}")), new("–", No)];
        return BackToAll(
            launch,
            LaunchCards.Form(
                launch,
                "button.launch_rules",
                Verbs.LaunchSaveRules,
                problem,
                hint: Words.Say("launch.form.rules.hint"),
                choices:
                [
                    .. Ranks.Select(
                        (rank, i) =>
                            new FormChoice(
                                rank,
                                Words.Say("launch.form.rules.rank", i + 1),
                                written?.Invoke(rank) ?? (i < now.Order.Count ? $"{now.Order[i]}" : No),
                                options
                            )
                    ),
                ],
                texts:
                [
                    LaunchCards.Line(
                        "days",
                        Words.Say("launch.form.rules.days"),
                        now.AgingDays.ToString(CultureInfo.InvariantCulture),
                        written,
                        isRequired: true,
                        longest: 2
                    ),
                    LaunchCards.Line("because", Words.Say("launch.form.rules.because"), "", written, longest: ManageLaunches.LongestReason),
                ]
            )
        );
    }

    /// <summary>An item is put where the rules would not.</summary>
    public static FormCard Place(LaunchBacklog backlog, Func<string, string?>? written = null, string? problem = null)
    {
        var launch = backlog.Found.Launch;
        return BackToAll(
            launch,
            LaunchCards.Form(
                launch,
                "button.launch_place",
                Verbs.LaunchSavePlace,
                problem,
                hint: Words.Say("launch.form.place.hint"),
                choices:
                [
                    new(
                        "item",
                        Words.Say("launch.form.work"),
                        written?.Invoke("item") ?? "",
                        [
                            .. backlog
                                .Rows.Take(MostChoices)
                                .Select((row, i) => new ChoiceOption($"{i + 1}. {CardText.Plain(CardFormat.Short(row.Item.Title, ShortTitle))}", row.Item.Key)),
                        ]
                    ),
                ],
                texts:
                [
                    LaunchCards.Line("place", Words.Say("launch.form.place"), "", written, longest: 3),
                    LaunchCards.Line("because", Words.Say("launch.form.place.because"), "", written, isRequired: true, longest: ManageLaunches.LongestReason),
                ]
            )
        );
    }

    private static FormCard BackToAll(Launch launch, FormCard form) =>
        form with
        {
            Actions = [.. form.Actions.SkipLast(1), new(Words.Say("button.launch_back"), Verbs.LaunchBacklog, "default", launch.Id, launch.Version, "none")],
        };
}
