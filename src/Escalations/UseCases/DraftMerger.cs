using System.Globalization;
using Escalations.Drafting;
using Escalations.Lifecycle;
using Escalations.Ports;
using TextAnalysis.Checking;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace Escalations.UseCases;

/// <summary>
/// Brings what a writer made into a brief. Whatever wrote it, it is held against what the CSM said first: what nothing
/// proves is marked, what must not come along is left out, and the table of moves keeps a writer from more than proposing.
/// </summary>
public sealed class DraftMerger(Writers writers)
{
    /// <summary>Lets rules read the pasted notes for everything that the brief lacks.</summary>
    internal async Task ReadNotesAsync(EventRecorder eventRecorder, Playbook playbook, CancellationToken cancel) =>
        TakeRules(
            eventRecorder,
            await writers.Rules.WriteAsync(Ask(eventRecorder.Now, [.. eventRecorder.Now.Draft.Notes.Where(IsReadable)], playbook), cancel)
        );

    /// <summary>Rules read five languages; of a text in another one they would make something that it does not say.</summary>
    private static bool IsReadable(string text) => LanguageGuesser.ForeignOf(text) is null;

    /// <summary>
    /// Lets rules read everything that was said for the facts that stand beside the sections, and suggest category and
    /// severity unless a model has done so.
    /// </summary>
    internal async Task ReadFactsAsync(EventRecorder eventRecorder, Playbook playbook, CancellationToken cancel)
    {
        var draft = await ByRulesAsync(eventRecorder.Now, playbook, cancel);
        TakeFacts(eventRecorder, draft, new(eventRecorder.Now), writers.Rules.Name, isTrusted: true);
        TakeChecklist(eventRecorder, draft, writers.Rules.Name);
        ReviewParts(eventRecorder, draft, null);
        SuggestByRules(eventRecorder, draft);
    }

    /// <summary>Lets rules read an answer as the notes that it is: what else it tells goes into sections that are still empty.</summary>
    /// <param name="asked">The section that was asked, which holds the answer already.</param>
    internal async Task ReadAnswerAsync(EventRecorder eventRecorder, Playbook playbook, BriefSection asked, CancellationToken cancel)
    {
        var answer = eventRecorder.Now.Brief.TextOf(asked)!;
        if (!IsReadable(answer))
        {
            return;
        }

        var draft = await writers.Rules.WriteAsync(Ask(eventRecorder.Now, [answer], playbook) with { AnswerTo = asked }, cancel);
        TakeSections(eventRecorder, draft, new(eventRecorder.Now), writers.Rules.Name, Origin.Extracted);
    }

    /// <summary>What rules make of all that was said.</summary>
    internal Task<Draft> ByRulesAsync(Escalation escalation, Playbook playbook, CancellationToken cancel) =>
        writers.Rules.WriteAsync(
            Ask(escalation, [.. escalation.Draft.Notes.Concat(BriefSections.All.Select(escalation.Brief.TextOf).OfType<string>()).Where(IsReadable)], playbook),
            cancel
        );

    /// <summary>Takes what rules made for what is still missing.</summary>
    internal void TakeRules(EventRecorder eventRecorder, Draft draft)
    {
        var factLookup = new FactLookup(eventRecorder.Now);
        TakeSections(eventRecorder, draft, factLookup, writers.Rules.Name, Origin.Extracted);
        TakeFacts(eventRecorder, draft, factLookup, writers.Rules.Name, isTrusted: true);
        TakeChecklist(eventRecorder, draft, writers.Rules.Name);
        ReviewParts(eventRecorder, draft, null);
        TakeRest(eventRecorder, draft, writers.Rules.Name);
        SuggestByRules(eventRecorder, draft);
    }

    /// <summary>Takes what a model made, as far as it can be believed; for what cannot, what rules found.</summary>
    /// <returns>What was left out, and what was found in the sections.</returns>
    internal (IReadOnlyList<string> LeftOut, FactCount Facts) TakeModel(EventRecorder eventRecorder, Draft draft, Draft byRules)
    {
        var by = draft.Making!.By;
        var factLookup = new FactLookup(eventRecorder.Now)
        {
            Evidence = draft.Evidence,
            SetAside = [.. byRules.LeftOut.Where(s => s.Because is LeftOutBecause.AnotherMatter or LeftOutBecause.NotPartOfThis).Select(s => s.Text)],
        };
        var leftOut = TakeSections(eventRecorder, draft, factLookup, by, Origin.Drafted);
        leftOut.AddRange(TakeFacts(eventRecorder, draft, factLookup, by, isTrusted: false));
        TakeFacts(eventRecorder, byRules, factLookup, writers.Rules.Name, isTrusted: true);
        TakeChecklist(eventRecorder, byRules, writers.Rules.Name);
        ReviewParts(eventRecorder, byRules, draft);
        if (factLookup.Believed(draft.Suggestion) is { } suggestion)
        {
            Suggest(eventRecorder, Completed(suggestion, byRules), by);
        }
        else
        {
            SuggestByRules(eventRecorder, byRules);
        }

        return (leftOut, factLookup.Count);
    }

