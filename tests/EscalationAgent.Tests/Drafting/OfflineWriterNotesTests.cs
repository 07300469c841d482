using EscalationAgent.Drafting.Offline;
using Escalations;
using Escalations.Drafting;

namespace EscalationAgent.Tests.Drafting;

public sealed class OfflineWriterNotesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false, 0.90)]
    [InlineData(true, 0.80)]
    public async Task Most_points_are_right_also_in_notes_that_the_rules_never_saw(bool heldOut, double atLeast)
    {
        var (points, wrong) = (0, 0);
        foreach (var note in SampleNote.All.Where(n => n.HeldOut == heldOut))
        {
            var draft = await new OfflineWriter().WriteAsync(note.Request, TestContext.Current.CancellationToken);
            Show(draft);
            var differences = note.Differences(draft);
            output.WriteLine(
                $"{note.Name}: {note.Points - differences.Count} of {note.Points} {string.Join("; ", differences.Select(d => $"{d.Point} = {d.Said}"))}"
            );
            (points, wrong) = (points + note.Points, wrong + differences.Count);
        }

        output.WriteLine($"{points - wrong} of {points}");
        Assert.True(points - wrong >= atLeast * points, $"{points - wrong} of {points}");
    }

    /// <summary>Names go on behind a dot that ends no sentence, and lists in one line are lists.</summary>
    [Theory]
    [InlineData("Customer: Wile E. Coyote Enterprises\nThe lift stops on every floor.", "Wile E. Coyote Enterprises")]
    [InlineData("Account: Zapora Sp. z o.o.\nThe export is empty since Monday.", "Zapora Sp. z o.o.")]
    [InlineData("acct: Bay-Mart Denmark / issue: price feed late / since: 3 days / ask: fix by thu", "Bay-Mart Denmark")]
    [InlineData("city of Velden (customer) says nobody can book an appointment since 8.", "city of Velden")]
    [InlineData("| Customer | Four Oaks Hotels |\n|---|---|\n| Problem | Keys are not coded |\n| Want | a fix by Friday |", "Four Oaks Hotels")]
    public async Task The_customer_is_read_whole(string notes, string account) => Assert.Equal(account, (await ReadAsync(notes)).Account);

    [Fact]
    public async Task A_list_in_one_line_is_taken_apart()
    {
        var numbered = await ReadAsync(
            "1) Customer is Norvia Energy. 2) the API returns 401 since the key rotation last night 3) they cannot ship 4) we rolled back the key, still 401"
        );
        Assert.Contains("rolled back the key", numbered.Sections[BriefSection.ResolutionAttempts], StringComparison.Ordinal);
        Assert.DoesNotContain("cannot ship", numbered.Sections[BriefSection.ResolutionAttempts], StringComparison.Ordinal);

        var labelled = await ReadAsync("acct: Bay-Mart / issue: price feed late / tried: manual push, ok for 1h / ask: root cause and fix by thu");
        Assert.Equal("manual push, ok for 1h", labelled.Sections[BriefSection.ResolutionAttempts]);
        Assert.Equal("root cause and fix by thu", labelled.Sections[BriefSection.SpecificAsk]);
    }

    [Fact]
    public async Task A_sentence_is_not_cut_at_an_abbreviation_and_an_address_alone_says_nothing()
    {
        var draft = await ReadAsync("Kunde: Käthe & Söhne KG\nPreiserhöhung 12 % nicht akzeptiert, im Vertrag stehe max. 5 % für das Jahr.");
        Assert.Contains("max. 5 %", draft.Sections[BriefSection.Headline], StringComparison.Ordinal);
        Assert.DoesNotContain(
            BriefSection.Headline,
            (await ReadAsync("https://teams.microsoft.com/l/message/19:abc@thread.tacv2/1700000000000")).Sections.Keys
        );
    }

    private static Task<Draft> ReadAsync(string notes) =>
        new OfflineWriter().WriteAsync(SampleNote.All[0].Request with { Notes = [notes] }, TestContext.Current.CancellationToken);

    private void Show(Draft draft)
    {
        output.WriteLine(
            $"{draft.Account} | {draft.ArrAtRisk} | {draft.Renewal:yyyy-MM-dd} | {draft.Sentiment} | {draft.Suggestion?.Category} {draft.Suggestion?.Severity}"
        );
        foreach (var reason in (draft.Suggestion?.CategoryReasons ?? []).Concat(draft.Suggestion?.SeverityReasons ?? []))
        {
            output.WriteLine($"   {reason.Text} <{reason.Quote}>");
        }

        foreach (var section in BriefSections.All.Where(draft.Sections.ContainsKey))
        {
            output.WriteLine($"[{section}] {draft.Sections[section]}");
        }
    }
}
