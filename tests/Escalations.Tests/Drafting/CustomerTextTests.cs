using Escalations.Reporting;
using TextAnalysis.Facts;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace Escalations.Tests.Drafting;

/// <summary>The text that the CSM sends: the answers, in order, and few words of ours.</summary>
public sealed class CustomerTextTests
{
    [Fact]
    public void Five_answers_become_short_paragraphs() =>
        Assert.Equal(
            """
            Hello,

            Here is where we stand for Acme Corp.

            Exports fail since Monday.

            We do not know yet whether older files are affected.

            Here is what comes next. We restore the index tonight.

            You will hear from us again tomorrow at 10:00.

            In the meantime, please use the CSV export.
            """.ReplaceLineEndings("\n"),
            CustomerText.Compose(
                new(
                    "Exports fail since Monday.",
                    "Whether older files are affected",
                    "We restore the index tonight",
                    "Tomorrow at 10:00",
                    "Please use the CSV export."
                ),
                "Acme Corp"
            )
        );

    [Fact]
    public void Les_reponses_en_francais_donnent_un_texte_en_francais() =>
        Assert.Equal(
            """
            Bonjour,

            Voici où nous en sommes pour Norvia.

            Les exports échouent depuis lundi.

            Nous ne savons pas encore si les anciens fichiers sont touchés.

            Voici la suite. Nous rétablissons l'index ce soir.

            Vous aurez de nos nouvelles demain à 10 h.

            D'ici là, vous pouvez utiliser l'export CSV.
            """.ReplaceLineEndings("\n"),
            CustomerText.Compose(
                new(
                    "Les exports échouent depuis lundi.",
                    "si les anciens fichiers sont touchés",
                    "Nous rétablissons l'index ce soir.",
                    "Demain à 10 h",
                    "Vous pouvez utiliser l'export CSV."
                ),
                "Norvia"
            )
        );

    [Fact]
    public void The_text_is_in_the_language_of_the_answers()
    {
        Assert.Equal(
            "Guten Tag,\n\nhier ist unser Stand für Norvia.\n\nDer Export steht seit Montag.\n\nWir wissen noch nicht, warum der Index fehlt.\n\n"
                + "So geht es weiter. Wir stellen ihn heute Abend wieder her.\n\nSie hören wieder von uns morgen um 10 Uhr.",
            CustomerText.Compose(
                new("Der Export steht seit Montag.", "Warum der Index fehlt", "Wir stellen ihn heute Abend wieder her.", "Morgen um 10 Uhr", null),
                "Norvia"
            )
        );
        Assert.StartsWith(
            "Hola:\n\nAsí está la situación para Norvia.\n\n",
            CustomerText.Compose(new("La exportación no funciona desde el lunes.", null, "Lo arreglamos hoy.", "mañana a las 10", null), "Norvia"),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "Olá,\n\nEsta é a situação para Norvia.\n\n",
            CustomerText.Compose(new("A exportação não funciona desde segunda.", null, "Vamos corrigir hoje à noite.", "amanhã às 10", null), "Norvia"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_question_left_open_and_an_unknown_account_are_left_out()
    {
        var text = CustomerText.Compose(new("It works again.", null, "We watch it.", "16:00 CET", " "), null);

        Assert.Equal(
            "Hello,\n\nHere is where we stand.\n\nIt works again.\n\nHere is what comes next. We watch it.\n\nYou will hear from us again: 16:00 CET.",
            text
        );
    }

    [Fact]
    public void Our_own_words_pass_our_own_check()
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            Assert.Empty(Wording.Check(CustomerText.Compose(new("A", "B", "C", "D", "E"), "Acme", language)));
        }
    }
}