    /// <summary>What a model is asked: what writers made so far is not shown to it, so that it writes from what the CSM said alone.</summary>
    internal static DraftRequest AskModel(Escalation escalation, Playbook playbook)
    {
        var said = escalation.Brief.Passages.Where(p => p.Value is { Origin: Origin.Stated } or { Confirmed.Count: > 0 }).ToDictionary();
        return Ask(escalation with { Brief = escalation.Brief with { Passages = said } }, escalation.Draft.Notes, playbook);
    }

    internal static DraftRequest Ask(Escalation escalation, IReadOnlyList<string> notes, Playbook playbook) =>
        new(notes, escalation.Brief, Sources.DayOf(escalation), CategoriesOf(escalation, playbook))
        {
            HasExecutiveFloor = playbook.HasExecutiveFloor,
            Checklist =
            [
                .. CategoriesOf(escalation, playbook)
                    .SelectMany(c => c.Checklist?.OwnItems ?? [])
                    .Where(item => escalation.Brief.Checklist.GetValueOrDefault(item.Key) is not { Origin: Origin.Stated })
                    .DistinctBy(item => item.Key)
                    .Select(playbook.WithChoiceWords),
            ],
        };

    /// <summary>Those that can still be suggested: a kind that the CSM has chosen is not in question.</summary>
    private static IReadOnlyList<Category> CategoriesOf(Escalation escalation, Playbook playbook) =>
        playbook.FindCategory(escalation.Draft.Kind) is { } kind ? [kind] : playbook.Categories;

    private static List<string> TakeSections(EventRecorder eventRecorder, Draft draft, FactLookup factLookup, string by, Origin origin)
    {
        var leftOut = new List<string>();
        foreach (var section in BriefSections.All.Where(s => !eventRecorder.Now.Brief.Skipped.Contains(s)))
        {
            if (draft.Sections.GetValueOrDefault(section) is not { Length: > 0 } drafted)
            {
                continue;
            }

            var (text, foreign) = factLookup.WithoutForeignAddresses(Shortened(drafted));
            leftOut.AddRange(foreign);
            if (text.Length > 0)
            {
                var unproven = factLookup.UnprovenOfSection(text);
                var evidence = factLookup.EvidenceOf(text);
                Propose(
                    eventRecorder,
                    new SectionWritten(section, text, origin, unproven.Count > 0 ? unproven : null) { Evidence = evidence.Count > 0 ? evidence : null },
                    by
                );
            }
        }

        return leftOut;
    }

    /// <summary>What the notes say to items of checklists, where that is news.</summary>
    private static void TakeChecklist(EventRecorder eventRecorder, Draft draft, string by)
    {
        var known = eventRecorder.Now.Brief.Checklist;
        if (draft.Checklist.Where(a => known.GetValueOrDefault(a.Item) != a).ToList() is { Count: > 0 } found)
        {
            Propose(eventRecorder, new ChecklistAnswered(found), by);
        }
    }

    /// <summary>What of the notes stands in no section is kept, for the CSM to place.</summary>
    private static void TakeRest(EventRecorder eventRecorder, Draft draft, string by)
    {
        var brief = eventRecorder.Now.Brief;
        var rest = new SentencesSetAside(SetAside.Open(brief, draft.NotPlaced, s => s.Text), SetAside.Open(brief, draft.LeftOut, s => s.Text));
        var before = eventRecorder.Now.Draft.SetAside;
        if (!rest.NotPlaced.SequenceEqual(before?.NotPlaced ?? []) || !rest.LeftOut.SequenceEqual(before?.LeftOut ?? []))
        {
            Propose(eventRecorder, rest, by);
        }
    }

