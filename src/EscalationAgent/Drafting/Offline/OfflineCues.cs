using Escalations;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>What the offline rules go by: word lists, most of them in <c>TextAnalysis/Lexicons</c>.</summary>
internal static class OfflineCues
{
    public static readonly Lexicon<BriefSection> Sections = Lexicon.Load("sections", SectionOf);
    public static readonly Lexicon<string> Categories = Lexicon.Load("categories", key => key);
    public static readonly HashSet<string> KnownCategories = [.. Categories.Entries.Select(e => e.For)];
    public static readonly Lexicon<Severity> Severities = Lexicon.Load("severities", Enum.Parse<Severity>);
    public static readonly Lexicon<Sentiment> Moods = Lexicon.Load("moods", name =>
        Enum.Parse<Sentiment>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true)
    );

    /// <summary>It is over, or it may never be: what is beside it counts for so little.</summary>
    public static readonly Lexicon<string> Dampers = Hints("damper");

    /// <summary>Somebody else's quarrel: with their reseller, not with us; or our own mood, not theirs.</summary>
    public static readonly Lexicon<string> NotTheirMoodWithUs = Hints("not_with_us");

    /// <summary>Beside what is no news of the matter, it was said in jest.</summary>
    public static readonly Lexicon<string> Laughter = Hints("laughter");

    /// <summary>How the customer's top management is named.</summary>
    public static readonly Lexicon<string> TopManagers = Hints("top_manager");

    /// <summary>What they do themselves; it is behind who does it.</summary>
    public static readonly Lexicon<string> Raises = Hints("raises");

    /// <summary>What came from them; it is before who sent it.</summary>
    public static readonly Lexicon<string> RaisedBy = Hints("raised_by");

    /// <summary>They come as guests: an invitation or a kind word is no escalation.</summary>
    public static readonly Lexicon<string> Kindly = Hints("kindly");

    /// <summary>What is in the same sentence is not for the brief.</summary>
    public static readonly Lexicon<LeftOutBecause> LeftOut = Lexicon.Load(
        "hints",
        topic =>
            topic switch
            {
                "another_matter" => LeftOutBecause.AnotherMatter,
                "not_part_of_this" => LeftOutBecause.NotPartOfThis,
                "joke" => LeftOutBecause.Joke,
                _ => LeftOutBecause.OffTheRecord,
            },
        "off_the_record",
        "another_matter",
        "not_part_of_this",
        "joke"
    );

    /// <summary>A day told by its distance from the day of writing: the weight, in days.</summary>
    public static readonly Lexicon<string> NearDays = Hints("near_day");

    /// <summary>Since when, or for how long.</summary>
    public static readonly Lexicon<string> Beginnings = Hints("beginning");

    /// <summary>What the customer would call resolved follows, or goes before.</summary>
    public static readonly Lexicon<string> ResolvedWhen = Hints("resolved_when");

    /// <summary>How somebody was reached: "called", "hat angerufen".</summary>
    public static readonly Lexicon<string> Contacted = Hints("contacted");

    public static readonly HashSet<string> Greetings = WordList.Of("grammar", "greeting");

    /// <summary>Whom one greets, beside names.</summary>
    public static readonly HashSet<string> Greeted = WordList.Of("grammar", "greeted");

    /// <summary>What stands above a name at the end of a mail.</summary>
    public static readonly Lexicon<string> Closings = Hints("closing");

    public static readonly HashSet<string> CompanySuffixes =
    [
        "corp",
        "corporation",
        "inc",
        "incorporated",
        "ltd",
        "limited",
        "llc",
        "llp",
        "plc",
        "gmbh",
        "ag",
        "kg",
        "se",
        "sa",
        "s.a",
        "sas",
        "sarl",
        "sl",
        "s.l",
        "slu",
        "srl",
        "spa",
        "lda",
        "ltda",
        "bv",
        "b.v",
        "nv",
        "ab",
        "oy",
        "oyj",
        "as",
        "aps",
        "pty",
        "group",
        "holding",
        "holdings",
        "kk",
        "sro",
    ];

    /// <summary>What is due and not what has happened is behind such a word.</summary>
    public static readonly HashSet<string> BeforeDeadline = ["by", "until", "till", "before", "bis", "avant", "antes", "ate", "vor", "due", "deadline", "ici"];

    /// <summary>Before these words it has not happened.</summary>
    public static readonly HashSet<string> NotYet =
    [
        "if",
        "would",
        "will",
        "may",
        "might",
        "could",
        "should",
        "unless",
        "otherwise",
        "before",
        "expect",
        "expects",
        "fear",
        "afraid",
        "soon",
        "shall",
        "going",
        "until",
        "imagine",
        "suppose",
        "i'll",
        "we'll",
        "they'll",
        "he'll",
        "she'll",
        "wenn",
        "falls",
        "sonst",
        "wurde",
        "wird",
        "konnte",
        "bevor",
        "ehe",
        "demnachst",
        "sobald",
        "bald",
        "si",
        "sinon",
        "pourrait",
        "risque",
        "avant",
        "bientot",
        "sino",
        "podria",
        "antes",
        "pronto",
        "senao",
        "caso",
        "poderia",
        "vai",
    ];

    /// <summary>Whose they are when they are ours.</summary>
    public static readonly HashSet<string> Ours =
    [
        "our",
        "ours",
        "my",
        "unser",
        "unsere",
        "unserem",
        "unseren",
        "unserer",
        "unseres",
        "mein",
        "meine",
        "meinem",
        "meiner",
        "notre",
        "nos",
        "mon",
        "ma",
        "nuestro",
        "nuestra",
        "mi",
        "nosso",
        "nossa",
        "meu",
        "minha",
    ];

    /// <summary>Behind the label of the customer, they say that nobody knows.</summary>
    public static readonly HashSet<string> Unknown =
    [
        "unknown",
        "tbd",
        "n",
        "na",
        "none",
        "see",
        "todo",
        "unbekannt",
        "inconnu",
        "desconocido",
        "they",
        "the",
        "is",
        "was",
    ];

    /// <summary>"TBD", "n/a": an answer that gives none.</summary>
    public static bool SaysUnknown(string answer) => Token.WordsOf(answer) is { Count: > 0 and <= 2 } words && words.All(w => Unanswered.Contains(w.Folded));

    private static readonly HashSet<string> Unanswered = WordList.Of("grammar", "unanswered");

    public static double DampOf(Statement statement) => Dampers.In(statement.Words).Select(h => h.Entry.Weight).DefaultIfEmpty(1).Min();

    /// <summary>Words of one topic of the lexicon <c>hints</c>.</summary>
    public static Lexicon<string> Hints(string topic) => Lexicon.Load("hints", name => name, topic);

    private static BriefSection SectionOf(string key) =>
        BriefSections.TryParse(key, out var section) ? section : throw new FormatException($"There is no section \"{key}\".");
}
