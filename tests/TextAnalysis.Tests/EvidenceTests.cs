using TextAnalysis.Checking;

namespace TextAnalysis.Tests;

/// <summary>What a writer says that its sentences rest on, and what they do rest on.</summary>
public sealed class EvidenceTests
{
    private const string Notes =
        "Norvia Energy: the export fails since 26 February, their team cannot bill.\n"
        + "Dana Whitfield (CFO) wants a date by Friday — \"no more excuses\".\n"
        + "Restarting the exporter did not help.\n"
        + "Bexley Care has the same trouble with its payroll run, other ticket.";

    [Theory]
    [InlineData("their team cannot bill")]
    [InlineData("Their team  CANNOT bill.")]
    [InlineData("the export fails … their team cannot bill")]
    [InlineData("the export fails since 26 February, [...] team cannot bill")]
    public void Words_that_stand_in_the_sources_prove_a_sentence(string quote)
    {
        var grounds = Assert.Single(GroundsOf("Invoices are stuck, because the export fails.", quote));

        Assert.Equal(GroundsKind.Quoted, grounds.Kind);
        Assert.Null(grounds.Doubt);
        Assert.Equal([quote], grounds.Believed?.Quotes);
    }

    [Theory]
    [InlineData("Dana wants a date – “no more excuses”.", "wants a date by Friday - 'no more excuses'")]
    [InlineData("Dana wants a date.", "DANA WHITFIELD (CFO) wants a date")]
    public void Quotation_marks_dashes_and_capitals_make_no_difference(string sentence, string quote) =>
        Assert.DoesNotContain(GroundsOf(sentence, quote), g => g.Doubt is not null);

    [Fact]
    public void A_sentence_whose_words_nobody_wrote_is_marked_whole()
    {
        const string sentence = "Their warehouse stands still and drivers wait at the gate.";
        var claim = Assert.Single(Doubted($"The export fails. {sentence}", new Evidence(sentence, ["the warehouse stands still"])));

        Assert.Equal(sentence, claim.Fact.Text);
        Assert.Equal("its writer quotes \"the warehouse stands still\" for it, which you did not write", claim.Doubt);
    }

    [Fact]
    public void A_sentence_that_the_words_do_not_hold_is_marked()
    {
        const string sentence = "Legal threatens to terminate the agreement.";
        var claim = Assert.Single(Doubted(sentence, new Evidence(sentence, ["Restarting the exporter did not help"])));

        Assert.Equal("its writer quotes \"Restarting the exporter did not help\" for it, which does not say that", claim.Doubt);
    }

    [Fact]
    public void A_sentence_that_rests_on_another_customer_is_marked()
    {
        const string sentence = "Their payroll run is in trouble.";
        const string others = "Bexley Care has the same trouble with its payroll run, other ticket.";
        var claim = Assert.Single(Check().Claims(sentence, [new(sentence, ["the same trouble with its payroll run"])], [others]), c => c.Proof is null);

        Assert.EndsWith("which is about something else", claim.Doubt);
        Assert.Empty(Doubted(sentence, new Evidence(sentence, ["the same trouble with its payroll run"])));
    }

    [Fact]
    public void A_sentence_that_the_sources_plainly_carry_needs_no_words() =>
        Assert.Empty(Doubted("Restarting the exporter did not help.", new Evidence("Restarting the exporter did not help.", ["we rebooted it in vain"])));

    [Fact]
    public void A_sentence_for_which_no_words_are_named_is_not_marked_for_that() =>
        Assert.Empty(Doubted("Drivers wait at the gate. The export fails.", new Evidence("The export fails.", ["the export fails"])));

    [Fact]
    public void What_is_doubted_already_is_not_doubted_twice()
    {
        const string sentence = "Their 300 drivers wait at the gate all day.";

        Assert.Equal("300", Assert.Single(Doubted(sentence, new Evidence(sentence, ["300 drivers wait"]))).Fact.Text);
    }

    [Fact]
    public void What_a_person_confirmed_is_doubted_no_more()
    {
        const string sentence = "Drivers wait at the gate all day.";
        var check = new FactCheck([new("your notes", Notes), new("what you confirmed", sentence)], Day);

        Assert.DoesNotContain(check.Claims($"The export fails. {sentence}", [new(sentence, ["drivers wait"])]), c => c.Proof is null);
    }

    [Theory]
    [InlineData("Dana Whitfield asked for a day to be named by Friday.", "Dana Whitfield (CFO) wants a date by Friday")]
    [InlineData("Billing has been impossible for the team since 26 February.", "the export fails since 26 February, their team cannot bill")]
    [InlineData("A restart of the exporter brought no help.", "Restarting the exporter did not help.")]
    public void Without_words_the_nearest_sentence_of_the_sources_is_found(string sentence, string nearest)
    {
        var grounds = Assert.Single(Check().GroundsOf(sentence, []));

        Assert.Equal(GroundsKind.Found, grounds.Kind);
        Assert.Contains(nearest, Assert.Single(grounds.Quotes).Quote);
    }

    [Fact]
    public void A_fact_is_proven_by_the_sentence_that_says_the_same_of_it()
    {
        const string notes = "On 5 March the new contract arrived. The hotfix was tried on 5 March without effect. Dana called. Dana refused to sign.";
        var claims = new FactCheck([new("your notes", notes)], Day).Claims("5 March: hotfix, no effect. She is unhappy: Dana will not sign.");

        Assert.Contains("hotfix was tried", claims.Single(c => c.Fact.Text == "5 March").Proof!.Quote);
        Assert.EndsWith("Dana refused to sign.", claims.Single(c => c.Fact.Text == "Dana").Proof!.Quote);
    }

    [Fact]
    public void What_is_copied_is_known_as_that() =>
        Assert.Equal(
            [GroundsKind.Copied, GroundsKind.Found, GroundsKind.None],
            Check().GroundsOf("- Restarting the exporter did not help.\nThe restart did not help them. Weather was fine.", []).Select(g => g.Kind)
        );

    private static readonly DateOnly Day = new(2026, 3, 2);

    private static FactCheck Check() => new([new("your notes", Notes), new("the customer's name", "Norvia Energy") { IsCustomersName = true }], Day);

    private static IReadOnlyList<Grounds> GroundsOf(string sentence, string quote) => Check().GroundsOf(sentence, [new(sentence, [quote])]);

    private static List<Claim> Doubted(string draft, Evidence evidence) => [.. Check().Claims(draft, [evidence]).Where(c => c.Proof is null)];
}
