using TextAnalysis.Tokens;

namespace Escalations.Reporting;

/// <summary>
/// Makes a text that a CSM can send from the five answers: their own words, and a few fixed ones that join them.
/// Nothing else is said, and it ends without a signature, because the CSM signs.
/// </summary>
public static class CustomerText
{
    private static readonly Phrases English = new(
        "Hello,",
        "Here is where we stand",
        " for ",
        "We do not know yet ",
        "Some of it is still open. ",
        "Here is what comes next. ",
        "You will hear from us again",
        "In the meantime",
        ": ",
        Openers("whether why when how what which who where if"),
        Openers("at on by before within in every tomorrow today tonight no once as around between this next"),
        Openers("please you your there the no nothing we"),
        Openers("we you i our my")
    );

    private static readonly Phrases French = new(
        "Bonjour,",
        "Voici où nous en sommes",
        " pour ",
        "Nous ne savons pas encore ",
        "Une partie reste ouverte. ",
        "Voici la suite. ",
        "Vous aurez de nos nouvelles",
        "D'ici là",
        "\u00A0: ",
        Openers("si pourquoi quand comment combien quel quelle quels quelles qui où ce"),
        Openers("demain à le la avant dans ce cet cette au aujourd'hui lundi mardi mercredi jeudi vendredi samedi dimanche d'ici chaque dès vers toutes tous"),
        Openers("merci vous votre il le la les aucune rien nous veuillez"),
        Openers("nous vous je notre on")
    );

    private static readonly Phrases German = new(
        "Guten Tag,",
        "hier ist unser Stand",
        " für ",
        "Wir wissen noch nicht, ",
        "Einiges ist noch offen. ",
        "So geht es weiter. ",
        "Sie hören wieder von uns",
        "Bis dahin",
        ": ",
        Openers("ob warum wieso wann wie welche welcher welches wer wo was"),
        Openers("morgen heute bis am um vor im in jeden jede spätestens sobald"),
        Openers("bitte sie es der die das keine nichts"),
        Openers("wir sie ich unser unsere")
    );

    private static readonly Phrases Spanish = new(
        "Hola:",
        "Así está la situación",
        " para ",
        "Todavía no sabemos ",
        "Una parte sigue abierta. ",
        "Estos son los próximos pasos. ",
        "Tendrá noticias nuestras",
        "Mientras tanto",
        ": ",
        Openers("si cuándo cómo cuánto cuál cuáles quién dónde qué por"),
        Openers("mañana hoy a antes en dentro el este esta cada lunes martes miércoles jueves viernes sábado domingo"),
        Openers("por usted su el la los ninguna nada no"),
        Openers("nosotros usted nuestro nuestra le les")
    );

    private static readonly Phrases Portuguese = new(
        "Olá,",
        "Esta é a situação",
        " para ",
        "Ainda não sabemos ",
        "Uma parte continua em aberto. ",
        "Estes são os próximos passos. ",
        "Você terá notícias nossas",
        "Enquanto isso",
        ": ",
        Openers("se quando como quanto qual quais quem onde o por"),
        Openers("amanhã hoje até antes em dentro no na neste nesta cada segunda terça quarta quinta sexta sábado domingo"),
        Openers("por você seu o a os nenhuma nada não"),
        Openers("nós você nosso nossa")
    );

    /// <summary>The language that the answers are written in; English when they do not tell.</summary>
    public static Language LanguageOf(UpdateAnswers answers) =>
        LanguageGuesser.Of(Token.WordsOf(string.Join('\n', answers.Known, answers.Unknown, answers.Next, answers.NextUpdate, answers.Meanwhile)));

    /// <summary>The text in the language of the answers, in the order of the five questions.</summary>
    /// <param name="account">The customer's name; null when it is not known.</param>
    public static string Compose(UpdateAnswers answers, string? account) => Compose(answers, account, LanguageOf(answers));

    public static string Compose(UpdateAnswers answers, string? account, Language language)
    {
        var say = language switch
        {
            Language.German => German,
            Language.French => French,
            Language.Spanish => Spanish,
            Language.Portuguese => Portuguese,
            _ => English,
        };
        var name = InlineText.Sanitize(account ?? "");
        var opening = say.Opening + (name.Length == 0 ? "" : say.For + name);
        string?[] paragraphs =
        [
            say.Greeting,
            Ended(opening),
            Ended(answers.Known),
            Unknown(say, Tidy(answers.Unknown)),
            Tidy(answers.Next) is { Length: > 0 } next ? say.Next + Ended(next) : null,
            NextUpdate(say, Tidy(answers.NextUpdate)),
            Meanwhile(say, Tidy(answers.Meanwhile)),
        ];
        return string.Join("\n\n", paragraphs.Where(p => !string.IsNullOrEmpty(p)));
    }

    private static string? Unknown(Phrases say, string answer) =>
        answer.Length == 0 ? null
        : say.Questions.Contains(FirstWord(answer)) && !answer.Contains('?') ? say.NotKnown + Ended(Lowered(answer))
        : say.StillOpen + Ended(answer);

    private static string? NextUpdate(Phrases say, string answer) =>
        answer.Length == 0 ? null
        : say.Sentences.Contains(FirstWord(answer)) ? Ended(answer)
        : say.Times.Contains(FirstWord(answer)) ? $"{say.HearAgain} {Ended(Lowered(answer))}"
        : say.HearAgain + say.Colon + Ended(answer);

    private static string? Meanwhile(Phrases say, string answer) =>
        answer.Length == 0 ? null
        : say.Advice.Contains(FirstWord(answer)) ? $"{say.Meanwhile}, {Ended(Lowered(answer))}"
        : say.Meanwhile + say.Colon + Ended(answer);

    private static HashSet<string> Openers(string words) => [.. words.Split(' ')];

    private static string FirstWord(string text) => text.Split([' ', '\n', '\t', ',', '.', ':', '\u00A0'], 2)[0].Replace('’', '\'').ToLowerInvariant();

    private static string Lowered(string text) => char.ToLowerInvariant(text[0]) + text[1..];

    private static string Tidy(string? answer) => (answer ?? "").ReplaceLineEndings("\n").Trim();

    private static string Ended(string answer) =>
        Tidy(answer) is { Length: > 0 } text && (char.IsLetterOrDigit(text[^1]) || text[^1] is ')' or '"' or '»' or '%') ? $"{text}." : Tidy(answer);

    /// <summary>The fixed words of one language, and the first words by which an answer can be joined to them.</summary>
    private sealed record Phrases(
        string Greeting,
        string Opening,
        string For,
        string NotKnown,
        string StillOpen,
        string Next,
        string HearAgain,
        string Meanwhile,
        string Colon,
        HashSet<string> Questions,
        HashSet<string> Times,
        HashSet<string> Advice,
        HashSet<string> Sentences
    );
}
