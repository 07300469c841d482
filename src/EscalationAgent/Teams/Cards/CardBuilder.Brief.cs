using System.Globalization;
using System.Text.RegularExpressions;
using Escalations;
using Escalations.Access;
using Escalations.Deadlines;
using Escalations.Drafting;
using Escalations.Intake;
using Escalations.Routing;
using Escalations.UseCases;
using TextAnalysis.Redaction;
using TextAnalysis.Style;

namespace EscalationAgent.Teams.Cards;

/// <summary>What a CSM has chosen on the review card.</summary>
internal sealed record ReviewSelection(string? Category, Severity? Severity, string? Because, string? Context = null, string? Trigger = null);

/// <summary>Where a brief goes.</summary>
/// <param name="Line">To whom, and what they owe by when.</param>
/// <param name="Why">Where the dates come from.</param>
/// <param name="Withheld">What they will not read; null for nothing.</param>
/// <param name="WithheldTitle">How much that is.</param>
internal sealed record RouteText(string Line, string? Why, string? Withheld, string? WithheldTitle);

/// <content>Briefs that are being written: the question, the review, the form.</content>
internal sealed partial class CardBuilder
{
    private const int LongestLine = 300;
    private const int MostNotPlaced = 8;
    private const int MostLeftOut = 5;

