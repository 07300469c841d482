using System.Globalization;
using Escalations;
using Escalations.Drafting;
using Escalations.Intake;
using Escalations.Ports;
using Escalations.UseCases;
using TeamsBot.Cards;
using TextAnalysis.Checking;
using TextAnalysis.Redaction;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams.Cards;

/// <summary>The forms of the moves that need words.</summary>
internal static class Forms
{
    /// <summary>How long one can wait or have no reminders, by the name that the form sends.</summary>
    public static readonly IReadOnlyList<ChoiceOption> Untils =
    [
        new("For an hour", "1h"),
        new("For four hours", "4h"),
        new("Until the next working morning", "morning"),
        new("For 3 business days", "3d"),
        new("For a week", "1w"),
        new("For two weeks", "2w"),
    ];

    private static readonly FormChoice Cause = new(
        "cause",
        "Why does it stall?",
        "",
        [new("The team is overloaded", "overloaded"), new("It is harder than expected", "harder"), new("It fell through the cracks", "cracks")],
        "expanded"
    );

    private const int MostContradictions = 4;

    /// <summary>What is longer is called a sentence over its own choice.</summary>
    private const int LongestLabel = 36;

    private const int LongestSentence = 1_000;

    /// <summary>Letters of all sentences that one audience may be let read, so that the form stays small enough for Teams.</summary>
    private const int MostOfRelease = 4_800;

    private static readonly FormText Remark = new("because", "Anything to add?", "Optional", Required: false);

    /// <summary>Asks which kind of matter it is.</summary>
    /// <param name="offered">The playbooks that it can run under.</param>
    public static FormCard Kind(Escalation escalation, IReadOnlyList<Playbook> offered) =>
        new(
            escalation.Id.ToString(),
            escalation.Version,
            "Which kind of matter is it?",
            $"{escalation.Id} · what is asked, and who receives it, follows from this",
            null,
            [
                new(
                    "kind",
                    "Kind",
                    escalation.Draft.Kind is { } kind ? $"{escalation.Playbook.Name}/{kind}" : "",
                    [
                        .. from playbook in offered
                        from option in playbook.IsKindAskedFirst
                            ? playbook.Categories.Select(c => new ChoiceOption(
                                $"{(offered.Count > 1 ? $"{playbook.Title}: " : "")}{c.Title} ({c.Trigger}){(c.IsConfidential ? ", confidential" : "")}",
                                $"{playbook.Version.Name}/{c.Key}"
                            ))
                            : [new ChoiceOption(playbook.Title, playbook.Version.Name)]
                        select option,
                    ],
                    "expanded"
                ),
            ],
            [],
            [],
            [
                new("Go on", Verbs.Kind, "positive", escalation.Id.ToString(), escalation.Version),
                new("Cancel", Verbs.Cancel, "destructive", escalation.Id.ToString(), escalation.Version, "none"),
            ]
        )
        {
            Summary = "Which kind of matter is it?",
        };

