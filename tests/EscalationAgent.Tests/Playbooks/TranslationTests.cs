using EscalationAgent.Tests.Teams;
using Escalations;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>What the shipped playbook names is read in every language.</summary>
public sealed class TranslationTests
{
    private static Playbook Shipped => SampleCards.Playbook;

    [Fact]
    public void All_that_is_chosen_from_reads_in_every_language()
    {
        string[] texts =
        [
            Shipped.Title,
            .. Shipped.Severities.Select(s => s.Meaning),
            .. Shipped.Categories.SelectMany(c => new[] { c.Title, c.Trigger, c.Outcome.What, Shipped.FindTeam(c.RoutesTo[0])!.Title }),
        ];
        foreach (var code in new[] { "de", "fr", "es", "pt" })
        {
            Assert.Empty(texts.Except(Shipped.Translations[code].Keys).Select(text => $"{text} in {code}"));
        }
    }

    [Fact]
    public void A_text_is_read_in_the_reader_s_language_or_as_it_is_written()
    {
        Assert.Equal("Product defect (bug)", Shipped.InReaderLanguage("Product defect (bug)"));
        using var reader = ReaderLanguage.Use(Language.French);
        Assert.Equal("Défaut du produit (bug)", Shipped.InReaderLanguage("Product defect (bug)"));
        Assert.Equal("Chief Executive Officer", Shipped.InReaderLanguage("Chief Executive Officer"));
    }
}