    /// <summary>A name, an amount or a day that no source holds, or of which the sources say different things, is left for the CSM to say.</summary>
    private static List<string> TakeFacts(EventRecorder eventRecorder, Draft draft, FactLookup factLookup, string by, bool isTrusted)
    {
        var leftOut = new List<string>();
        var named = eventRecorder.Now.Brief.Form.Subject == Subject.Customer ? draft.Account : draft.Subject;
        if (eventRecorder.Now.Brief.Account is null && named is { } account)
        {
            if (isTrusted || factLookup.Says(account))
            {
                Propose(eventRecorder, new AccountNamed(account, Origin.Extracted), by);
            }
            else
            {
                leftOut.Add(account);
            }
        }

        var arr =
            eventRecorder.Now.Brief.ArrAtRisk is null
            && draft.ArrAtRisk is { } money
            && !factLookup.IsContradictory("ARR")
            && (isTrusted || factLookup.Proves(Written(money), leftOut))
                ? draft.ArrAtRisk
                : null;
        var renewal =
            eventRecorder.Now.Brief.Renewal is null
            && draft.Renewal is { } day
            && !factLookup.IsContradictory("renewal")
            && (isTrusted || factLookup.Proves(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), leftOut))
                ? draft.Renewal
                : null;
        if (arr is not null || renewal is not null)
        {
            Propose(eventRecorder, new CommercialFactsFound(arr, renewal, Origin.Extracted), by);
        }

        // How a customer feels; of a person or a piece of work it would say what nobody said.
        if (eventRecorder.Now.Brief is { Sentiment: null, Form.Subject: Subject.Customer } && draft.Sentiment is { } sentiment)
        {
            Propose(eventRecorder, new SentimentNoted(sentiment, Origin.Extracted), by);
        }

