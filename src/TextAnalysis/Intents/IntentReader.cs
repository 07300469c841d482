using System.Text.RegularExpressions;
using TextAnalysis.Tokens;

namespace TextAnalysis.Intents;

/// <summary>What somebody means.</summary>
/// <param name="Language">Of the words that say so; null where they are said in several languages.</param>
/// <param name="Rest">The words behind those, as they were written; empty where nothing is left.</param>
public sealed record IntentFound(Intent Intent, Language? Language, string Rest);

/// <summary>
/// Tells what a short message means, by the phrases of <c>intents.tsv</c>. They must cover it from its first word to its last, so
/// that a sentence that merely holds one of them is left alone; only some intents have a rest that may say anything.
/// </summary>
public static partial class IntentReader
{
    /// <summary>A longer message tells something.</summary>
    private const int MostWords = 24;

    /// <summary>What is looked for, or asked about, is a name or a few words.</summary>
    private const int MostWordsOfRest = 8;

    private const int MostWordsOfRemark = 16;

    private static readonly Dictionary<string, Intent> Topics = new(StringComparer.Ordinal)
    {
        ["greeting"] = Intent.Greeting,
        ["thanks"] = Intent.Thanks,
        ["help"] = Intent.Help,
        ["new_escalation"] = Intent.NewEscalation,
        ["stop"] = Intent.Stop,
        ["undo"] = Intent.Undo,
        ["severities"] = Intent.Severities,
        ["who_sees"] = Intent.WhoSees,
        ["severity"] = Intent.Severity,
        ["category"] = Intent.Category,
        ["route"] = Intent.Route,
        ["who_handles"] = Intent.WhoHandles,
        ["ask_status"] = Intent.AskStatus,
        ["find"] = Intent.Find,
        ["not_known"] = Intent.NotKnown,
        ["question_back"] = Intent.QuestionBack,
    };

    private static readonly PhraseIndex<(Intent? Intent, Language? Language)> Phrases = Load();

    private static readonly PhraseBook Promises = PhraseBook.Load("intents", "will_ask");

    /// <summary>What the message means; null when it is anything else.</summary>
    public static IntentFound? Read(string text)
    {
        var words = Token.WordsOf(text);
        if (words.Count is 0 or > MostWords)
        {
            return null;
        }

        // The words are covered by phrases from the left; the best way to each place is kept.
        var reached = new (bool IsReached, Intent? Intent, Language? Language)[words.Count + 1];
        reached[0] = (true, null, null);
        IntentFound? withRest = null;
        for (var at = 0; at < words.Count; at++)
        {
            if (!reached[at].IsReached)
            {
                continue;
            }

            foreach (var (phrase, (intent, language)) in Phrases.At(words[at]))
            {
                if (phrase.EndAt(words, at) is not { } end)
                {
                    continue;
                }

                var before = reached[at];
                var met = intent > before.Intent || before.Intent is null ? intent ?? before.Intent : before.Intent;
                if (!NeedsRest(intent) && (!reached[end].IsReached || met > reached[end].Intent || (met is not null && reached[end].Intent is null)))
                {
                    reached[end] = (true, met, met == before.Intent ? before.Language : language);
                }

                if (intent is { } meant && end < words.Count && MayHaveRest(meant, words, end))
                {
                    var rest = text[words[end].Start..].TrimEnd(' ', '?', '!', '.', ',', ';', ':', '"', '”', '»', '\n');
                    if (withRest is null || meant > withRest.Intent || (meant == withRest.Intent && rest.Length < withRest.Rest.Length))
                    {
                        withRest = new(meant, language, rest);
                    }
                }
            }
        }

        return reached[^1] is { IsReached: true, Intent: { } whole, Language: var of } ? new(whole, of, "") : withRest;
    }

    /// <summary>Without words behind it, it would say nothing.</summary>
    private static bool NeedsRest(Intent? intent) => intent is Intent.Find or Intent.WhoHandles or Intent.Category;

    private static bool MayHaveRest(Intent intent, IReadOnlyList<Token> words, int from) =>
        intent switch
        {
            Intent.Find or Intent.WhoHandles or Intent.AskStatus or Intent.Category => words.Count - from <= MostWordsOfRest,
            // "I don't know yet, I'll ask their CTO on Thursday": more than that would be an answer.
            Intent.NotKnown => words.Count - from <= MostWordsOfRemark && IsPromise(words, from),
            _ => false,
        };

    private static bool IsPromise(IReadOnlyList<Token> words, int from) =>
        Promises.IsAt(words, from) || (from + 1 < words.Count && IsJoin(words[from]) && Promises.IsAt(words, from + 1));

    private static bool IsJoin(Token word) => Join().IsMatch(word.Folded);

    [GeneratedRegex("^(and|but|so|und|aber|et|mais|y|pero|e|mas)$", RegexOptions.CultureInvariant)]
    private static partial Regex Join();

    private static PhraseIndex<(Intent? Intent, Language? Language)> Load()
    {
        var index = new PhraseIndex<(Intent? Intent, Language? Language)>();
        foreach (var row in LexiconFile.Read("intents", [.. Topics.Keys, "filler"]))
        {
            foreach (var phrase in row.Phrases)
            {
                index.Add(phrase, (Topics.TryGetValue(row.For, out var intent) ? intent : null, row.Language));
            }
        }

        return index;
    }
}
