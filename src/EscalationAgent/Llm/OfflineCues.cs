using TextAnalysis.Tokens;
using Escalations;

namespace EscalationAgent.Llm;

/// <summary>Small word lists that the offline rules share.</summary>
internal static partial class OfflineCues
{
    public static readonly HashSet<string> Greetings =
        ["hi", "hello", "hey", "dear", "hallo", "liebe", "lieber", "guten", "moin", "bonjour", "salut", "hola", "buenos", "buenas", "estimado", "estimada", "ola", "bom", "boa", "prezado", "all", "team"];

    public static readonly HashSet<string> Closings =
    [
        "best", "kind", "regards", "cheers", "thanks", "thx", "br", "sincerely", "yours", "warm", "viele", "beste", "mfg", "gruß", "gruss", "grusse", "herzliche", "freundliche", "mit", "danke",
        "cordialement", "merci", "bien", "saludos", "gracias", "atentamente", "atenciosamente", "abracos", "obrigado", "obrigada", "sent",
    ];

    public static readonly HashSet<string> CompanySuffixes =
    [
        "corp", "corporation", "inc", "incorporated", "ltd", "limited", "llc", "llp", "plc", "gmbh", "ag", "kg", "se", "sa", "s.a", "sas", "sarl", "sl", "s.l", "slu", "srl", "spa", "lda", "ltda",
        "bv", "b.v", "nv", "ab", "oy", "oyj", "as", "aps", "pty", "group", "holding", "holdings", "kk", "sro",
    ];

    /// <summary>It is over, or it may never be: what is beside it counts for little.</summary>
    public static readonly Lexicon<double> Dampers = new(
    [
        new(0.25, 1, "", "resolved last|yesterday|this|on|in|already", "was|were|been|is|got resolved|fixed|solved|restored", "has|have been resolved|fixed", "back to normal", "running|works|working|up again", "back up", "fully recovered", "no longer", "ist|wurde behoben|gelost", "lauft wieder", "est|ete resolu*", "ha|fue|esta resuelto|solucionado", "foi resolvido|corrigido", "long behind", "langst erledigt", "regle depuis longtemps", "mas que olvidado", "is forgotten", "was over", "handled well", "has nothing to do with", "nothing to do with us|this", "own internet provider", "last summer", "ist vorbei", "lag am|an ihrem|der", "du a leur fournisseur", "fue cosa de su", "isn't the point", "darum geht es .. nicht", "la n'est pas la question", "no es eso"),
        new(0.5, 1, "", "was|were down", "could become", "might", "would be", "in case", "au cas ou", "podria", "poderia"),
    ]);

    /// <summary>Somebody else's quarrel: with their reseller, not with us; or our own mood, not theirs.</summary>
    public static readonly Lexicon<bool> NotTheirMoodWithUs = new(
    [
        new(true, 1, "", "with|at|about|by their|its|own reseller|partner|integrator|carrier|bank|vendor|supplier|provider|agency|boss|colleagues", "auf|uber ihren|ihrem|deren"),
        new(true, 1, "", "i|we am|are|was|were frustrated|annoyed|unhappy|angry|upset", "i'm|we're frustrated|annoyed|unhappy|angry|upset", "ich bin frustriert|unzufrieden", "je suis frustre*"),
    ]);

    /// <summary>Reasons of severity that tell what it does to the customer's business, and not how they take it or what is at stake.</summary>
    public static readonly HashSet<string> Damage =
    [
        "Production is down.", "All of it stands still.", "Money is lost by the hour.", "People could come to harm.", "Revenue is blocked.",
        "The customer cannot do part of their work.", "Much of a day's work is lost or done twice.", "Many people or much work are hit.", "There is a way round it, at a price in work.", "It costs little time, and they manage.",
    ];

    public static double DampOf(Statement statement) => Dampers.In(statement.Words).Select(h => h.Entry.For).DefaultIfEmpty(1).Min();

    /// <summary>The rows of both tables, as the model names them.</summary>
    public static IEnumerable<(string Key, double Weight)> AllRows() =>
        ProductAndServiceTable.Concat(RelationsTable).Select(c => (FeatureExtractor.KeyOf(c), c.Weight)).Concat(SeverityTable.Select(c => (FeatureExtractor.KeyOf(c), c.Weight)));

    public static readonly Lexicon<BriefSection> Sections = new(SectionTable);
    public static readonly Lexicon<string> Categories = new([.. ProductAndServiceTable, .. RelationsTable]);
    public static readonly HashSet<string> KnownCategories = [.. ProductAndServiceTable.Concat(RelationsTable).Select(c => c.For)];
    public static readonly Lexicon<Severity> Severities = new(SeverityTable);
    public static readonly Lexicon<Sentiment> Moods = new(MoodTable);

    /// <summary>Says that somebody is to do something in particular.</summary>
    public static readonly Lexicon<bool> Actions = new(
    [
        new(true, 1, "", "fix*", "provid*", "assign*", "confirm*", "approv*", "decid*", "decision", "send*", "join*", "root cause", "rca", "call", "credit*", "review", "priori*", "deploy*", "hotfix*", "patch*", "restor*",
            "correct*", "issue a", "roll back", "rollback", "engineer", "name", "nominate", "owner", "date", "plan", "present*", "deliver*", "refund*", "investigat*", "explain", "answer", "ship*", "release", "write", "meet*", "replace*", "grant", "extend", "waive", "escalat*", "increase", "migrat*", "schedul*",
            "fix", "behebung", "korrektur", "entscheidung", "zuweisen", "bestatig*", "beheben", "termin", "ingenieur*", "techniker*", "entwickler*",
            "ingenieur", "correctif", "correction", "decision", "confirm*", "envoy*", "corrig*", "emit*", "envi*", "nota", "correccion", "ingeniero*", "correcao", "engenheir*", "decisao", "plano", "plazo", "prazo"),
    ]);

    /// <summary>What is due and not what has happened is behind such a word.</summary>
    public static readonly HashSet<string> BeforeDeadline = ["by", "until", "till", "before", "bis", "avant", "antes", "ate", "vor", "due", "deadline", "ici"];

    /// <summary>A day told by its distance from the day of writing.</summary>
    public static readonly Lexicon<int> NearDays = new(
    [
        new(0, 1, "", "today", "this morning|afternoon", "earlier today", "tonight", "heute", "aujourd'hui", "ce matin", "hoy", "hoje"),
        new(-1, 1, "", "yesterday", "last night", "gestern", "hier matin|soir", "ayer", "ontem"),
    ]);

    /// <summary>Time words that no rule turns into a certain day; they stay words.</summary>
    public static readonly Lexicon<bool> VagueDays = new(
    [
        new(true, 1, "", "since", "last monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month|night|quarter", "on monday|tuesday|wednesday|thursday|friday|saturday|sunday", "#|one|two|three|four|five|six days|weeks|months|hours ago",
            "monday|tuesday|wednesday|thursday|friday|saturday|sunday morning|afternoon|evening", "for #|two|three|four|several days|weeks", "in january|february|march|april|june|july|august|september|october|november|december",
            "seit", "vor # tagen|wochen", "letzte|letzten|letzter woche|montag|dienstag|mittwoch|donnerstag|freitag", "am montag|dienstag|mittwoch|donnerstag|freitag", "depuis", "il y a #", "desde", "hace #", "ha # dias", "la semana pasada", "semana passada"),
    ]);
}
