using TextAnalysis.Checking;
using TextAnalysis.Facts;

namespace TextAnalysis.Tests;

/// <summary>
/// Lies in words, and honest words. The set "apart" was written before the check and was not looked at while it was made.
/// </summary>
public sealed class SentenceCheckTests(ITestOutputHelper output)
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Theory]
    [InlineData("working", 0.90, 0)]
    [InlineData("apart", 0.85, 0)]
    public void Lies_in_words_are_marked_and_honest_words_are_not(string set, double atLeast, int mostFlagged)
    {
        var drafts = WordedLies
            .Of(set)
            .Select(d => (Draft: d, Doubted: Check(d.Notes, d.WrittenOn).Claims(d.Draft).Where(c => c.Proof is null).ToList()))
            .ToList();
        var (lies, honest) = (drafts.Where(d => d.Draft.Kind is not null).ToList(), drafts.Where(d => d.Draft.Kind is null).ToList());

        foreach (var kind in lies.GroupBy(l => l.Draft.Kind))
        {
            output.WriteLine($"{kind.Key, -10} {kind.Count(l => l.Doubted.Count > 0), 3} of {kind.Count(), 3}, at its words {kind.Count(IsAtItsWords)}");
        }

        var flagged = honest.Where(h => h.Doubted.Count > 0).ToList();
        output.WriteLine($"{set}: {lies.Count(l => l.Doubted.Count > 0)} of {lies.Count} lies, {flagged.Count} of {honest.Count} honest drafts");
        if (set == "working" || Environment.GetEnvironmentVariable("LYING_SHOW") is not null)
        {
            foreach (var (draft, doubted) in lies.Where(l => !IsAtItsWords(l)).Concat(flagged))
            {
                output.WriteLine(
                    $"{(draft.Kind is null ? "FLAGGED" : doubted.Count == 0 ? "UNMARKED" : "ELSEWHERE")} {draft.Case} | {draft.Kind} | "
                        + $"{draft.Draft} | {draft.Lie} | "
                        + string.Join("; ", doubted.Select(c => $"{c.Fact.Kind} [{c.Fact.Text}] {c.Doubt}"))
                );
            }
        }

        Assert.True(lies.Count(l => l.Doubted.Count > 0) >= atLeast * lies.Count);
        Assert.True(flagged.Count <= mostFlagged);
    }

    /// <summary>A name in another language makes the headline no text of that language.</summary>
    [Fact]
    public void A_headline_that_begins_with_the_customer_and_goes_on_in_words_of_the_notes_is_not_doubted()
    {
        const string Customer = "Versicherungsgesellschaft auf Gegenseitigkeit für Österreich und Südtirol";
        var check = new FactCheck(
            [
                new("your notes", "Headline: users cannot log in since 08:00 today, production is down for all 400 users\nUsers log in by mail."),
                new("your customer", Customer) { IsCustomersName = true },
            ],
            Day
        );
        Assert.Empty(check.Unproven($"{Customer}: users cannot log in since 08:00 today"));
        Assert.NotEmpty(check.Unproven($"{Customer}: users can log in since 08:00 today"));
    }

    [Theory]
    [InlineData("The restart did not help.", "The restart helped.", "helped")]
    [InlineData("They no longer trust the figures.", "They trust the figures.", "trust")]
    [InlineData("Pia refused to sign the plan.", "Pia agreed to sign the plan.", "agreed")]
    [InlineData("Legal has been informed of the leak.", "Legal has not been informed of the leak.", "not been informed")]
    [InlineData("None of their branches complained so far.", "Their branches complained so far.", "branches")]
    [InlineData("The sync fails every night, not only on weekends.", "The sync fails only on weekends.", "only")]
    [InlineData("Most drivers write labels by hand.", "All drivers write labels by hand.", "All")]
    [InlineData("Label printing fails in 3 of their 7 depots.", "Label printing fails in all depots.", "all")]
    [InlineData("Late deliveries went from 4 to 19 a day.", "Late deliveries fell to 19 a day.", "fell")]
    [InlineData("The upgrade was installed after the audit.", "The upgrade was installed before the audit.", "before")]
    [InlineData("Support answered later than agreed.", "Support answered earlier than agreed.", "earlier than")]
    [InlineData("Ruth promised a fix by Thursday. Tom asked for a call.", "Tom promised a fix by Thursday.", "Tom")]
    [InlineData("We offered a credit to the customer.", "The customer offered a credit.", "The customer")]
    [InlineData("Helen Cho, VP Ops, called. Our CTO is away.", "Helen Cho, the CTO, called.", "CTO")]
    [InlineData("Unser Support hat geantwortet. Die Rechnung ist noch nicht bezahlt.", "Die Rechnung ist bezahlt.", "bezahlt")]
    [InlineData("La facture de janvier n'est pas payée et le client attend.", "La facture de janvier est payée.", "payée")]
    [InlineData("Algunas oficinas trabajan a mano desde el lunes.", "Todas las oficinas trabajan a mano desde el lunes.", "Todas")]
    [InlineData("O cliente nunca recebeu o relatório da semana passada.", "O cliente recebeu o relatório da semana passada.", "recebeu")]
    [InlineData("Our contact is Lea Brandt, the CIO of Nordlicht Bank, on sick leave.", "CFO Lea Brandt is on sick leave.", "CFO")]
    [InlineData("Lea Brandt called about the export. It stops at noon.", "Lea Brandt, the CTO, called about the export.", "CTO")]
    [InlineData("Few nurses complained, 4 of 300, when the roster closed early.", "Many nurses complained that the roster closed too early for them.", "Many")]
    [InlineData("They downgraded from Pro to Basic in May.", "They upgraded from Pro to Basic in May.", "upgraded from")]
    public void What_the_sources_say_otherwise_is_marked_at_its_words(string notes, string draft, string wrong)
    {
        var claim = Assert.Single(Check(notes, Day).Claims(draft), c => c is { Proof: null, Fact.Kind: FactKind.Statement });

        Assert.Equal(wrong, claim.Fact.Text);
        Assert.Equal(wrong, draft[claim.Start..claim.End]);
        Assert.StartsWith("your notes say: \"", claim.Doubt);
    }

    [Theory]
    [InlineData("It is not only slow, it crashes.", "The module is slow and crashes.")]
    [InlineData("They no longer trust the figures.", "Trust in the figures is gone.")]
    [InlineData("Erik never doubted our team.", "Erik did not doubt our team.")]
    [InlineData("She would not escalate if we deliver on Friday.", "She escalates unless we deliver on Friday.")]
    [InlineData("We have not found the cause of the crash.", "Find the cause of the crash.")]
    [InlineData("We have not found the cause of the crash.", "Engineering needs to find the cause of the crash.")]
    [InlineData("We have no date for the fix.", "They want a date for the fix.")]
    [InlineData("Nobody can open the module, except those in Oslo.", "Those in Oslo can open the module.")]
    [InlineData("The first workaround did not help, the second one did.", "The second workaround helped.")]
    [InlineData("The module has not been working since the release.", "The module worked before the release.")]
    [InlineData("She is not willing to wait.", "She is unwilling to wait.")]
    [InlineData("Der Support hat geantwortet, aber nicht geholfen.", "Der Support antwortete, ohne zu helfen.")]
    [InlineData("Herr Thoma ist nicht gegen eine Verlängerung.", "Gegen eine Verlängerung ist Herr Thoma nicht.")]
    [InlineData("La facture de janvier n'est pas payée.", "La facture de janvier reste impayée.")]
    [InlineData("No solo falla la web, también la app.", "Falla la web y también la app.")]
    [InlineData("As lojas do Porto não estão paradas.", "As lojas do Porto funcionam.")]
    [InlineData("Mrs Lund owns the bakery and wrote by hand.", "Mrs Lund, the owner, wrote by hand.")]
    [InlineData("Herr Lenz, Vorstand Finanzen der Sparbau, kommt nicht.", "Finanzvorstand Lenz kommt nicht.")]
    [InlineData("The dashboards fail since the upgrade on 19 Jan.", "Since the upgrade on 19 Jan the dashboards are unusable.")]
    [InlineData("Many nurses complained.", "A lot of nurses complained.")]
    public void What_says_the_same_in_other_words_is_left_alone(string notes, string draft) =>
        Assert.DoesNotContain(Check(notes, Day).Claims(draft), c => c is { Proof: null, Fact.Kind: FactKind.Statement });

    [Fact]
    public void What_is_copied_is_never_marked()
    {
        const string notes = "Dana said they will not renew. Tom said they will renew. The fix was not tested. The fix was tested.";

        Assert.DoesNotContain(Check(notes, Day).Claims(notes), c => c.Fact.Kind == FactKind.Statement);
        Assert.DoesNotContain(Check(notes, Day).Claims("The fix was tested."), c => c.Fact.Kind == FactKind.Statement);
    }

    [Fact]
    public void What_was_copied_without_its_denial_is_marked() =>
        Assert.Contains(Check("No data left our network.", Day).Claims("Data left our network."), c => c is { Proof: null, Fact.Kind: FactKind.Statement });

    /// <summary>Whoever takes it out, takes out its sentence, and no other that has the same word.</summary>
    [Fact]
    public void The_marked_words_stand_once_in_the_text()
    {
        const string draft = "All sites are in Spain. All drivers write labels by hand.";
        var claim = Assert.Single(Check("All sites are in Spain. Most drivers write labels by hand.", Day).Claims(draft), c => c.Proof is null);

        Assert.Equal("All drivers", claim.Fact.Text);
        Assert.Equal("All sites are in Spain.", Removal.Without(draft, [claim.Fact.Text]));
    }

    [Fact]
    public void What_a_person_confirmed_is_proven_by_that()
    {
        const string draft = "All drivers write labels by hand.";
        var check = new FactCheck([new("your notes", "Most drivers write labels by hand."), new("what you confirmed", "All")], Day);

        Assert.Equal("what you confirmed", Assert.Single(check.Claims(draft)).Proof?.Source);
    }

    private static bool IsAtItsWords((WordedDraft Draft, List<Claim> Doubted) lie) =>
        lie.Doubted.Exists(c => c.Start < lie.Draft.LieStart + lie.Draft.Lie!.Length && lie.Draft.LieStart < c.End);

    private static FactCheck Check(string notes, DateOnly writtenOn) => new([new("your notes", notes)], writtenOn);
}
