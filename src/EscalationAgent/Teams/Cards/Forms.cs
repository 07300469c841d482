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
internal static partial class Forms
{
    /// <summary>How long one can wait or have no reminders, by the name that the form sends.</summary>
    public static IReadOnlyList<ChoiceOption> Untils =>
        [
            new(Words.Say("until.1h"), "1h"),
            new(Words.Say("until.4h"), "4h"),
            new(Words.Say("until.morning"), "morning"),
            new(Words.Say("until.3d"), "3d"),
            new(Words.Say("until.1w"), "1w"),
            new(Words.Say("until.2w"), "2w"),
        ];

    private static FormChoice Cause =>
        new(
            "cause",
            Words.Say("form.cause"),
            "",
            [
                new(Words.Say("form.cause.overloaded"), "overloaded"),
                new(Words.Say("form.cause.harder"), "harder"),
                new(Words.Say("form.cause.cracks"), "cracks"),
            ],
            "expanded"
        );

    private const int MostContradictions = 4;

    /// <summary>What is longer is called a sentence over its own choice.</summary>
    private const int LongestLabel = 36;

    private const int LongestSentence = 1_000;

    /// <summary>Letters of all sentences that one audience may be let read, so that the form stays small enough for Teams.</summary>
    private const int MostOfRelease = 4_800;

    private static FormText Remark => new("because", Words.Say("form.remark"), Words.Say("form.optional"), Required: false);

    /// <summary>Asks which kind of matter it is.</summary>
    /// <param name="offered">The playbooks that it can run under.</param>
    public static FormCard Kind(Escalation escalation, IReadOnlyList<Playbook> offered) =>
        new(
            escalation.Id.ToString(),
            escalation.Version,
            Words.Say("kind.title"),
            Words.Say("kind.subtitle", escalation.Id),
            null,
            [],
            [
                new(
                    "kind",
                    Words.Say("kind.label"),
                    escalation.Draft.Kind is { } kind ? $"{escalation.Playbook.Name}/{kind}" : "",
                    [
                        .. from playbook in offered
                        from option in playbook.IsKindAskedFirst
                            ? playbook.Categories.Select(c => new ChoiceOption(
                                $"{(offered.Count > 1 ? $"{playbook.InReaderLanguage(playbook.Title)}: " : "")}{playbook.InReaderLanguage(c.Title)} "
                                    + $"({playbook.InReaderLanguage(c.Trigger)}){(c.IsConfidential ? Words.Say("kind.confidential") : "")}",
                                $"{playbook.Version.Name}/{c.Key}"
                            ))
                            : [new ChoiceOption(playbook.InReaderLanguage(playbook.Title), playbook.Version.Name)]
                        select option,
                    ],
                    "expanded"
                ),
            ],
            [],
            [],
            [
                new(Words.Say("button.go_on"), Verbs.Kind, "positive", escalation.Id.ToString(), escalation.Version),
                new(Words.Say("button.cancel"), Verbs.Cancel, "destructive", escalation.Id.ToString(), escalation.Version, "none"),
            ]
        )
        {
            Summary = Words.Say("kind.title"),
        };

