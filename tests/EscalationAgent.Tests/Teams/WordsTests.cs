using System.Text.RegularExpressions;
using EscalationAgent.Teams;
using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Deadlines;
using Escalations.UseCases;
using TextAnalysis.Facts;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace EscalationAgent.Tests.Teams;

/// <summary>The words of every language: all there, all used, short enough for their place, and true to what can be said to the bot.</summary>
public sealed partial class WordsTests
{
    /// <summary>So many letters fit on any button.</summary>
    private const int FitsOnButton = 16;

    public static TheoryData<Language> Languages => [.. Enum.GetValues<Language>()];

    private static IReadOnlyList<(string Name, SentenceBook Book)> Books => [("the rules", DomainWords.Book), ("Teams", Words.Book)];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_every_word(Language language)
    {
        var code = SentenceBook.CodeOf(language);

        // What is said of languages that are not read is said in English, and in those.
        Assert.Empty(Books.SelectMany(b => b.Book.Keys.Where(k => !k.StartsWith("cannot_read", StringComparison.Ordinal) && !b.Book.Has(k, code))));
    }

    [Fact]
    public void No_word_is_left_over()
    {
        var code = string.Join('\n', Directory.EnumerateFiles(Path.Combine(Peer.Root, "src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var literals = StringLiteral().Matches(code).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var shapes = Composed()
            .Matches(code)
            .Select(m => new Regex($"^{string.Join("[^.]+", Hole().Split(m.Groups[1].Value).Select(Regex.Escape))}$", RegexOptions.CultureInvariant))
            .ToList();
        var unused =
            from book in Books
            from key in book.Book.Keys
            let name = key.EndsWith(".one", StringComparison.Ordinal) || key.EndsWith(".other", StringComparison.Ordinal) ? key[..key.LastIndexOf('.')] : key
            where !literals.Contains(key) && !literals.Contains(name) && !key.StartsWith("command.", StringComparison.Ordinal)
            where !shapes.Any(shape => shape.IsMatch(key))
            select $"{key} of {book.Name}";
        Assert.Empty(unused);
    }

    [Theory]
    [InlineData("severities.tsv")]
    [InlineData("categories.tsv")]
    public void Every_reason_of_the_rules_can_be_said(string lexicon)
    {
        var reasons = File.ReadLines(Path.Combine(Peer.Root, "src", "TextAnalysis", "Lexicons", lexicon))
            .Skip(1)
            .Select(line => line.Split('\t'))
            .Where(row => row.Length > 5 && row[5].Length > 0)
            .Select(row => row[5].TrimEnd('.'))
            .Distinct()
            .ToList();
        Assert.NotEmpty(reasons);
        Assert.Empty(reasons.Where(reason => !Words.Book.Has($"reason.{reason}", "en")));
    }

    [Fact]
    public void What_is_asked_for_is_there()
    {
        var asked = Directory
            .EnumerateFiles(Path.Combine(Peer.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Asked().Matches(File.ReadAllText(file)))
            .Select(m => m.Groups["count"].Success ? $"{m.Groups["key"].Value}.other" : m.Groups["key"].Value)
            .ToList();
        Assert.True(asked.Count > 300);
        Assert.Empty(asked.Where(key => !Words.Book.Has(key, "en") && !DomainWords.Book.Has(key, "en")).Distinct());
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_button_is_at_most_twice_as_long_as_in_English(Language language)
    {
        var buttons =
            from book in Books
            from key in book.Book.Keys
            where key.StartsWith("button.", StringComparison.Ordinal)
            let english = book.Book.Say(key, Language.English, "")
            let own = book.Book.Say(key, language, "")
            where own.Length > Math.Max(FitsOnButton, 2 * english.Length)
            select own;
        Assert.Empty(buttons);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void What_people_are_told_to_say_is_understood(Language language)
    {
        var code = SentenceBook.CodeOf(language);
        var said = Books
            .SelectMany(b => b.Book.KeysIn(code).Where(k => !k.EndsWith(".words", StringComparison.Ordinal)).Select(k => b.Book.Say(k, language, Sample)))
            .SelectMany(text => Quoted().Matches(text).Select(m => m.Groups[1].Value.Replace("@Escalation Agent ", "", StringComparison.Ordinal)))
            .Where(command =>
                !command.Contains('…') && !command.Contains("@person", StringComparison.Ordinal) && command is not ("leadership" or "ESC-2026-0001")
            )
            .Distinct()
            .ToList();
        Assert.NotEmpty(said);

        // Some are said with something after them: an id, a name, a section.
        Assert.Empty(
            said.Where(command =>
                new[]
                {
                    command,
                    $"{command} ESC-2026-0001",
                    command.Replace("ESC-2026-0001", "timeline", StringComparison.Ordinal),
                    command.Replace("Becker ESC-2026-0001", $"Becker {OnCall.ExampleOf(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero))}", StringComparison.Ordinal),
                }.All(c => ChatCommand.Parse(c) is FreeText { Meant: null })
            )
        );
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_command_can_be_said_in_every_language(Language language)
    {
        foreach (var key in Words.Book.Keys.Where(k => k.StartsWith("command.", StringComparison.Ordinal)))
        {
            var english = Words.Book.Say(key, Language.English);
            string rest = english.TrimEnd('…', ' ') switch
            {
                "card" or "explain" or "restore" or "handle" or "case study" => " ESC-2026-0001",
                "combine" => " ESC-2026-0001 with ESC-2026-0002",
                "notes:" or "account:" => " Acme",
                "edit" => $" {DomainWords.Book.Say("timeline.title", language)}",
                _ => "",
            };
            foreach (var word in Words.Book.Say(key, language).TrimEnd('…', ' ').Split('|'))
            {
                var (meant, said) = (ChatCommand.Parse(english.TrimEnd('…', ' ') + rest), ChatCommand.Parse(word + rest));
                Assert.IsNotType<FreeText>(meant);
                Assert.Equal(meant, said);
                Assert.Equal(meant, ChatCommand.Parse($"{word}{rest}!".ToUpperInvariant().Replace("ACME!", "Acme", StringComparison.Ordinal)));
            }
        }
    }

    [Theory]
    [InlineData("language français", Language.French)]
    [InlineData("Sprache deutsch", Language.German)]
    [InlineData("langue : anglais", Language.English)]
    [InlineData("idioma español", Language.Spanish)]
    [InlineData("idioma francês", Language.French)]
    [InlineData("Language: Portuguese please", Language.Portuguese)]
    [InlineData("language fr", Language.French)]
    [InlineData("langue automatique", null)]
    public void A_language_can_be_chosen_by_any_of_its_names(string said, Language? chosen) => Assert.Equal(new SetLanguage(chosen), ChatCommand.Parse(said));

    [Theory]
    [InlineData("language latin")]
    [InlineData("Retour de l'équipe attendu lundi")]
    [InlineData("Abbrechen konnten sie den Import nicht")]
    [InlineData("Client mécontent depuis mardi")]
    [InlineData("Pular a etapa não ajudou")]
    [InlineData("Estado del ticket: abierto")]
    public void A_sentence_that_begins_like_a_command_is_none(string said) => Assert.IsType<FreeText>(ChatCommand.Parse(said));

    [Theory]
    [InlineData(Language.English, "Tue 3 Mar, 14:05 UTC", "EUR 85,000", "3 Mar 2026")]
    [InlineData(Language.German, "Di. 3. März, 14:05 UTC", "85.000 EUR", "3. März 2026")]
    [InlineData(Language.French, "mar. 3 mars, 14:05 UTC", "85\u202f000 EUR", "3 mars 2026")]
    [InlineData(Language.Spanish, "mar 3 mar, 14:05 UTC", "85.000 EUR", "3 mar 2026")]
    [InlineData(Language.Portuguese, "ter. 3 mar., 14:05 UTC", "EUR 85.000", "3 mar. 2026")]
    public void Times_and_numbers_are_written_as_the_reader_does(Language language, string at, string money, string day)
    {
        using var reader = ReaderLanguage.Use(language);
        Assert.Equal(at, DueText.For(new(2026, 3, 3, 14, 5, 0, TimeSpan.Zero), null));
        Assert.Equal(money, CardFormat.Of(new Money(85_000, "EUR")));
        Assert.Equal(day, CardFormat.Of(new DateOnly(2026, 3, 3)));
    }

    [Theory]
    [InlineData(Language.English, "0 facts that you confirmed", "1 fact that you confirmed", "2 facts that you confirmed")]
    [InlineData(Language.German, "0 von dir bestätigte Angaben", "1 von dir bestätigte Angabe", "2 von dir bestätigte Angaben")]
    [InlineData(Language.French, "0 fait que tu as confirmé", "1 fait que tu as confirmé", "2 faits que tu as confirmés")]
    [InlineData(Language.Spanish, "0 datos que confirmaste", "1 dato que confirmaste", "2 datos que confirmaste")]
    [InlineData(Language.Portuguese, "0 fato que você confirmou", "1 fato que você confirmou", "2 fatos que você confirmou")]
    public void Each_language_has_its_plural(Language language, string none, string one, string two)
    {
        using var reader = ReaderLanguage.Use(language);
        Assert.Equal([none, one, two], Enumerable.Range(0, 3).Select(n => Words.Count("cancel.confirmed", n)));
    }

    [Theory]
    [InlineData("fr-FR", Language.French)]
    [InlineData("pt-BR", Language.Portuguese)]
    [InlineData("DE", Language.German)]
    [InlineData("nl-NL", null)]
    [InlineData(null, null)]
    public void A_locale_tells_the_language(string? locale, Language? language) => Assert.Equal(language, SentenceBook.LanguageOf(locale));

    [Theory]
    [InlineData("aide", Language.French)]
    [InlineData("Vorschau bitte", Language.German)]
    [InlineData("hola", Language.Spanish)]
    [InlineData("cancelar", null)]
    [InlineData("notes: they are slow", null)]
    [InlineData("help", Language.English)]
    [InlineData("skip", null)]
    public void Words_of_a_command_tell_the_language_unless_they_are_of_several(string said, Language? language) =>
        Assert.Equal(language, ChatCommand.LanguageOf(said));

    [Fact]
    public void Notes_behind_the_word_are_notes_and_a_few_words_are_an_answer()
    {
        var notes = string.Concat(Enumerable.Repeat("les rapports sont lents ", 20)).Trim();
        Assert.Equal(new Escalate(notes, false), ChatCommand.Parse($"escalader {notes}"));
        Assert.IsType<FreeText>(Assert.IsType<PerhapsEscalate>(ChatCommand.Parse("Escalar al equipo de ingeniería antes del jueves")).Otherwise);
        Assert.Equal(new Escalate("les rapports sont lents", false), ChatCommand.Parse("escalader : les rapports sont lents"));
        Assert.Equal(new Escalate("Die Berichte sind langsam", false), ChatCommand.Parse("eskalieren\nDie Berichte sind langsam"));
    }

    /// <summary>A section can be named in every language, by its title or by a word that is in no other.</summary>
    [Theory]
    [InlineData("chronologie", BriefSection.Timeline)]
    [InlineData("Verlauf", BriefSection.Timeline)]
    [InlineData("communication avec le client", BriefSection.CustomerCommunication)]
    [InlineData("demande", BriefSection.SpecificAsk)]
    [InlineData("petición", BriefSection.SpecificAsk)]
    [InlineData("recomendação", BriefSection.Recommendation)]
    [InlineData("customer_impact", BriefSection.CustomerImpact)]
    [InlineData("cliente", null)]
    [InlineData("customer", null)]
    public void A_section_is_named_in_every_language(string said, BriefSection? section) =>
        Assert.Equal(section, BriefSections.TryParse(said, out var found) ? found : null);

    private static readonly object[] Sample = ["ESC-2026-0001", "ESC-2026-0001", "engineering", "engineering", "engineering"];

    [GeneratedRegex("""(?<!\$)"([a-z_A-Z.0-9]+)["]""", RegexOptions.CultureInvariant)]
    private static partial Regex StringLiteral();

    [GeneratedRegex("""\$"([a-z_.]*\{[^"]*?)["]""", RegexOptions.CultureInvariant)]
    private static partial Regex Composed();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Hole();

    [GeneratedRegex(
        """(?:Words\.(?:Say|(?<count>Count))|LocalizableText(?:Message)?\.(?:Of|(?<count>Count)))\(\s*"(?<key>[^"]+)["]""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Asked();

    [GeneratedRegex("`([^`]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
