using EscalationAgent.Drafting.Offline;
using EscalationAgent.Evaluation;
using EscalationAgent.Tests.Drafting;
using Escalations;
using Escalations.Drafting;
using TextAnalysis.Checking;
using TextAnalysis.Tokens;

namespace EscalationAgent.Tests.Evaluation;

/// <summary>
/// What a large language model answered to <c>draft-brief v2</c> for the notes of <c>labelled.later</c> and for 72 of
/// <c>labelled.strangers</c>, twelve of each category, as it came: how good the prompt is, and how much of a model's honest prose
/// the check of facts takes for invented.
/// </summary>
public sealed class RecordedAnswersTests(ITestOutputHelper output)
{
    private static readonly string Answers = Path.Combine(Peer.Root, "tests", "EscalationAgent.Tests", "Samples", "answers");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notes_of_strangers_are_read_and_classified_as_people_would()
    {
        var (scores, readings, _) = await ReplayAsync("strangers");
        output.WriteLine(scores.Table());

        Assert.Equal(72, readings);
        Assert.True(scores.Category.Recall >= 0.96, scores.Table());
        Assert.True(scores.Severity.Recall >= 0.93, scores.Table());
        Assert.True(scores.S1 is { Recall: >= 0.94, Precision: >= 0.94 }, scores.Table());
        Assert.True(scores.Missing is { Precision: >= 0.80, Recall: >= 0.80 }, scores.Table());
        Assert.True(scores.Account is { Precision: >= 0.95, Recall: >= 0.92 }, scores.Table());
        Assert.True(scores.HeadlineAccount.Recall >= 0.95, scores.Table());
    }

    [Fact]
    public async Task The_prompt_drafts_and_classifies_better_than_rules()
    {
        var (scores, _, claims) = await ReplayAsync("later");
        output.WriteLine(scores.Table());
        var unproven = claims.Where(c => c.Claim.Proof is null).ToList();
        output.WriteLine($"{claims.Count} facts, {unproven.Count} unproven: {string.Join("; ", unproven.Select(c => $"{c.Id}: {c.Claim.Fact.Text}"))}");

        Assert.True(scores.Category.Right >= 39, scores.Table());
        Assert.True(scores.Severity.Right >= 38, scores.Table());
        Assert.Equal(scores.S1.There, scores.S1.Right);
        // What is asked of everybody does not count, and one section in ten is labelled as missing.
        Assert.True(scores.Missing is { Precision: >= 0.94, Recall: >= 0.94 }, scores.Table());
        Assert.Empty(scores.Outside);
    }

    [Fact]
    public async Task Of_the_facts_in_its_prose_at_most_two_in_a_hundred_are_flagged()
    {
        var (_, readings, claims) = await ReplayAsync("later");
        Assert.Equal(40, readings);
        Assert.True(claims.Count >= 300, $"{claims.Count} facts");
        Assert.True(
            claims.Count(c => c.Claim.Proof is null) <= claims.Count * 0.02,
            string.Join("\n", claims.Where(c => c.Claim.Proof is null).Select(c => $"{c.Id}: {c.Claim.Fact.Text}"))
        );
    }

    /// <summary>Whoever answered did not know the check of evidence; rules say what is about another matter.</summary>
    [Theory]
    [InlineData("strangers", 72)]
    [InlineData("later", 40)]
    public async Task Of_its_sentences_at_most_one_in_a_hundred_is_doubted_for_its_evidence(string set, int answers)
    {
        var drafts = await DraftsAsync(set);
        var sentences = drafts.SelectMany(d => d.Draft.Sections.Values.SelectMany(text => d.Check.GroundsOf(text, d.Draft.Evidence))).ToList();
        var doubted = drafts
            .SelectMany(d => d.Draft.Sections.Values.SelectMany(text => Doubted(d, text, d.Draft.Evidence)).Select(c => (d.Id, Claim: c)))
            .ToList();
        output.WriteLine(
            $"{doubted.Count} of {sentences.Count} doubted: {string.Join("\n", doubted.Select(d => $"{d.Id}: {d.Claim.Fact.Text} | {d.Claim.Doubt}"))}"
        );
        foreach (var kind in sentences.GroupBy(g => g.Kind))
        {
            output.WriteLine($"{kind.Key} {kind.Count()}");
        }

        Assert.Equal(answers, drafts.Count);
        Assert.True(sentences.Count >= answers * 5, $"{sentences.Count} sentences");
        Assert.True(doubted.Count <= sentences.Count * 0.01, string.Join("\n", doubted.Select(d => $"{d.Id}: {d.Claim.Fact.Text} | {d.Claim.Doubt}")));
    }