    /// <param name="others">Who could own it instead.</param>
    /// <param name="today">The earliest day that can be chosen.</param>
    /// <param name="decisions">What can be decided, where the playbook offers it; null or empty where it does not.</param>
    /// <param name="presences">How some of the others are reached just now, by their ids; null where it does not matter.</param>
    public static FormCard Of(
        Move move,
        Escalation escalation,
        IReadOnlyList<Person> others,
        DateOnly today,
        IReadOnlyDictionary<string, Presence>? presences = null,
        IReadOnlyList<string>? decisions = null
    ) =>
        move switch
        {
            Move.Resolve when decisions is { Count: > 0 } => Form(
                escalation,
                "Decide",
                Verbs.Resolve,
                choices: [new("decision", "What is decided?", "", [.. decisions.Select(d => new ChoiceOption(d, d))], "expanded")],
                texts: [new("text", "Why, and under which conditions?", "It goes on record with your name, and those concerned read it")]
            ),
            Move.Resolve => Form(
                escalation,
                "Resolve",
                Verbs.Resolve,
                choices: [new("kind", "What is it?", "fix", [new("A fix", "fix"), new("A decision", "decision")], "expanded")],
                texts: [new("text", "What was done or decided?", "The CSM confirms it with the customer, so say what they can check")]
            ),
            Move.HandOver => Form(
                escalation,
                "Hand over",
                Verbs.HandOver,
                choices:
                [
                    new(
                        "owner",
                        "Who takes it?",
                        "",
                        [
                            .. Offered(others)
                                .Select(p => new ChoiceOption(
                                    CardText.Plain(p.Signature)
                                        + (presences?.TryGetValue(p.Id, out var presence) is true ? $", {CardFormat.Of(presence)} now" : ""),
                                    p.Id
                                )),
                        ]
                    ),
                ],
                texts: [new("because", "Why, and what should they know?", "Optional", Required: false)]
            ),
            Move.Return => Form(
                escalation,
                "Not ours",
                Verbs.Return,
                submit: "Give it back",
                texts: [new("because", "Why is it not yours, and whose is it?", "The CSM reads this and routes it anew")]
            ),
            Move.Reopen => Form(
                escalation,
                "Reopen",
                Verbs.Reopen,
                texts: [new("because", "What is still wrong for the customer?", "The team reads this and goes on")]
            ),
            Move.Withdraw => Form(escalation, "Withdraw", Verbs.Withdraw, texts: [new("because", "Why is it no longer needed?", "The team reads this")]),
            Move.PushHarder => Form(escalation, "Push harder", Verbs.Push, submit: "One rung up", choices: [Cause], texts: [Remark]),
            Move.AcceptTimeline => Form(
                escalation,
                "Accept the timeline",
                Verbs.Accept,
                choices: [Cause],
                dates: [new("date", "By which day is it expected?", CardFormat.Iso(today))],
                texts: [Remark]
            ),
            Move.FindAnotherPath => Form(
                escalation,
                "Find another path",
                Verbs.OtherPath,
                submit: "Take it back",
                choices:
                [
                    Cause,
                    new(
                        "path",
                        "What shall become of it?",
                        "draft",
                        [new("Back to the draft, to route it elsewhere", "draft"), new("Withdraw it", "withdraw")],
                        "expanded"
                    ),
                ],
                texts: [Remark]
            ),
            Move.Reclassify => Form(
                escalation,
                "Change the severity",
                Verbs.ChangeSeverity,
                choices:
                [
                    new(
                        "severity",
                        "How bad is it now?",
                        "",
                        [.. Severities.All.Where(s => s != escalation.Decision?.Severity).Select(s => new ChoiceOption(CardFormat.Of(s), s.ToString()))]
                    ),
                ],
                texts: [new("because", "Why?", "The deadlines are counted anew, from their first beginning")]
            ),
            Move.TellCustomer => Form(
                escalation,
                "The customer has been told",
                Verbs.Told,
                submit: "I told the customer",
                texts: [new("text", "What were they told?", "Optional; the team reads it", Required: false)]
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(move), move, "This move needs no words."),
        };

    /// <summary>Those of whom one can be chosen as owner: a form holds no more.</summary>
    public static IEnumerable<Person> Offered(IReadOnlyList<Person> others) => others.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Take(100);

    /// <summary>Whether there is nothing in a brief that anybody could miss.</summary>
    public static bool IsEmpty(Escalation escalation) =>
        escalation.Brief is { Passages.Count: 0, Account: null, Challenged: null } && escalation.Draft.Notes.Count == 0;

