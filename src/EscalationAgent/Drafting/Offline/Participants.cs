using TextAnalysis.Redaction;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Who writes and who is written to: people and mail domains seen in headers, chat lines and signatures.</summary>
internal sealed class Participants
{
    private const int LinesInSignature = 6;
    private const int LongestSignatureLine = 60;
    private const int FewestWordsOfSentence = 5;
    private const int MostPeople = 200;
    private const int MostDomains = 50;

    private readonly HashSet<string> people = [];
    private readonly HashSet<string> domains = [];
    private readonly HashSet<string> ownDomains = [];
    private readonly List<Signature> signed = [];
    private string? sender;
    private int signature;

    public IReadOnlySet<string> People => people;

    public IReadOnlySet<string> Domains => domains;

    /// <summary>The domains that our own people write from.</summary>
    public IReadOnlySet<string> OwnDomains => ownDomains;

    /// <summary>The lines by which somebody of top management signed or sent a mail.</summary>
    public IReadOnlyList<Signature> Signed => signed;

    public void BeginNote() => (sender, signature) = (null, 0);

    public void BeginSignature() => signature = LinesInSignature;

    public void EndSignature() => signature = 0;

    /// <summary>Somebody wrote what follows.</summary>
    public void Wrote(string line)
    {
        (sender, signature) = (line, 0);
        SeePerson(line);
        SeeTitle(line);
    }

    public void SeeDomains(string line)
    {
        if (domains.Count < MostDomains)
        {
            LineShapes.CollectDomains(line, domains);
        }
    }

    public void SeePerson(string line)
    {
        // Every name is compared with every candidate: a handful is a thread, thousands are junk.
        foreach (var name in LineShapes.NamesIn(line).TakeWhile(_ => people.Count < MostPeople))
        {
            people.Add(name);
        }
    }

    private void SeeTitle(string line)
    {
        if (signed.Count < MostPeople && ExecutiveContact.IsTitle(line))
        {
            signed.Add(new(sender ?? "", line));
        }
    }

    /// <summary>Names, titles and addresses end a mail; what says more was written below them, and belongs to the notes.</summary>
    private static bool IsSentence(string line) => Symptom.IsIn(line) || (line[^1] is '.' or '!' or '?' && Token.WordsOf(line).Count >= FewestWordsOfSentence);

    /// <summary>False when the line is not, or no longer, part of a signature.</summary>
    public bool ReadSignature(string line)
    {
        if (signature == 0)
        {
            return false;
        }

        signature--;
        if (line.Length > LongestSignatureLine || LineShapes.StartsItem(line) || LineShapes.ReadLabel(line) is not null || IsSentence(line))
        {
            signature = 0;
            return false;
        }

        var folded = Folding.FoldInPlace(line);
        if (folded.Contains("customer success", StringComparison.Ordinal) || folded.EndsWith("csm", StringComparison.Ordinal))
        {
            LineShapes.CollectDomains(sender ?? "", ownDomains);
        }

        SeeTitle(line);
        if (!OfflineCues.CompanySuffixes.Overlaps(Token.WordsOf(line).Select(w => w.Folded)))
        {
            SeePerson(line);
        }

        return true;
    }
}