    /// <summary>Sentences of another note of the same language in a draft: with the words of that note, with words of this one, and without any.</summary>
    [Theory]
    [InlineData("their own", 0.95)]
    [InlineData("of this note", 0.90)]
    [InlineData("none", 0)]
    public async Task Sentences_that_the_notes_do_not_hold_are_doubted(string quotes, double atLeast)
    {
        var drafts = (await DraftsAsync("strangers")).Where(d => d.Draft.Evidence.Count > 1).ToList();
        var (lies, marked) = (0, 0);
        foreach (var draft in drafts)
        {
            var other = drafts.SkipWhile(d => d != draft).Skip(1).Concat(drafts).First(d => d.Language == draft.Language && d != draft);
            foreach (var foreign in other.Draft.Evidence)
            {
                Evidence? told = quotes switch
                {
                    "their own" => foreign,
                    "of this note" => foreign with { Quotes = draft.Draft.Evidence[lies % draft.Draft.Evidence.Count].Quotes },
                    _ => null,
                };
                lies++;
                var claims = draft.Check.Claims(foreign.Sentence, told is null ? draft.Draft.Evidence : [told], draft.SetAside);
                var isMarked = claims.Any(c =>
                    c.Proof is null && (told is not null || c.Doubt?.StartsWith("its writer quotes", StringComparison.Ordinal) == true)
                );
                marked += isMarked ? 1 : 0;
                if (!isMarked && told is not null)
                {
                    output.WriteLine($"UNMARKED {draft.Id}: {foreign.Sentence} | {string.Join(" | ", told.Quotes)}");
                }
            }
        }

        output.WriteLine($"{quotes}: {marked} of {lies}");
        Assert.True(lies > 400);
        Assert.True(quotes == "none" ? marked == 0 : marked >= lies * atLeast, $"{marked} of {lies}");
    }

    private sealed record Drafted(string Id, Language Language, Draft Draft, FactCheck Check, IReadOnlyList<string> SetAside);

    private static IEnumerable<Claim> Doubted(Drafted draft, string text, IReadOnlyList<Evidence> evidence) =>
        draft
            .Check.Claims(text, evidence, draft.SetAside)
            .Where(c => c.Proof is null)
            .ExceptBy(draft.Check.Claims(text).Where(c => c.Proof is null).Select(c => (c.Start, c.Length)), c => (c.Start, c.Length));

    private static async Task<IReadOnlyList<Drafted>> DraftsAsync(string set)
    {
        var (bench, offline, drafts) = (LabelledNotes.Bench(), new OfflineWriter(), new List<Drafted>());
        foreach (var note in LabelledNotes.Of(set).Where(note => File.Exists(Path.Combine(Answers, $"{note.Id}.json"))))
        {
            var request = new DraftRequest([note.Text], Brief.Empty, note.WrittenOn, SampleNote.Categories);
            var draft = await bench.Replay(await File.ReadAllTextAsync(Path.Combine(Answers, $"{note.Id}.json"), Cancel)).WriteAsync(request, Cancel);
            var leftOut = (await offline.WriteAsync(request, Cancel)).LeftOut.Where(s =>
                s.Because is LeftOutBecause.AnotherMatter or LeftOutBecause.NotPartOfThis
            );
            drafts.Add(
                new(
                    note.Id,
                    LanguageGuesser.Of(note.Text, Language.English) ?? Language.English,
                    draft,
                    new([new("your notes", note.Text)], note.WrittenOn),
                    [.. leftOut.Select(s => s.Text)]
                )
            );
        }

        return drafts;
    }

    private static async Task<(Scores Scores, int Readings, IReadOnlyList<(string Id, Claim Claim)> Claims)> ReplayAsync(string set)
    {
        var bench = LabelledNotes.Bench();
        var (scores, claims) = (new Scores(), new List<(string, Claim)>());
        var notes = LabelledNotes.Of(set).Where(note => File.Exists(Path.Combine(Answers, $"{note.Id}.json"))).ToList();
        foreach (var note in notes)
        {
            var draftWriter = bench.Replay(await File.ReadAllTextAsync(Path.Combine(Answers, $"{note.Id}.json"), Cancel));
            var noteResult = await bench.With(draftWriter).ReadAsync(note, Cancel);
            scores.Add(note, noteResult);
            var check = new FactCheck([new("your notes", note.Text)], note.WrittenOn);
            claims.AddRange(noteResult.Draft.Values.SelectMany(text => check.Claims(text)).Select(c => (note.Id, c)));
        }

        return (scores, notes.Count, claims);
    }
}