    /// <param name="today">The earliest day that can be chosen.</param>
    public static FormCard Of(Move move, Escalation escalation, DateOnly today) =>
        move switch
        {
            Move.DeclineHandOver => Form(
                escalation,
                Words.Say("form.decline.title"),
                Verbs.DeclineHandOver,
                submit: Words.Say("button.decline"),
                texts: [new("because", Words.Say("form.decline.because"), Words.Say("form.optional"), Required: false)]
            ),
            Move.Return => Form(
                escalation,
                Words.Say("button.not_ours"),
                Verbs.Return,
                submit: Words.Say("button.give_back"),
                texts: [new("because", Words.Say("form.return.because"), Words.Say("form.return.hint"))]
            ),
            Move.Reopen => Form(
                escalation,
                Words.Say("button.reopen"),
                Verbs.Reopen,
                texts: [new("because", Words.Say("form.reopen.because"), Words.Say("form.reopen.hint"))]
            ),
            Move.Withdraw => Form(
                escalation,
                Words.Say("button.withdraw"),
                Verbs.Withdraw,
                texts: [new("because", Words.Say("form.withdraw.because"), Words.Say("form.team_reads"))]
            ),
            Move.PushHarder => Form(escalation, Words.Say("button.push"), Verbs.Push, submit: Words.Say("button.one_up"), choices: [Cause], texts: [Remark]),
            Move.AcceptTimeline => Form(
                escalation,
                Words.Say("button.accept"),
                Verbs.Accept,
                choices: [Cause],
                dates: [new("date", Words.Say("form.accept.date"), CardFormat.Iso(today))],
                texts: [Remark]
            ),
            Move.FindAnotherPath => Form(
                escalation,
                Words.Say("button.other_path"),
                Verbs.OtherPath,
                submit: Words.Say("button.take_back"),
                choices:
                [
                    Cause,
                    new(
                        "path",
                        Words.Say("form.path"),
                        "draft",
                        [new(Words.Say("form.path.draft"), "draft"), new(Words.Say("form.path.withdraw"), "withdraw")],
                        "expanded"
                    ),
                ],
                texts: [Remark]
            ),
            Move.Reclassify => Form(
                escalation,
                Words.Say("button.severity"),
                Verbs.ChangeSeverity,
                choices:
                [
                    new(
                        "severity",
                        Words.Say("form.severity"),
                        "",
                        [.. Severities.All.Where(s => s != escalation.Decision?.Severity).Select(s => new ChoiceOption(CardFormat.Of(s), s.ToString()))]
                    ),
                ],
                texts: [new("because", Words.Say("form.why"), Words.Say("form.severity.hint"))]
            ),
            Move.TellCustomer => Form(
                escalation,
                Words.Say("form.told.title"),
                Verbs.Told,
                submit: Words.Say("button.told"),
                texts: [new("text", Words.Say("form.told.text"), Words.Say("form.told.hint"), Required: false)]
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(move), move, "This move needs no words."),
        };

    /// <summary>Who shall own it, who then has to accept.</summary>
    /// <param name="others">Those of the channel who could; none in a chat, where somebody is named.</param>
    /// <param name="presences">How some of them are reached just now, by their ids; null where it is not known.</param>
    /// <param name="written">What was written into a field before, by its id; null at first.</param>
    /// <param name="problem">Why the form comes back.</param>
    public static FormCard HandOver(
        Escalation escalation,
        IReadOnlyList<Person> others,
        IReadOnlyDictionary<string, Presence>? presences = null,
        Func<string, string?>? written = null,
        string? problem = null
    ) =>
        Form(
            escalation,
            Words.Say("button.hand_over"),
            Verbs.HandOver,
            notice: problem,
            choices: others.Count == 0
                ? []
                :
                [
                    new(
                        "owner",
                        Words.Say("form.hand_over.owner"),
                        written?.Invoke("owner") ?? "",
                        [
                            .. Offered(others)
                                .Select(p => new ChoiceOption(
                                    CardText.Plain(p.Signature)
                                        + (
                                            presences?.TryGetValue(p.Id, out var presence) is true
                                                ? Words.Say("form.hand_over.presence", CardFormat.Of(presence))
                                                : ""
                                        ),
                                    p.Id
                                )),
                        ]
                    ),
                ],
            texts:
            [
                .. others.Count > 0
                    ? []
                    : new FormText[]
                    {
                        new(
                            "name",
                            Words.Say("form.hand_over.owner"),
                            Words.Say("form.hand_over.name"),
                            written?.Invoke("name") ?? "",
                            Multiline: false,
                            Longest: 100
                        ),
                    },
                new("because", Words.Say("form.hand_over.because"), Words.Say("form.optional"), written?.Invoke("because") ?? "", Required: false),
            ]
        );