        return leftOut;
    }

    /// <summary>
    /// Which halves are missing: of the sections that a model wrote as it says, of the others as rules see it. What is known beside
    /// the sections is not missing.
    /// </summary>
    private void ReviewParts(EventRecorder eventRecorder, Draft byRules, Draft? byModel)
    {
        var brief = eventRecorder.Now.Brief;
        IReadOnlyList<BriefPart> missing = [.. BriefParts.All.Where(IsMissing)];
        var by = byModel?.Making?.By ?? writers.Rules.Name;
        if (!missing.SequenceEqual(brief.MissingParts))
        {
            Propose(eventRecorder, new PartsReviewed(missing), by);
        }

        bool IsMissing(BriefPart part) =>
            brief.Passages.TryGetValue(part.Section(), out var passage)
            && !(part == BriefPart.Value && brief.ArrAtRisk is not null)
            && !(part == BriefPart.Renewal && brief.Renewal is not null)
            && (
                passage.Origin != Origin.Drafted ? byRules.MissingParts?.Contains(part) == true
                : byModel is null ? brief.MissingParts.Contains(part)
                : (byModel.MissingParts ?? byRules.MissingParts)?.Contains(part) == true
            );
    }

    /// <summary>What a model suggested is not replaced by what rules find.</summary>
    private void SuggestByRules(EventRecorder eventRecorder, Draft draft)
    {
        if (eventRecorder.Now.Draft.Suggestion is null || eventRecorder.Now.Draft.Suggestion.By == writers.Rules.Name)
        {
            Suggest(eventRecorder, draft.Suggestion, writers.Rules.Name);
        }
    }

    /// <summary>With what rules suggest where the model suggests nothing, and no lower than a rule says it must be.</summary>
    private Suggestion Completed(Suggestion suggestion, Draft byRules)
    {
        var (category, severity) = (byRules.Suggestion?.OfCategory, byRules.Suggestion?.OfSeverity);
        suggestion = suggestion with
        {
            OfCategory = suggestion.OfCategory.Or(category, writers.Rules.Name).Doubted(category),
            OfSeverity = suggestion.OfSeverity.Or(severity, writers.Rules.Name).Doubted(severity),
        };
        return byRules.Executive is { } executive ? SeverityFloor.Of(suggestion, executive) : suggestion;
    }

    private static void Suggest(EventRecorder eventRecorder, Suggestion? suggestion, string by)
    {
        if (suggestion is not null && !Same(suggestion, eventRecorder.Now.Draft.Suggestion))
        {
            Propose(eventRecorder, new ClassificationSuggested(suggestion with { By = by }), by);
        }
    }

    /// <summary>What the table does not allow a writer is left undone: the person's word counts.</summary>
    private static void Propose(EventRecorder eventRecorder, EscalationEvent what, string by) => eventRecorder.TryRecord(what, new Authority(Actor.Writer(by)));

    private static string Written(Money money) => string.Create(CultureInfo.InvariantCulture, $"{money.Currency} {money.Amount:0.##}");

    private static string Shortened(string text) =>
        text.Length <= Intake.Interview.LongestAnswer ? text : Graphemes.Head(text, Intake.Interview.LongestAnswer - 1) + "…";

    private static bool Same(Suggestion one, Suggestion? other) =>
        other is not null
        && one.By == other.By
        && one.Category == other.Category
        && one.Severity == other.Severity
        && one.CategoryReasons.SequenceEqual(other.CategoryReasons)
        && one.SeverityReasons.SequenceEqual(other.SeverityReasons)
        && one.IsCategoryOpen == other.IsCategoryOpen
        && one.IsSeverityOpen == other.IsSeverityOpen;

    /// <summary>A draft held against what the CSM said.</summary>
    private sealed class FactLookup(Escalation escalation)
    {
        private readonly Lazy<FactCheck> check = new(() => new(Sources.Of(escalation), Sources.DayOf(escalation)));
        private readonly Lazy<IReadOnlyList<FoundContradiction>> contradictions = new(() =>
            [.. Sources.ContradictionsIn(escalation).Where(c => escalation.Brief.Settled.All(s => s.About != c.About || s.Quote is null))]
        );

        /// <summary>Of all sections so far.</summary>
        public FactCount Count { get; private set; }

        /// <summary>What the writer says that its sentences rest on.</summary>
        public IReadOnlyList<Evidence> Evidence { get; init; } = [];

        /// <summary>Sentences of the sources that are about something else.</summary>
        public IReadOnlyList<string> SetAside { get; init; } = [];

        /// <summary>What it named for the sentences of a section, and stands in the sources.</summary>
        public IReadOnlyList<Evidence> EvidenceOf(string text) =>
            Evidence.Count == 0 ? [] : [.. check.Value.GroundsOf(text, Evidence).Select(g => g.Believed).OfType<Evidence>()];

        public IReadOnlyList<UnprovenFact> Unproven(string text) => Unproven(check.Value.Claims(text));

        /// <summary>The same of a section, whose facts are counted.</summary>
        public IReadOnlyList<UnprovenFact> UnprovenOfSection(string text)
        {
            var claims = check.Value.Claims(text, Evidence, SetAside);
            var doubted = claims.Count(claim => claim.Proof is null);
            Count = new(Count.Proven + claims.Count - doubted, Count.Doubted + doubted);
            return Unproven(claims);
        }

        public (string Text, IReadOnlyList<string> Foreign) WithoutForeignAddresses(string text)
        {
            IReadOnlyList<string> foreign = [.. Unproven(text).Select(f => f.Text).Where(IsAddress)];
            return foreign.Count == 0 ? (text, foreign) : (Removal.Without(text, foreign), foreign);
        }

        public bool Says(string words) => check.Value.IsQuoted(words);

        public bool Proves(string fact, List<string> leftOut)
        {
            var unproven = Unproven(fact);
            leftOut.AddRange(unproven.Select(f => f.Text));
            return unproven.Count == 0;
        }

        public bool IsContradictory(string about) => contradictions.Value.Any(c => c.About.Contains(about, StringComparison.OrdinalIgnoreCase));

        /// <summary>The suggestion with those of its reasons that quote what was said and claim no more. A class stays without a reason, too.</summary>
        public Suggestion? Believed(Suggestion? suggestion) =>
            suggestion is null
                ? null
                : suggestion with
                {
                    CategoryReasons = Believed(suggestion.CategoryReasons),
                    SeverityReasons = Believed(suggestion.SeverityReasons),
                };

        private IReadOnlyList<Reason> Believed(IReadOnlyList<Reason> reasons) =>
            [.. reasons.Where(r => r.Quote is { } quote && check.Value.IsQuoted(quote) && Unproven(r.Text).Count == 0)];

        private static IReadOnlyList<UnprovenFact> Unproven(IEnumerable<Claim> claims) =>
            [.. claims.Where(c => c.Proof is null).Select(c => new UnprovenFact(c.Fact.Text, c.Doubt)).DistinctBy(f => f.Text)];

        private static bool IsAddress(string text) =>
            text.Contains("://", StringComparison.Ordinal) || text.Contains('@') || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
    }
}
