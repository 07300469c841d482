using System.Globalization;
using System.Text.Json.Nodes;
using EscalationAgent.Drafting.Offline;
using Escalations;
using Escalations.Drafting;

namespace EscalationAgent.Tests.Drafting;

/// <summary>Every sentence of the notes finds its place: a section, or the list of what has none, or of what is left out.</summary>
public sealed class PlacesTests
{
    private static readonly string Folder = Path.Combine(Peer.Root, "tests", "EscalationAgent.Tests", "Samples", "places");

    private static readonly IReadOnlyDictionary<string, JsonObject> Samples = Directory
        .EnumerateFiles(Folder, "*.jsonl")
        .Order(StringComparer.Ordinal)
        .SelectMany(File.ReadLines)
        .Select(line => JsonNode.Parse(line)!.AsObject())
        .ToDictionary(sample => (string)sample["id"]!);

    public static TheoryData<string> Ids => [.. Samples.Keys];

    /// <summary>
    /// Logs, tables, templates, talk, mails, status pages, and what is not for a brief, in five languages; and what users of such tools
    /// reported.
    /// </summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public async Task What_people_paste_is_read_as_it_is_meant(string id)
    {
        var sample = Samples[id];
        var draft = await Write((string)sample["text"]!, sample);

        Assert.Empty(sample["expect"]!.AsObject().SelectMany(wanted => Faults(wanted.Key, wanted.Value!, draft)));
    }

    /// <summary>
    /// Whatever is written with a figure stands somewhere; not so the head of a mail, and the times before lines of talk outside of the
    /// timeline.
    /// </summary>
    [Theory]
    [InlineData("labelled.later")]
    [InlineData("labelled.tuning")]
    public async Task No_figure_of_any_note_is_lost(string set)
    {
        var lost = new List<string>();
        foreach (var note in LabelledNotes.Of(set["labelled.".Length..]))
        {
            var draft = await new OfflineWriter().WriteAsync(SampleNote.Ask(note.Text), TestContext.Current.CancellationToken);
            var shown = string.Join('\n', Everything(draft));
            lost.AddRange(
                note.Text.Split('\n')
                    .Where(line => !LineShapes.WithoutQuoteMarks(line, out _).Contains('@') && LineShapes.ReadHeader(line.Trim()) is null)
                    .SelectMany(line => line.Split([' ', '\t', '|', '[', ']', '(', ')', '*']))
                    .Select(word => word.Trim(',', '.', ';', ':', '!', '?', '"', '“', '”', '`', '#', '>'))
                    .Where(word =>
                        word.Any(char.IsAsciiDigit)
                        && !TimeOnly.TryParse(word, CultureInfo.InvariantCulture, out _)
                        && !shown.Contains(word, StringComparison.Ordinal)
                    )
                    .Select(word => $"{note.Id}: {word}")
            );
        }

        Assert.True(lost.Count == 0, string.Join(", ", lost));
    }

    [Fact]
    public async Task A_sentence_that_could_serve_two_sections_goes_to_the_one_that_would_be_empty()
    {
        var draft = await Write(
            "Customer: Acme Corp\nThe order sync is down since 20 November.\n40 stores cannot reorder and lose EUR 9k a day.\nWe need a fix by Friday."
        );

        Assert.Contains("since 20 November", draft.Sections[BriefSection.Timeline], StringComparison.Ordinal);
        Assert.DoesNotContain("since 20 November", draft.Sections[BriefSection.CustomerImpact], StringComparison.Ordinal);
        Assert.Contains("40 stores", draft.Sections[BriefSection.CustomerImpact], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_belongs_into_a_section_that_has_its_text_is_not_dropped()
    {
        const string Told = "We told them on 24 November that engineering is looking into it.";
        var soFar = Brief.Empty with
        {
            Passages = new Dictionary<BriefSection, Passage> { [BriefSection.CustomerCommunication] = new("They know.", Origin.Stated) },
        };

        var draft = await new OfflineWriter().WriteAsync(
            SampleNote.Ask($"Customer: Acme Corp\nThe export fails since 20 November.\n{Told}") with
            {
                SoFar = soFar,
            },
            TestContext.Current.CancellationToken
        );

        Assert.Equal([new UnplacedSentence(Told, BriefSection.CustomerCommunication)], draft.NotPlaced);
    }

    [Fact]
    public async Task A_section_that_is_full_leaves_the_rest_to_be_placed()
    {
        var steps = Enumerable
            .Range(0, 60)
            .Select(i => $"{i + 100}: restarted the ingest worker of the region number {i}, and it did not help at all.")
            .ToList();

        var draft = await Write($"Tried so far:\n- {string.Join("\n- ", steps)}");

        Assert.InRange(draft.Sections[BriefSection.ResolutionAttempts].Length, 2_500, 3_000);
        Assert.All(steps, step => Assert.Contains(Everything(draft), text => text.Contains(step, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Viele Nutzer betroffen")]
    [InlineData("All stores are down")]
    [InlineData("Mit dem Export geht nichts")]
    [InlineData("Best case is Friday")]
    [InlineData("from: 11 March")]
    public async Task What_begins_as_a_greeting_or_a_closing_does_may_say_something(string line)
    {
        var draft = await Write($"Customer: Acme Corp\nThe export fails since 20 November.\n{line}");

        Assert.Contains(Everything(draft), text => text.Contains(line, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Everything(Draft draft) =>
        [.. draft.Sections.Values, .. draft.NotPlaced.Select(s => s.Text), .. draft.LeftOut.Select(s => s.Text), draft.Account ?? ""];

    private static IEnumerable<string> Faults(string what, JsonNode wanted, Draft draft)
    {
        switch (what)
        {
            case "account":
                return draft.Account == (string)wanted! ? [] : [$"account {draft.Account}"];
            case "arr":
                return draft.ArrAtRisk?.Amount == (decimal)wanted ? [] : [$"arr {draft.ArrAtRisk}"];
            case "not_severity":
                return draft.Suggestion?.Severity.ToString() != (string)wanted! ? [] : ["severity"];
            case "filled":
                return wanted.AsArray().Select(s => (string)s!).Where(s => !draft.Sections.Keys.Any(k => k.Key() == s)).Select(s => $"{s} is empty");
            default:
                var text = string.Join(
                    " ¶ ",
                    what switch
                    {
                        "any" => draft.Sections.Values,
                        "somewhere" => Everything(draft),
                        "not_placed" => draft.NotPlaced.Select(s => s.Text),
                        "left_out" => draft.LeftOut.Select(s => s.Text),
                        _ => draft.Sections.Where(s => s.Key.Key() == what).Select(s => s.Value),
                    }
                );
                return
                [
                    .. Words(wanted["has"]).Where(word => !text.Contains(word, StringComparison.Ordinal)).Select(word => $"{what} lacks {word}: {text}"),
                    .. Words(wanted["lacks"]).Where(word => text.Contains(word, StringComparison.Ordinal)).Select(word => $"{what} has {word}: {text}"),
                ];
        }
    }

    private static IEnumerable<string> Words(JsonNode? list) => list?.AsArray().Select(word => (string)word!) ?? [];

    private static Task<Draft> Write(string text, JsonObject? sample = null) =>
        new OfflineWriter().WriteAsync(
            SampleNote.Ask(text) with
            {
                WrittenOn = sample is null ? new(2026, 11, 27) : DateOnly.ParseExact((string)sample["written_on"]!, "yyyy-MM-dd"),
            },
            TestContext.Current.CancellationToken
        );
}