    /// <summary>Whom above to ask too, and why: the next one; of an S1 any of them.</summary>
    /// <param name="written">What was written into a field before, by its id; null at first.</param>
    /// <param name="problem">Why the form comes back.</param>
    public static FormCard Higher(Escalation escalation, PlaybookCatalog playbooks, Func<string, string?>? written = null, string? problem = null)
    {
        var above = escalation.Assignment.StillAbove.ToList();
        var offered = above.Take(escalation.Decision?.Severity == Severity.S1 ? above.Count : 1).ToList();
        return Form(
            escalation,
            Words.Say("button.higher"),
            Verbs.Higher,
            submit: Words.Say("button.ask_higher"),
            notice: problem,
            choices:
            [
                new(
                    "rung",
                    Words.Say(above.Count > offered.Count ? "form.higher.next" : "form.higher.rung"),
                    written?.Invoke("rung") ?? offered.FirstOrDefault() ?? "",
                    [.. offered.Select(rung => new ChoiceOption(playbooks.TitlesOf(escalation.Assignment.WithBeside(rung), Words.Say("and")), rung))],
                    "expanded"
                ),
            ],
            texts: [new("because", Words.Say("form.why"), Words.Say("form.higher.hint"), written?.Invoke("because") ?? "")]
        );
    }

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
            .Select(q => DomainWords.InSentence(q.ReaderTitle()))
            .ToList();
        var words = escalation.Draft.Notes.Sum(n => n.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
        var confirmed = brief.Passages.Values.Sum(p => p.Confirmed.Count);
        string[] holds =
        [
            .. written.Count == 0 ? [] : new[] { Words.Say("cancel.parts", written.Count, Interview.QuestionsOf(brief).Count, string.Join(", ", written)) },
            .. words == 0 ? [] : new[] { Words.Count("cancel.notes", words) },
            .. confirmed == 0 ? [] : new[] { Words.Count("cancel.confirmed", confirmed) },
        ];
        var (id, seen) = (escalation.Id.ToString(), escalation.Version);
        var isBeingAsked = CardBuilder.Question(escalation) is not null;
        return Form(
            escalation,
            Words.Say("cancel.title"),
            Verbs.ConfirmCancel,
            notice: first + Words.Say("cancel.text", (holds.Length == 0 ? Words.Say("cancel.something") : Words.List(holds)), id)
        ) with
        {
            Actions =
            [
                new(Words.Say("button.cancel_it"), Verbs.ConfirmCancel, "destructive", id, seen),
                new(
                    isBeingAsked ? Words.Say("button.go_on_with") : Words.Say("button.keep_it"),
                    isBeingAsked ? Verbs.Resume : Verbs.Show,
                    "positive",
                    id,
                    seen,
                    "none"
                ),
            ],
        };
    }