    /// <summary>The brief as its CSM reviews it.</summary>
    /// <param name="hasModel">Whether there is a model that can be asked again.</param>
    /// <param name="reviewSelection">What the CSM had chosen when the card came back to them; null at first.</param>
    /// <param name="lost">The places that cannot be reached; null for none.</param>
    public ReviewCard Review(
        Escalation escalation,
        IReadOnlyList<Binding> bindings,
        Func<string, string?> channelName,
        string? zone,
        DateTimeOffset now,
        bool hasModel,
        string? notice = null,
        ReviewSelection? reviewSelection = null,
        IReadOnlyList<Unreachable>? lost = null
    )
    {
        var brief = escalation.Brief;
        var playbook = playbooks.Of(escalation);
        var complete = Interview.IsComplete(brief);
        var parts = Interview.QuestionsOf(brief).Count;
        var others = Elsewhere(escalation);
        var category = escalation.Draft.Kind
            ?? playbook.OnlyCategory
            ?? reviewSelection?.Category
            ?? (others.Count > 0 ? "" : escalation.Decision?.Category ?? escalation.Draft.Suggestion?.Category ?? "");
        var severity = reviewSelection?.Severity ?? escalation.Decision?.Severity ?? escalation.Draft.Suggestion?.Severity;
        var sentBack =
            escalation.SentBackBecause is not { } because ? null
            : escalation.GivenBackBy is [.., var by] ? Words.Say("review.given_back", EventMessages.Titles([by], playbook), CardFormat.Escape(because))
            : Words.Say("review.taken_back", CardFormat.Escape(because));
        var isUnproven = brief.Unproven.Any();
        var contradictions = OpenContradictions.Of(escalation);
        var isToCheck = isUnproven || contradictions.Count > 0;
        var isHeldBack = isUnproven || contradictions.Any(OpenContradictions.HoldsBack);
        var route = RouteLine(escalation, category, severity, bindings, lost ?? [], channelName, zone ?? ZoneOf(escalation), now);
        IReadOnlyList<Button> buttons =
        [
            .. complete && !isHeldBack
                ? [new Button(Words.Say("button.route"), Verbs.Route, "positive", escalation.Id.ToString(), escalation.Version)]
                : Array.Empty<Button>(),
            .. isToCheck
                ?
                [
                    new Button(
                        Words.Say("button.check"),
                        Verbs.AskCheck,
                        isHeldBack ? "positive" : "default",
                        escalation.Id.ToString(),
                        escalation.Version,
                        "none"
                    ),
                ]
                : Array.Empty<Button>(),
            new(Words.Say("button.edit"), Verbs.AskEdit, "default", escalation.Id.ToString(), escalation.Version, "none"),
            .. complete && Forms.HasToRelease(escalation, playbook)
                ? new[]
                {
                    new Button(Words.Say("button.release"), Verbs.AskRelease, "default", escalation.Id.ToString(), escalation.Version, "none", "secondary"),
                }
                : [],
            .. complete
                ? []
                : new[] { new Button(Words.Say("button.continue"), Verbs.Resume, "positive", escalation.Id.ToString(), escalation.Version, "none") },
            .. hasModel && !escalation.IsBeingRead(now)
                ? [new Button(Words.Say("button.again"), Verbs.AskAgain, "default", escalation.Id.ToString(), escalation.Version, "none", "secondary")]
                : Array.Empty<Button>(),
            new(Words.Say("button.cancel"), Verbs.CancelDraft, "destructive", escalation.Id.ToString(), escalation.Version, "none", "secondary"),
        ];
        var checklist = playbook.FindCategory(category)?.Checklist;
        var secrets = AudienceView.InBrief(brief);
        IReadOnlyList<CardLine> remarks = [.. Remarks(escalation, contradictions, secrets, now)];
        return new(
            escalation.Id.ToString(),
            escalation.Version,
            CardFormat.Account(escalation),
            complete ? Words.Say("review.ready", escalation.Id) : Words.Say("review.draft", escalation.Id, parts - Interview.Missing(brief).Count(), parts),
            sentBack,
            remarks.Count > 0,
            remarks,
            [.. brief.Sections.Select(section => Section(escalation, section, secrets))],
            complete,
            SuggestedBy(escalation),
            [.. Reasons(escalation.Draft.Suggestion, playbook)],
            category,
            [
                .. others
                    .SelectMany(o => o.Categories)
                    .Union(KindsOf(escalation, playbook))
                    .Select(c => new ChoiceOption(playbook.InReaderLanguage(c.Title), c.Key)),
            ],
            severity?.ToString() ?? "",
            [
                .. playbook.Severities.Select(s => new ChoiceOption(
                    $"{CardFormat.Of(s.Severity)}: {playbook.InReaderLanguage(s.Meaning)}",
                    s.Severity.ToString()
                )),
            ],
            reviewSelection?.Because ?? (escalation.GivenBackBy.Count == 0 ? escalation.Decision?.Because : null) ?? "",
            reviewSelection?.Context ?? brief.Context ?? "",
            route.Line,
            buttons
        )
        {
            RouteWhy = route.Why,
            Withheld = route.Withheld,
            WithheldTitle = route.WithheldTitle,
            Pill = severity is { } chosen ? CardFormat.Of(chosen) : null,
            PillStyle = CardFormat.StyleOf(severity),
            PillColor = CardFormat.ColorOf(severity),
            Notice = notice,
            Headline = HeadlineOf(escalation, secrets),
            Short = complete ? [.. InFewLines(brief, secrets)] : [],
            Hints = [.. Outside(escalation, category, severity, now), .. ReadsLike(escalation), .. Unsure(escalation.Draft.Suggestion, playbook)],
            AsksBecause = others.Count > 0 || reviewSelection?.Because is { Length: > 0 } || IsOtherThanSuggested(escalation, category, severity),
            Summary = CardFormat.Summary(escalation, complete ? Words.Say("review.ready.summary") : Words.Say("review.draft.summary")),
            Elsewhere =
                others.Count == 0
                    ? null
                    :
                    [
                        .. others.Select(o => new CardLine(
                            Words.Say(
                                "review.elsewhere",
                                playbook.InReaderLanguage(o.Team.Title),
                                string.Join(Words.Say("or"), o.Categories.Select(c => playbook.InReaderLanguage(c.Title)))
                            )
                        )),
                    ],
            Aside = [.. Aside(escalation, checklist, secrets)],
            Checklist = complete && checklist is not null ? Progress(escalation, playbook, checklist) : null,
            ChecklistColor = checklist?.OpenIn(escalation).Count > 0 ? "Attention" : "Accent",
            Handle = complete ? Words.Say("review.handle") : null,
            Trigger = reviewSelection?.Trigger ?? brief.Trigger ?? "",
            Triggers = playbook.TriggersOf(category) is not { Count: > 0 } triggers
                ? null
                : [.. triggers.Select(t => new ChoiceOption(playbook.InReaderLanguage(t.Title), t.Key))],
            Privacy = escalation.IsConfidential ? Words.Say("review.confidential") : null,
            BecauseLabel =
                others.Count == 0 ? Words.Say("review.because") : Words.Say("review.because.again", EventMessages.Titles(escalation.GivenBackBy, playbook)),
        };
    }

