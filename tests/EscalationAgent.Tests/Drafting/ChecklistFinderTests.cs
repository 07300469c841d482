using EscalationAgent.Drafting.Offline;
using EscalationAgent.Tests.Teams;
using Escalations;

namespace EscalationAgent.Tests.Drafting;

/// <summary>What notes say to a checklist is found in their own words, and nothing else is.</summary>
public sealed class ChecklistFinderTests
{
    private static readonly IReadOnlyList<ChecklistItem> Items =
    [
        .. Assert.Single(SampleCards.Shipped.Find("support-to-engineering")!.Categories).Checklist!.OwnItems,
    ];

    [Fact]
    public void What_stands_under_a_label_is_taken_whole_and_no_further()
    {
        var found = Find(
            """
            ## Steps to reproduce
            1. Open Reports
            2. Press Export

            **Expected:** a file
            **Actual:** a spinner
            Logs: gateway.log, lines 20 to 40
            Impact: 12 people wait.
            """
        );

        Assert.Equal("1. Open Reports\n2. Press Export", found["reproduction_steps"]);
        Assert.Equal("Expected: a file\nActual: a spinner", found["expected_vs_actual"]);
        Assert.Equal("gateway.log, lines 20 to 40", found["logs_and_data"]);
    }

    [Theory]
    [InlineData("reproduction_steps", "Schritte zum Nachstellen:\n- Berichte öffnen\n- Export drücken\n\nDanke!", "- Berichte öffnen\n- Export drücken")]
    [InlineData("expected_vs_actual", "Attendu : un fichier\nConstaté : une roue qui tourne", "Attendu: un fichier\nConstaté: une roue qui tourne")]
    [InlineData(
        "reproduction_steps",
        "Hi all\n\nSteps to reproduce:\n- open /search\n- type anything\n- press Enter",
        "- open /search\n- type anything\n- press Enter"
    )]
    [InlineData("reproduction_steps", "It fails.\nRepro\n1. log in as any user\n2. click on Dashboard", "1. log in as any user\n2. click on Dashboard")]
    [InlineData("environment", "Entorno: Chrome 131 en Windows 11", "Chrome 131 en Windows 11")]
    [InlineData("version_numbers", "Versão: 4.12.1", "4.12.1")]
    public void Labels_are_known_in_five_languages(string item, string notes, string expected) => Assert.Equal(expected, Find(notes)[item]);

    [Theory]
    [InlineData("version_numbers", "It began with v4.12.1 on Monday.")]
    [InlineData("affected_users", "All 40 users of the plant are locked out.")]
    [InlineData("environment", "It happens in Chrome on Windows and in Firefox.")]
    [InlineData("supporting_tickets", "Raised as SUP-4711 last week.")]
    [InlineData("screenshots", "See spinner.png in the ticket.")]
    [InlineData("logs_and_data", "2026-03-09 10:11:12 ERROR Export failed: timeout")]
    public void Without_a_label_the_sentence_that_speaks_of_it_is_taken(string item, string sentence) =>
        Assert.Equal(sentence, Find($"Acme has a problem with its export.\n{sentence}")[item]);

    [Theory]
    [InlineData("reproduction_steps", "Nobody could reproduce it so far, so we do not know how.")]
    [InlineData("version_numbers", "They signed the second version of the contract.")]
    [InlineData("supporting_tickets", "They pay 85,000 a year.")]
    [InlineData("supporting_tickets", "Le ticket de caisse ne sort pas de l'imprimante.")]
    [InlineData("screenshots", "The dashboard is slow.")]
    [InlineData("logs_and_data", "Logs: n/a")]
    [InlineData("supporting_tickets", "Tickets: none")]
    public void What_does_not_say_it_fills_nothing(string item, string sentence) => Assert.False(Find(sentence).ContainsKey(item), item);

    [Fact]
    public void Labels_within_a_line_are_seen()
    {
        var found = Find("Search answers 500. Steps to reproduce:\n- open /search\n- press Enter\nIt hurts. Expected: results. Actual: HTTP 500");
        Assert.Equal("- open /search\n- press Enter", found["reproduction_steps"]);
        Assert.Equal("Expected: results.\nActual: HTTP 500", found["expected_vs_actual"]);
    }

    [Fact]
    public void An_item_with_choices_takes_one_of_them_alone()
    {
        IReadOnlyList<ChecklistItem> axis = [new("revenue", "Revenue") { Choices = ["low", "high"] }];
        Assert.Equal("high", Assert.Single(new ChecklistFinder(NotesReader.Read(["Revenue: high"], new(2026, 3, 10)), axis).Answers()).Text);
        Assert.Empty(new ChecklistFinder(NotesReader.Read(["Revenue: quite high"], new(2026, 3, 10)), axis).Answers());
    }

    [Theory]
    [InlineData("Kundenreise: hoch\nUmsatz: mittel\nCompliance: keine.\nStatus: gefährdet")]
    [InlineData("Parcours client : élevé\nRevenus : moyen\nConformité : aucun\nPosture : à risque")]
    public void Choices_are_understood_in_the_languages_of_the_playbook(string notes)
    {
        var launch = SampleCards.Shipped.Find("launch-protocol")!;
        IReadOnlyList<ChecklistItem> items = [.. launch.FindCategory("early_sign")!.Checklist!.Items.Select(launch.WithChoiceWords)];
        Assert.Equal(
            ["high", "medium", "none", "at risk"],
            new ChecklistFinder(NotesReader.Read([notes], new(2026, 3, 10)), items).Answers().Select(answer => answer.Text)
        );
    }

    private static Dictionary<string, string> Find(string notes) =>
        new ChecklistFinder(NotesReader.Read([notes], new(2026, 3, 10)), Items).Answers().ToDictionary(a => a.Item, a => a.Text);
}