    /// <summary>Waiting for somebody, which stops the clock; or no reminders for a while, which does not.</summary>
    /// <param name="canPause">Whether the one who asks can stop the clock.</param>
    /// <param name="today">The earliest day that can be chosen.</param>
    /// <param name="written">What was written into a field, by its id, when the form comes back; null at first.</param>
    /// <param name="problem">Why it comes back.</param>
    public static FormCard Wait(Escalation escalation, bool canPause, DateOnly today, Func<string, string?>? written = null, string? problem = null) =>
        canPause
            ? Form(
                escalation,
                Words.Say("button.wait"),
                Verbs.Wait,
                notice: problem,
                choices:
                [
                    new(
                        "for",
                        Words.Say("form.wait.for"),
                        written?.Invoke("for") ?? "customer",
                        [
                            new(Words.Say("form.wait.customer"), "customer"),
                            new(Words.Say("form.wait.csm", CardText.Plain(escalation.Csm.Name)), "csm"),
                            new(Words.Say("form.wait.workaround"), "workaround"),
                            new(Words.Say("form.wait.nobody"), "nobody"),
                        ],
                        "expanded"
                    ),
                    new("until", Words.Say("form.wait.until"), written?.Invoke("until") ?? "morning", Untils),
                ],
                dates: [new("date", Words.Say("form.wait.day"), CardFormat.Iso(today)) { Required = false, Value = written?.Invoke("date") ?? "" }],
                texts: [new("because", Words.Say("form.wait.why"), Words.Say("form.others_read"), written?.Invoke("because") ?? "")]
            )
            : Form(
                escalation,
                Words.Say("button.hold"),
                Verbs.Wait,
                notice: problem,
                choices: [new("until", Words.Say("form.hold.until"), written?.Invoke("until") ?? "morning", Untils)],
                texts: [new("because", Words.Say("form.why"), Words.Say("form.others_read"), written?.Invoke("because") ?? "")]
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
            Words.Say("button.check"),
            Verbs.Check,
            submit: Words.Say("button.save"),
            notice: problem is null ? null : CardFormat.Escape(problem),
            doubts:
            [
                .. CheckFacts
                    .Shown(escalation.Brief)
                    .Select(f =>
                    {
                        var passage = escalation.Brief.Passages[f.Section];
                        return new FormDoubt(
                            $"{f.Section.ReaderTitle()}: {InSentence(passage.Text, f.Fact.Text)}",
                            f.Fact.Doubt is { } doubt ? CardFormat.Escape(char.ToUpperInvariant(doubt[0]) + doubt[1..]) : Nearest(passage, f.Fact.Text, check),
                            f.Key,
                            f.Fact.Text.Length > LongestLabel ? Words.Say("check.this") : CardText.Plain(f.Fact.Text),
                            chosen?.Invoke(f.Key) ?? "",
                            [new(Words.Say("check.right"), "right"), new(Words.Say("check.wrong"), "wrong")],
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
                                Words.Say("check.settle", CardText.Plain(OpenContradictions.TitleOf(c))),
                                chosen?.Invoke($"settle{i}") ?? "",
                                [.. c.Values.Select((value, v) => new ChoiceOption(Chosen(value), $"{v}")), new(Words.Say("check.open"), "open")],
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
            ? Words.Say("proof.near_nothing")
            : Words.Say("check.nearest", CardFormat.Escape(quotes[0].Source), CardFormat.Escape(CardFormat.Short(quotes[0].Quote, 160)));
    }

    /// <summary>Into which section a sentence of the notes shall go; null when it stands in one.</summary>
    /// <param name="key">Of the sentence.</param>
    public static FormCard? Place(Escalation escalation, string? key) =>
        SetAside.Find(escalation, key ?? "") is not { } sentence
            ? null
            : Form(
                escalation,
                Words.Say("place.title"),
                Verbs.Place,
                submit: Words.Say("button.place"),
                choices:
                [
                    new(
                        "place",
                        Words.Say("place.text", CardText.Plain(CardFormat.Short(sentence, LongestSentence))),
                        "",
                        [.. Sections.Select(s => new ChoiceOption(s.ReaderTitle(), PlaceOf(key!, s)))],
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
            : Words.Say("check.value", CardText.Plain(value.Text), CardText.Plain(CardFormat.Short(value.Quote, 120)));

    /// <summary>Whether there is a sentence for <see cref="Release"/>, kept back or released.</summary>
    public static bool HasToRelease(Escalation escalation, Playbook playbook) =>
        ReadersOf(escalation, playbook).Any(audience => ReleaseSentences.Shown(escalation.Brief, audience).Count > 0);

    /// <summary>What the receiving teams will not read, or not whole, for the CSM to let them.</summary>
    public static FormCard Release(Escalation escalation, Playbook playbook) =>
        Form(
            escalation,
            Words.Say("button.release"),
            Verbs.Release,
            submit: Words.Say("button.save"),
            choices:
            [
                .. from audience in ReadersOf(escalation, playbook)
                let shown = ReleaseSentences.Shown(escalation.Brief, audience)
                where shown.Count > 0
                let longest = Math.Clamp(MostOfRelease / shown.Count, 60, 200)
                select new FormChoice(
                    $"release-{audience}",
                    Words.Say("release.tick", ReadersIn(playbook, audience))
                        + (shown.Any(s => Secrets.In(s.Sentence.Text).Count > 0) ? Words.Say("release.secrets") : ""),
                    string.Join(',', shown.Select((s, i) => (s.IsReleased, i)).Where(s => s.IsReleased).Select(s => Whole(s.i))),
                    [
                        .. shown.Select(
                            (s, i) =>
                                new ChoiceOption(
                                    Words.Say(
                                        "release.sentence",
                                        CardText.Plain(CardFormat.Short(s.Sentence.Text, longest)),
                                        s.Sentence.Section is { } section ? DomainWords.InSentence(section.ReaderTitle()) : Words.Say("review.context.name")
                                    ),
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
            ? Words.Say("audience.technical.all")
            : string.Join(", ", playbook.Teams.Where(team => team.Audience == audience).Select(team => playbook.InReaderLanguage(team.Title)));

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

    /// <summary>
    /// The five questions that every update answers (D024-D029): what most need is in sight, the rest behind *More*. Of an S1 one text
    /// and the choice of when there is news again are enough.
    /// </summary>
    /// <param name="so">What has been written so far; null at first.</param>
    /// <param name="soon">The key of the choice of when there is news again; null at first.</param>
    /// <param name="doubts">What was found in its wording; null when nothing was, or it has not been looked at.</param>
    /// <param name="problem">Why it cannot be posted so.</param>
    public static FormCard Update(Escalation escalation, UpdateAnswers? so = null, string? soon = null, string? doubts = null, string? problem = null)
    {
        var isQuick = escalation.Decision?.Severity == Severity.S1;
        var next = new FormText("next", Words.Say("update.next"), Words.Say("update.next.hint"), so?.Next ?? "", Required: !isQuick, Longest: 1200);
        return Form(
            escalation,
            Words.Say("update.title"),
            Verbs.Update,
            submit: doubts is null ? Words.Say("button.post") : Words.Say("button.check_again"),
            notice: problem ?? doubts,
            other: doubts is null ? null : (Words.Say("button.post_anyway"), Verbs.UpdateAnyway),
            texts: [new("known", Words.Say("update.known"), Words.Say("update.known.hint"), so?.Known ?? "", Longest: 1200), .. isQuick ? [] : new[] { next }]
        ) with
        {
            LastChoices =
            [
                new(
                    "soon",
                    Words.Say("update.when"),
                    soon ?? Soon.UsualOf(escalation.Decision?.Severity),
                    [.. Soon.Keys.Select(key => new ChoiceOption(Words.Say($"soon.{key}"), key))]
                ),
            ],
            More =
            [
                .. isQuick ? new[] { next } : [],
                new("unknown", Words.Say("update.unknown"), Words.Say("form.optional"), so?.Unknown ?? "", Required: false, Longest: 1200),
                new("meanwhile", Words.Say("update.meanwhile"), Words.Say("form.optional"), so?.Meanwhile ?? "", Required: false, Longest: 1200),
                new(
                    "nextUpdate",
                    Words.Say("update.when.words"),
                    Words.Say("update.when.hint"),
                    so?.NextUpdate ?? "",
                    Multiline: false,
                    Required: false,
                    Longest: 200
                ),
            ],
        };
    }

    /// <summary>A text for the customer, to be changed and sent by the CSM.</summary>
    /// <param name="status">A text for a public status page, with what is said of it; null where none is asked for.</param>
    public static FormCard CustomerText(Escalation escalation, string text, FormText? status = null) =>
        Form(
            escalation,
            Words.Say("customer_text.title", CardFormat.Account(escalation)),
            Verbs.Told,
            submit: Words.Say("button.told"),
            cancel: (Words.Say("button.not_now"), Verbs.NotNow),
            texts: [new("text", Words.Say("customer_text.text"), "", text), .. status is null ? [] : new[] { status }]
        );

    /// <summary>Which of the review's fixes is done.</summary>
    /// <param name="problem">Why the form comes back; null at first.</param>
    public static FormCard Fix(Escalation escalation, string? problem = null) =>
        Form(
            escalation,
            Words.Say("button.fix_done"),
            Verbs.FixDone,
            notice: problem,
            choices:
            [
                new(
                    "fix",
                    Words.Say("fix.which"),
                    "",
                    [
                        .. escalation.Outcome.OpenFixes.Select(fix => new ChoiceOption(
                            CardFormat.Short(fix.What, 100),
                            fix.Number.ToString(CultureInfo.InvariantCulture)
                        )),
                    ]
                ),
            ]
        );

    /// <summary>What is learnt from it, drafted from its history.</summary>
    public static FormCard Review(Escalation escalation, ReviewAnswers draft, string? problem = null, string? doubts = null) =>
        Form(
            escalation,
            Words.Say("postmortem.title"),
            Verbs.Review,
            submit: doubts is null ? Words.Say("button.publish") : Words.Say("button.check_again"),
            notice: problem ?? doubts,
            other: doubts is null ? null : (Words.Say("button.publish_anyway"), Verbs.ReviewAnyway),
            choices:
            [
                new(
                    "knowledgeBase",
                    Words.Say("postmortem.knowledge_base"),
                    draft.KnowledgeBase?.ToString() ?? nameof(KnowledgeBase.NotYet),
                    [.. Enum.GetValues<KnowledgeBase>().Select(said => new ChoiceOption(Words.Say($"knowledge_base.{said}"), said.ToString()))]
                ),
            ],
            texts:
            [
                new("timeline", Words.Say("postmortem.timeline"), "", draft.Timeline),
                new("impact", Words.Say("postmortem.impact"), "", draft.Impact),
                new("decided", Words.Say("postmortem.decided"), "", draft.Decided),
                new("cause", Words.Say("postmortem.cause"), Words.Say("form.optional"), draft.Cause ?? "", Required: false),
                new("toFix", Words.Say("postmortem.to_fix"), Words.Say("postmortem.to_fix.hint"), draft.ToFix),
            ]
        );

    internal static FormCard Form(
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
        var away = cancel ?? (Words.Say("button.never_mind"), Verbs.Show);
        return new(
            id,
            seen,
            title,
            $"{id} · {CardFormat.Account(escalation)} · {CardFormat.Escape(CardFormat.Short(CardFormat.Headline(escalation), 120))}",
            notice,
            doubts ?? [],
            // What comes back to be shown again may be forged: only what can be chosen is.
            [.. (choices ?? []).Select(c => c.Multi || c.Options.Any(o => o.Value == c.Value) ? c : c with { Value = "" })],
            [.. (dates ?? []).Select(d => DateOnly.TryParseExact(d.Value, "yyyy-MM-dd", out _) ? d : d with { Value = "" })],
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