    /// <summary>How many items of a checklist are there, and which are missing.</summary>
    private static string Progress(Escalation escalation, Playbook playbook, Checklist checklist)
    {
        var open = checklist.OpenIn(escalation);
        var title = playbook.InReaderLanguage(checklist.Title);
        return open.Count == 0
            ? Words.Say("checklist.complete", title, checklist.Items.Count)
            : Words.Say(
                "checklist.progress",
                title,
                checklist.Items.Count - open.Count,
                checklist.Items.Count,
                string.Join(", ", open.Select(item => DomainWords.InSentence(playbook.InReaderLanguage(item.Title))))
            );
    }

    /// <summary>The categories that can be decided: the kind that was chosen first, or all.</summary>
    private static IReadOnlyList<Category> KindsOf(Escalation escalation, Playbook playbook) =>
        playbook.FindCategory(escalation.Draft.Kind) is { } kind ? [kind] : playbook.Categories;

    /// <summary>Where it could go once a team gave it back: the other teams with the categories that lead to them, first those that the team named.</summary>
    private IReadOnlyList<(Team Team, IReadOnlyList<Category> Categories)> Elsewhere(Escalation escalation)
    {
        if (escalation is not { Status: Status.Draft, GivenBackBy.Count: > 0 })
        {
            return [];
        }

        var named = escalation.SentBackBecause ?? "";
        return
        [
            .. from category in KindsOf(escalation, playbooks.Of(escalation))
            let team = playbooks.Of(escalation).FindTeam(category.ReceiversAt(escalation.Decision?.Severity ?? Severity.S3)[0])!
            where !escalation.GivenBackBy.Contains(team.Key)
            group category by team into same
            orderby same.Select(c => c.Title)
                .Append(same.Key.Title)
                .Append(same.Key.Key.Replace('_', ' '))
                .Any(n => named.Contains(n, StringComparison.OrdinalIgnoreCase)) descending
            select (same.Key, (IReadOnlyList<Category>)[.. same]),
        ];
    }

    /// <summary>That the same customer was escalated before: the number, and the CSM's own ones by name.</summary>
    public CardLine Repeated(Escalation escalation, IReadOnlyList<Escalation> earlier, TimeSpan within)
    {
        var own = earlier
            .Where(e => e.Csm.Id == escalation.Csm.Id)
            .Select(e => $"{e.Id} ({CategoryTitle(e, e.Decision?.Category)}, {DomainWords.InSentence(e.Status.ReaderTitle())})")
            .ToList();
        return new(
            Words.Count("review.repeated", earlier.Count, CardFormat.Account(escalation), within.Days)
                + (own.Count > 0 ? Words.Say("review.repeated.own", string.Join(", ", own)) : ".")
        );
    }