    /// <summary>Asks whether a brief is to be thrown away, and says what it holds.</summary>
    /// <param name="first">What to know before that.</param>
    public static FormCard Cancel(Escalation escalation, string? first = null)
    {
        var brief = escalation.Brief;
        var written = Interview
            .QuestionsOf(brief)
            .Where(q => q.Section is { } section ? brief.TextOf(section) is not null : brief.Account is not null)
            .Select(q => q.Title.ToLowerInvariant())
            .ToList();
        var words = escalation.Draft.Notes.Sum(n => n.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
        var confirmed = brief.Passages.Values.Sum(p => p.Confirmed.Count);
        string[] holds =
        [
            .. written.Count == 0 ? [] : new[] { $"{written.Count} of {Interview.QuestionsOf(brief).Count} parts ({string.Join(", ", written)})" },
            .. words == 0 ? [] : new[] { $"your notes of {words.ToString("N0", CultureInfo.InvariantCulture)} {(words == 1 ? "word" : "words")}" },
            .. confirmed == 0 ? [] : new[] { $"{confirmed} {(confirmed == 1 ? "fact" : "facts")} that you confirmed" },
        ];
        var (id, seen) = (escalation.Id.ToString(), escalation.Version);
        var isBeingAsked = CardBuilder.Question(escalation) is not null;
        return Form(
            escalation,
            "Cancel this brief?",
            Verbs.ConfirmCancel,
            notice: $"{first}You would throw away {(holds.Length == 0 ? "what you have said so far" : string.Join(" and ", holds))}. No team has "
                + $"it now. `restore {id}` would bring it back."
        ) with
        {
            Actions =
            [
                new("Yes, cancel it", Verbs.ConfirmCancel, "destructive", id, seen),
                new(isBeingAsked ? "Go on with it" : "Keep it", isBeingAsked ? Verbs.Resume : Verbs.Show, "positive", id, seen, "none"),
            ],
        };
    }

    /// <summary>Waiting for somebody, which stops the clock; or no reminders for a while, which does not.</summary>
    /// <param name="canPause">Whether the one who asks can stop the clock.</param>
    public static FormCard Wait(Escalation escalation, bool canPause) =>
        canPause
            ? Form(
                escalation,
                "Wait",
                Verbs.Wait,
                choices:
                [
                    new(
                        "for",
                        "For whom?",
                        "customer",
                        [
                            new("The customer: the clock stands", "customer"),
                            new($"{CardText.Plain(escalation.Csm.Name)}: the clock stands", "csm"),
                            new("Nobody: only hold the reminders", "nobody"),
                        ],
                        "expanded"
                    ),
                    new("until", "For how long, at most?", "morning", Untils),
                ],
                texts: [new("because", "Why?", "The others read this")]
            )
            : Form(
                escalation,
                "Hold the reminders",
                Verbs.Wait,
                choices: [new("until", "For how long?", "morning", Untils)],
                texts: [new("because", "Why?", "The others read this")]
            );

    /// <summary>
    /// What nothing proves, each with its sentence and the nearest words of the sources, to be confirmed, put right or taken out; and the
    /// contradictions, to be settled.
    /// </summary>
    /// <param name="chosen">The value of an input by its id, as it was chosen before; null at first.</param>
    /// <param name="problem">Why that cannot be done.</param>
    public static FormCard Check(Escalation escalation, Func<string, string?>? chosen = null, string? problem = null)
    {
        var check = new FactCheck(Sources.Of(escalation), Sources.DayOf(escalation));
        return Form(
            escalation,
            "Check facts",
            Verbs.Check,
            submit: "Save",
            notice: problem is null ? null : CardFormat.Escape(problem),
            doubts:
            [
                .. CheckFacts
                    .Shown(escalation.Brief)
                    .Select(f =>
                    {
                        var passage = escalation.Brief.Passages[f.Section];
                        return new FormDoubt(
                            $"{f.Section.Title()}: {InSentence(passage.Text, f.Fact.Text)}",
                            f.Fact.Doubt is { } doubt ? CardFormat.Escape(char.ToUpperInvariant(doubt[0]) + doubt[1..]) : Nearest(passage, f.Fact.Text, check),
                            f.Key,
                            f.Fact.Text.Length > LongestLabel ? "This sentence" : CardText.Plain(f.Fact.Text),
                            chosen?.Invoke(f.Key) ?? "",
                            [new("Right: it counts as my word", "right"), new("Wrong: take out its sentence", "wrong")],
                            InsteadOf(f.Key),
                            chosen?.Invoke(InsteadOf(f.Key)) ?? ""
                        );
                    }),
            ],
            choices:
            [
                .. OpenContradictions
                    .Of(escalation)
                    .Take(MostContradictions)
                    .Select(
                        (c, i) =>
                            new FormChoice(
                                $"settle{i}",
                                $"What you wrote disagrees on {CardText.Plain(c.About)}. Which one holds?",
                                chosen?.Invoke($"settle{i}") ?? "",
                                [.. c.Values.Select((value, v) => new ChoiceOption(Chosen(value), $"{v}")), new("Leave it open: both stand", "open")],
                                "expanded",
                                Required: false
                            )
                    ),
            ]
        );
    }

    /// <summary>What was said in the form above of what nothing proves, by its key.</summary>
    /// <param name="chosen">The value of an input by its id.</param>
    public static IReadOnlyDictionary<string, FactAnswer> Checked(Brief brief, Func<string, string?> chosen) =>
        CheckFacts
            .Shown(brief)
            .Select(s =>
                (
                    s.Key,
                    Answer: new FactAnswer(
                        chosen(s.Key) switch
                        {
                            "right" => true,
                            "wrong" => false,
                            _ => null,
                        },
                        chosen(InsteadOf(s.Key))?.Trim() is { Length: > 0 } instead ? instead : null
                    )
                )
            )
            .Where(s => s.Answer is not { IsRight: null, Instead: null })
            .ToDictionary(s => s.Key, s => s.Answer);

    private static string InsteadOf(string key) => $"{key}-instead";

    /// <summary>The sentence of a text in which a fact stands, with the fact marked.</summary>
    private static string InSentence(string text, string fact)
    {
        var sentence = text.Split('\n').SelectMany(SentenceSplitter.Sentences).FirstOrDefault(s => s.Contains(fact, StringComparison.Ordinal))?.Trim() ?? text;
        var at = Math.Max(0, sentence.IndexOf(fact, StringComparison.Ordinal));
        var from = Graphemes.BorderBefore(sentence, Math.Max(0, at - 100));
        var shown = CardFormat.Escape(CardFormat.Short(sentence[from..], Math.Max(300, at - from + fact.Length)));
        var (marked, place) = (CardFormat.Escape(fact), shown.IndexOf(CardFormat.Escape(fact), StringComparison.Ordinal));
        return $"“{(from > 0 ? "…" : "")}{(place < 0 ? shown : shown.Remove(place, marked.Length).Insert(place, $"**⚠ {marked}**"))}”";
    }

    /// <summary>The words of the sources that come nearest to the sentence of a fact.</summary>
    private static string Nearest(Passage passage, string fact, FactCheck check)
    {
        var at = passage.Text.IndexOf(fact, StringComparison.Ordinal);
        var quotes = check.GroundsOf(passage.Text, passage.Evidence).FirstOrDefault(g => g.Start <= at && at < g.End)?.Quotes ?? [];
        return quotes.Count == 0
            ? "Nothing that you wrote is near to it."
            : $"Not in what you wrote. Nearest: {CardFormat.Escape(quotes[0].Source)}, “{CardFormat.Escape(CardFormat.Short(quotes[0].Quote, 160))}”";
    }

    /// <summary>Into which section a sentence of the notes shall go; null when it stands in one.</summary>
    /// <param name="key">Of the sentence.</param>
    public static FormCard? Place(Escalation escalation, string? key) =>
        SetAside.Find(escalation, key ?? "") is not { } sentence
            ? null
            : Form(
                escalation,
                "Put it into a section",
                Verbs.Place,
                submit: "Put it there",
                choices:
                [
                    new(
                        "place",
                        $"“{CardText.Plain(CardFormat.Short(sentence, LongestSentence))}” goes, as you wrote it, to the end of",
                        "",
                        [.. Sections.Select(s => new ChoiceOption(s.Title(), PlaceOf(key!, s)))],
                        "expanded"
                    ),
                ]
            );

    /// <summary>The sections that a sentence can be put into: the headline is one line, and stays so.</summary>
    private static IEnumerable<BriefSection> Sections => BriefSections.All.Where(s => s != BriefSection.Headline);

    /// <summary>A sentence and a section, as a button names them.</summary>
    public static string PlaceOf(string key, BriefSection section) => $"{key}:{section.Key()}";

    /// <summary>What a button or the form above says; null when it says nothing that can be done.</summary>
    public static (string Sentence, BriefSection Section)? Placed(string? place) =>
        place?.Split(':') is [var key, var name] && Sections.Where(s => s.Key() == name).ToList() is [var section] ? (key, section) : null;

    /// <summary>A value, and the words around it, where they say more.</summary>
    private static string Chosen(StatedValue value) =>
        value.Text == value.Quote
            ? CardText.Plain(CardFormat.Short(value.Quote, 160))
            : $"{CardText.Plain(value.Text)}, in “{CardText.Plain(CardFormat.Short(value.Quote, 120))}”";

    /// <summary>Whether there is a sentence for <see cref="Release"/>, kept back or released.</summary>
    public static bool HasToRelease(Escalation escalation, Playbook playbook) =>
        ReadersOf(escalation, playbook).Any(audience => ReleaseSentences.Shown(escalation.Brief, audience).Count > 0);

    /// <summary>What the receiving teams will not read, or not whole, for the CSM to let them.</summary>
    public static FormCard Release(Escalation escalation, Playbook playbook) =>
        Form(
            escalation,
            "What teams see",
            Verbs.Release,
            submit: "Save",
            choices:
            [
                .. from audience in ReadersOf(escalation, playbook)
                let shown = ReleaseSentences.Shown(escalation.Brief, audience)
                where shown.Count > 0
                let longest = Math.Clamp(MostOfRelease / shown.Count, 60, 200)
                select new FormChoice(
                    $"release-{audience}",
                    $"{ReadersIn(playbook, audience)}: tick what they may read as you wrote it. The rest is kept from "
                        + $"them.{(shown.Any(s => Secrets.In(s.Sentence.Text).Count > 0) ? " Secrets stay hidden." : "")}",
                    string.Join(',', shown.Select((s, i) => (s.IsReleased, i)).Where(s => s.IsReleased).Select(s => Whole(s.i))),
                    [
                        .. shown.Select(
                            (s, i) =>
                                new ChoiceOption(
                                    $"“{CardText.Plain(CardFormat.Short(s.Sentence.Text, longest))}” "
                                        + $"({s.Sentence.Section?.Title().ToLowerInvariant() ?? "what only you know"})",
                                    Whole(i)
                                )
                        ),
                    ],
                    "expanded",
                    Multi: true,
                    Required: false
                ),
            ]
        );

    /// <summary>What was ticked in the form above, audience by audience.</summary>
    /// <param name="chosen">The value of an input by its id; null where the form did not have it.</param>
    public static IReadOnlyDictionary<Audience, IReadOnlySet<int>> Released(Func<string, string?> chosen) =>
        Enum.GetValues<Audience>()
            .Select(audience => (Audience: audience, Chosen: chosen($"release-{audience}")))
            .Where(c => c.Chosen is not null)
            .ToDictionary(
                c => c.Audience,
                c =>
                    (IReadOnlySet<int>)
                        c.Chosen!.Split(',')
                            .Select(place => int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : -1)
                            .ToHashSet()
            );

    /// <summary>How those read it who would get it: technical teams always, for a defect may go on to them.</summary>
    private static IEnumerable<Audience> ReadersOf(Escalation escalation, Playbook playbook) =>
        (playbook.FindCategory(escalation.Decision?.Category ?? escalation.Draft.Kind ?? escalation.Draft.Suggestion?.Category)?.RoutesTo ?? [])
            .Select(team => playbook.FindTeam(team)?.Audience ?? Audience.Technical)
            .Append(Audience.Technical)
            .Distinct()
            .Order();

    private static string ReadersIn(Playbook playbook, Audience audience) =>
        audience == Audience.Technical
            ? "Engineering, product and other technical teams"
            : string.Join(", ", playbook.Teams.Where(team => team.Audience == audience).Select(team => team.Title));

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What was chosen in the form of the facts: for each contradiction the value that holds, null where it is left open.</summary>
    /// <param name="chosen">The value of an input by its id.</param>
    public static IReadOnlyDictionary<string, StatedValue?> Settled(Escalation escalation, Func<string, string?> chosen) =>
        OpenContradictions
            .Of(escalation)
            .Take(MostContradictions)
            .Select((c, i) => (c.About, c.Values, Chosen: chosen($"settle{i}")))
            .Where(c => c.Chosen == "open" || (int.TryParse(c.Chosen, NumberStyles.None, CultureInfo.InvariantCulture, out var v) && v < c.Values.Count))
            .ToDictionary(c => c.About, c => c.Chosen == "open" ? null : c.Values[int.Parse(c.Chosen!, CultureInfo.InvariantCulture)]);

    /// <summary>The five questions that every update answers (D024-D029).</summary>
    /// <param name="so">What has been written so far; null at first.</param>
    /// <param name="doubts">What was found in its wording; null when nothing was, or it has not been looked at.</param>
    /// <param name="problem">Why it cannot be posted so.</param>
    public static FormCard Update(Escalation escalation, UpdateAnswers? so = null, string? doubts = null, string? problem = null) =>
        Form(
            escalation,
            "Post an update",
            Verbs.Update,
            submit: doubts is null ? "Post update" : "Check it again",
            notice: problem ?? doubts,
            other: doubts is null ? null : ("Post it as it is", Verbs.UpdateAnyway),
            texts:
            [
                new("known", "What do we know?", "In plain words, without blame", so?.Known ?? "", Longest: 1200),
                new("unknown", "What do we not know yet?", "Optional", so?.Unknown ?? "", Required: false, Longest: 1200),
                new("next", "What are we doing next?", "Who does what", so?.Next ?? "", Longest: 1200),
                new("nextUpdate", "When do they hear from us again?", "Tomorrow at noon", so?.NextUpdate ?? "", Multiline: false, Longest: 200),
                new("meanwhile", "What should they do in the meantime?", "Optional", so?.Meanwhile ?? "", Required: false, Longest: 1200),
            ]
        );

    /// <summary>A text for the customer, to be changed and sent by the CSM.</summary>
    public static FormCard CustomerText(Escalation escalation, string text) =>
        Form(
            escalation,
            $"A text for {CardFormat.Account(escalation)}",
            Verbs.Told,
            submit: "I told the customer",
            cancel: ("Not now", Verbs.NotNow),
            texts: [new("text", "Made of the team's update. Change what you like, copy it, and send it yourself: I never write to customers.", "", text)]
        );

    /// <summary>What is learnt from it, drafted from its history.</summary>
    public static FormCard Review(Escalation escalation, ReviewAnswers draft, string? problem = null) =>
        Form(
            escalation,
            "Review of what happened",
            Verbs.Review,
            submit: "Publish",
            notice: problem,
            texts:
            [
                new("timeline", "What happened, and when?", "", draft.Timeline),
                new("impact", "What did it do to the customer?", "", draft.Impact),
                new("decided", "What was decided?", "", draft.Decided),
                new(
                    "toFix",
                    "What is to be fixed? One line each: what - who - by when",
                    "Alert on report latency - Mike Ross - 2026-12-01; or: nothing",
                    draft.ToFix
                ),
            ]
        );

    private static FormCard Form(
        Escalation escalation,
        string title,
        string verb,
        string? submit = null,
        string? notice = null,
        (string Title, string Verb)? other = null,
        (string Title, string Verb)? cancel = null,
        IReadOnlyList<FormDoubt>? doubts = null,
        IReadOnlyList<FormChoice>? choices = null,
        IReadOnlyList<FormDate>? dates = null,
        IReadOnlyList<FormText>? texts = null
    )
    {
        var (id, seen) = (escalation.Id.ToString(), escalation.Version);
        var away = cancel ?? ("Never mind", Verbs.Show);
        return new(
            id,
            seen,
            title,
            $"{id} · {CardFormat.Account(escalation)} · {CardFormat.Escape(CardFormat.Short(CardFormat.Headline(escalation), 120))}",
            notice,
            doubts ?? [],
            choices ?? [],
            dates ?? [],
            texts ?? [],
            [
                new(submit ?? title, verb, "positive", id, seen),
                .. other is { } second ? [new Button(second.Title, second.Verb, Id: id, Seen: seen)] : Array.Empty<Button>(),
                new(away.Title, away.Verb, Id: id, Seen: seen, Inputs: "none"),
            ]
        )
        {
            Summary = $"{title}: {escalation.Id}",
        };
    }
}