    public static QuestionCard? Question(Escalation escalation)
    {
        if (Interview.NextWhole(escalation.Brief) is not { } asked)
        {
            return null;
        }

        var brief = escalation.Brief;
        var language = InterviewWords.LanguageOf(escalation);
        string Say(string key, params object[] values) => InterviewWords.Say(key, language, values);
        var question = asked.In(language);
        var missing = Interview.Missing(brief).ToList();
        var standing = asked.Section is { } section ? brief.TextOf(section) : null;
        var answered = Interview.QuestionsOf(brief).Where(q => q.IsAnsweredIn(brief)).Select(q => q.TitleIn(language)).ToList();
        var id = escalation.Id.ToString();
        IReadOnlyList<Button> buttons =
        [
            .. standing is not null ? [new Button(Say("button.keep"), Verbs.Keep, "default", id, escalation.Version)] : Array.Empty<Button>(),
            .. asked.IsOptional ? [new Button(Say("button.skip"), Verbs.Skip, "default", id, escalation.Version)] : Array.Empty<Button>(),
            .. Interview.Before(brief) is not null ? [new Button(Say("button.back"), Verbs.Back, "default", id, escalation.Version)] : Array.Empty<Button>(),
            new(Say("button.preview"), Verbs.Preview, "default", id, escalation.Version),
            new(Say("button.cancel"), Verbs.Cancel, "destructive", id, escalation.Version),
        ];
        var left =
            standing is not null ? Say("ask.changing")
            : missing.Count == 1 ? Say("ask.last_part")
            : Say("ask.parts_to_go", missing.Count);
        return new(
            $"{id} · {asked.TitleIn(language)} · {left}",
            question.Wording,
            question.Hint,
            Say(standing is not null ? "ask.now" : "ask.example"),
            CardFormat.Escape(standing ?? question.Example),
            answered.Count == 0 ? Say("ask.paste") : Say("ask.done", string.Join(", ", answered)),
            buttons
        )
        {
            Summary = question.Wording,
        };
    }

    /// <summary>All sections of a brief as fields.</summary>
    public static FormCard Edit(Escalation escalation, string? notice = null)
    {
        var subject = escalation.Brief.Form.Subject;
        return new(
            escalation.Id.ToString(),
            escalation.Version,
            Words.Say("edit.title"),
            $"{escalation.Id}",
            notice,
            [],
            [],
            [],
            [
                new(
                    "account",
                    InterviewQuestion.TitleOf(null, subject, ReaderLanguage.Current),
                    InterviewQuestion.Of((BriefSection?)null, ReaderLanguage.Current, subject).Hint,
                    escalation.Brief.Account ?? "",
                    false,
                    false,
                    Interview.LongestAccount
                ),
                .. escalation.Brief.Sections.Select(s => new FormText(
                    s.Key(),
                    InterviewQuestion.TitleOf(s, subject, ReaderLanguage.Current),
                    InterviewQuestion.Of(s, ReaderLanguage.Current, subject).Wording,
                    escalation.Brief.TextOf(s) ?? "",
                    s != BriefSection.Headline,
                    false,
                    Interview.LongestAnswer
                )),
            ],
            [
                new(Words.Say("button.save"), Verbs.SaveEdit, "positive", escalation.Id.ToString(), escalation.Version),
                new(Words.Say("button.never_mind"), Verbs.Show, Id: escalation.Id.ToString(), Seen: escalation.Version, Inputs: "none"),
            ]
        )
        {
            Summary = Words.Say("edit.title"),
        };
    }

    /// <param name="secrets">Those of the whole brief.</param>
    private static ReviewSection Section(Escalation escalation, BriefSection section, IReadOnlyList<string> secrets)
    {
        var (text, origin, color, hasProof) = escalation.Brief.Passages.GetValueOrDefault(section) switch
        {
            { } passage => (Marked(passage, secrets), OriginOf(passage), "Default", passage.Origin != Origin.Stated),
            null when escalation.Brief.NotKnown.FirstOrDefault(part => part.Section == section) is { } open => (CardFormat.Of(open), "", "Warning", false),
            null when escalation.Brief.Skipped.Contains(section) => (Words.Say("review.left_out"), "", "Default", false),
            null => section.IsOptional() ? (Words.Say("review.not_given"), "", "Default", false) : (Words.Say("review.missing"), "", "Attention", false),
        };
        var title = InterviewQuestion.TitleOf(section, escalation.Brief.Form.Subject, ReaderLanguage.Current);
        return new(title, text, origin, color, hasProof, escalation.Id.ToString(), escalation.Version, section.Key());
    }

    /// <summary>What the notes say and no section does: what found no place, and what was left out on purpose.</summary>
    private static IEnumerable<AsideBlock> Aside(Escalation escalation, Checklist? checklist, IReadOnlyList<string> secrets)
    {
        var (id, seen) = (escalation.Id.ToString(), escalation.Version);
        if (SetAside.NotPlaced(escalation).Where(s => !IsInChecklist(s.Text)).ToList() is { Count: > 0 } notPlaced)
        {
            yield return new AsideBlock(
                Words.Say("aside.not_placed", notPlaced.Count),
                "notPlaced",
                [
                    .. notPlaced.Select(s => new AsideRow(
                        Sentence(s.Text),
                        null,
                        s.Likely is { } likely ? Words.Say("aside.put_into", DomainWords.InSentence(likely.ReaderTitle())) : null,
                        s.Likely is null ? Words.Say("aside.put") : Words.Say("aside.other"),
                        id,
                        seen,
                        s.Key,
                        s.Likely is { } target ? Forms.PlaceOf(s.Key, target) : null
                    )),
                ],
                null
            ).Shortened(MostNotPlaced);
        }

        if (SetAside.LeftOut(escalation) is { Count: > 0 } leftOut)
        {
            yield return new AsideBlock(
                Words.Say("aside.left_out", leftOut.Count),
                "leftOut",
                [.. leftOut.Select(s => new AsideRow(Sentence(s.Text), CardFormat.Of(s.Because), null, Words.Say("aside.put"), id, seen, s.Key, null))],
                null
            ).Shortened(MostLeftOut);
        }

        string Sentence(string text) => CardFormat.Escape(CardFormat.Short(Secrets.Hide(text, secrets), LongestQuote));

        // The card shows it as a field.
        bool IsInChecklist(string text) =>
            (checklist?.OwnItems ?? []).Any(item =>
                item.AnswerIn(escalation) is { } answer
                && answer
                    .Text.Split('\n')
                    .Any(line => line.Length > 2 && (line.Contains(text, StringComparison.Ordinal) || text.EndsWith(line, StringComparison.Ordinal)))
            );
    }

    /// <summary>The brief with a section that is no longer than that.</summary>
    private static Brief Cut(Brief brief, BriefSection section, int longest) =>
        brief.Passages.GetValueOrDefault(section) is { } passage && passage.Text.Length > longest
            ? brief with
            {
                Passages = new Dictionary<BriefSection, Passage>(brief.Passages)
                {
                    [section] = passage with { Text = CardFormat.Short(passage.Text, longest) },
                },
            }
            : brief;

    /// <summary>What a complete brief says, in the lines that one reads first.</summary>
    private static IEnumerable<CardLine> InFewLines(Brief brief, IReadOnlyList<string> secrets) =>
        Lead.Select(section => (Title: ShortTitle(section), Text: Passage(Cut(brief, section, LongestLine), section, secrets)?.Text))
            .Where(line => line.Text is not null)
            .Select(line => new CardLine($"**{line.Title}**: {CardFormat.OneLine(line.Text!)}"));

    private static bool IsOtherThanSuggested(Escalation escalation, string category, Severity? severity) =>
        escalation.Draft.Suggestion is { } suggestion
        && (
            (suggestion.Category is { } one && category.Length > 0 && one != category)
            || (suggestion.Severity is { } level && severity is not null && level != severity)
        );

    /// <summary>
    /// The first question, which is about a customer, with a word to whoever writes of something else; and each one with a word to whoever
    /// writes of what cannot be routed so.
    /// </summary>
    public QuestionCard? Hinted(QuestionCard? question, Escalation escalation, DateTimeOffset now) =>
        question is null
        || (Outside(escalation, null, null, now).FirstOrDefault() ?? (escalation.Brief.Account is null ? ReadsLike(escalation).FirstOrDefault() : null))
            is not { } hint
            ? question
            : question with
            {
                Hint = $"{question.Hint}\n\n{hint.Text}",
            };

    /// <summary>That its playbook is a pilot to which it does not belong, and which other one takes it.</summary>
    private IEnumerable<CardLine> Outside(Escalation escalation, string? category, Severity? severity, DateTimeOffset now) =>
        Pilots.WhyNot(playbooks, escalation, category, severity, now) is { } why ? [new(why)] : [];

    /// <summary>That it reads like a matter of another playbook, by whose words, and how that is changed.</summary>
    private IEnumerable<CardLine> ReadsLike(Escalation escalation) =>
        otherKinds.Of(escalation, [.. Sources.Of(escalation).Select(source => source.Text)], playbooks.Live) is not { } other
            ? []
            :
            [
                new(
                    Words.Say(
                        other.Category.IsConfidential ? "review.reads_like.confidential" : "review.reads_like",
                        other.Playbook.InReaderLanguage(other.Category.Title),
                        string.Join(", ", other.Quotes.Take(3).Select(quote => $"“{CardFormat.Escape(CardFormat.Short(quote, 60))}”")),
                        other.Playbook.InReaderLanguage(other.Playbook.Title)
                    )
                ),
            ];

    /// <summary>Between which classes a suggestion could not decide.</summary>
    private static IEnumerable<CardLine> Unsure(Suggestion? suggestion, Playbook playbook)
    {
        if (suggestion is null)
        {
            yield break;
        }

        if (suggestion.IsSeverityOpen)
        {
            yield return new(
                OpenChoice(
                    new[] { suggestion.Severity!.Value, suggestion.OtherSeverity!.Value }
                        .Order()
                        .Select(s => (s.ToString(), playbook.Severities.FirstOrDefault(p => p.Severity == s)?.Meaning)),
                    playbook
                )
            );
        }

        if (suggestion.IsCategoryOpen)
        {
            yield return new(
                OpenChoice(
                    new[] { suggestion.Category, suggestion.OtherCategory }.Select(key =>
                        (playbook.FindCategory(key)?.Title ?? key!, playbook.FindCategory(key)?.Trigger)
                    ),
                    playbook
                )
            );
        }
    }

    private static IEnumerable<CardLine> Reasons(Suggestion? suggestion, Playbook playbook)
    {
        if (suggestion is null)
        {
            yield break;
        }

        foreach (
            var (title, reasons) in new[]
            {
                (Words.Say("review.category"), suggestion.CategoryReasons),
                (Words.Say("review.severity"), suggestion.SeverityReasons),
            }
        )
        {
            // Reasons that rest on the same words are told together.
            foreach (var same in reasons.GroupBy(r => r.Quote))
            {
                var texts = string.Join(
                    "; ",
                    same.Select(r => ReasonOf(r.Text, playbook)).Select((text, i) => i == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..])
                );
                yield return new($"**{title}**: {CardFormat.Escape(texts)}" + (same.Key is { } quote ? $" — {InQuotes(quote)}" : "."));
            }
        }
    }

    /// <summary>Why a class was suggested: a reason of the rules as the reader says it, a model's own as it is.</summary>
    private static string ReasonOf(string reason, Playbook playbook)
    {
        var text = reason.TrimEnd('.');
        return Words.Book.Has($"reason.{text}", "en") ? Words.Say($"reason.{text}")
            : RenewalReason().Match(text) is { Success: true } renewal
                ? Words.Count("reason_renewal", int.Parse(renewal.Groups[1].Value, CultureInfo.InvariantCulture)).TrimEnd('.')
            : playbook.Categories.FirstOrDefault(c => text == SetsOff(c.Title)) is { } category
                ? Words.Say("reason_sets_off", playbook.InReaderLanguage(category.Title))
            : text;

        static string SetsOff(string title) => Words.Book.Say("reason_sets_off", TextAnalysis.Tokens.Language.English, title);
    }

    [GeneratedRegex(@"^The renewal is (\d{1,5}) days away$", RegexOptions.CultureInvariant)]
    private static partial Regex RenewalReason();

    private static string InQuotes(string quote) => Words.Say("quote", CardFormat.Escape(CardFormat.Short(quote, 160)));

    /// <summary>Two classes that are about as likely, each with what would make it that one.</summary>
    private static string OpenChoice(IEnumerable<(string Name, string? When)> both, Playbook playbook) =>
        Words.Say("review.not_sure", string.Join(Words.Say("or"), both.Select(b => Shown(b.Name, playbook))))
        + string.Join(" ", both.Select(b => $"{Shown(b.Name, playbook)}: {Shown(b.When ?? "", playbook).TrimEnd('.')}."));

    /// <summary>A text of the playbook, as the reader knows it.</summary>
    private static string Shown(string text, Playbook playbook) => CardFormat.Escape(playbook.InReaderLanguage(text));

    private RouteText RouteLine(
        Escalation escalation,
        string category,
        Severity? severity,
        IReadOnlyList<Binding> bindings,
        IReadOnlyList<Unreachable> lost,
        Func<string, string?> channelName,
        string zone,
        DateTimeOffset now
    )
    {
        var playbook = playbooks.Of(escalation);
        if (severity is not { } level || RouteTable.Route(playbook, category, level) is not Escalations.Routing.Route route)
        {
            var kept = ReleaseSentences.NotSeen(escalation.Brief, Audience.Technical);
            return new(
                Words.Say("route.choose"),
                null,
                kept.Count == 0 ? null : NotSeen(Words.Say("audience.technical"), kept),
                kept.Count == 0 ? null : Title(kept.Count, Words.Say("audience.technical"))
            );
        }

        bindings = TeamDirectory.Around(escalation, playbook, bindings);
        var places = route.Teams.Select(team =>
            LostPlace.Of(team.Key, bindings, lost) is { } gone
                ? Words.Say("route.lost", playbook.InReaderLanguage(team.Title), On(gone.Since), CardFormat.Escape(DomainWords.OfRecord(gone.Why)), team.Key)
            : bindings.FirstOrDefault(b => b.Team == team.Key) is { } binding
                ? $"**{playbook.InReaderLanguage(team.Title)}**"
                    + (
                        binding.Person is { } person ? $" ({CardFormat.Escape(person.Name)})"
                        : channelName(binding.ChannelId!) is { } name ? Words.Say("route.in", CardFormat.Escape(name))
                        : ""
                    )
            : team.IsNamed ? Words.Say("route.unnamed", playbook.InReaderLanguage(team.Title), team.Key.Replace('_', ' '))
            : team.Kind == ReceiverKind.Role || escalation.IsConfidential ? Words.Say("route.unheld", playbook.InReaderLanguage(team.Title), team.Key)
            : Words.Say("route.unbound", playbook.InReaderLanguage(team.Title), team.Key)
        );
        var due = Terms
            .For(playbook, route.Category, level, now)
            .Select(d =>
                (
                    d.Because,
                    Line: Words.Say("route.due", d.Kind == DeadlineKind.Acknowledge ? Words.Say("route.acknowledge") : WhatOf(d), DueText.For(d.DueAt, zone))
                )
            )
            .ToList();
        var (withheld, title) = LeftOut(escalation, route.Teams, bindings);
        return new(
            Words.Say(
                "route.as",
                playbook.InReaderLanguage(route.Category.Title),
                level,
                string.Join(Words.Say("and"), places),
                string.Join("; ", due.Select(d => d.Line))
            )
                + Readers("route.consulted", route.Category.Consulted)
                + Readers("route.informed", route.Category.Informed),
            string.Join("\n\n", [.. due.Select(d => $"{Capital(d.Line)}: {d.Because}."), Words.Say("route.another")]),
            withheld,
            title
        );

        string Readers(string key, IReadOnlyDictionary<Severity, IReadOnlyList<string>> readers) =>
            readers.TryGetValue(level, out var those) ? " " + Words.Say(key, EventMessages.Titles(those, playbook)) : "";
    }
}
