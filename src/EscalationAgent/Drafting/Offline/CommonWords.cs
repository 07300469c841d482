namespace EscalationAgent.Drafting.Offline;

/// <summary>
/// Words that several notes use, folded, the commonest first; counted in its notes by <c>tests/EscalationAgent.Training</c>. What is none
/// of them, in notes that write names in small letters, may be a name.
/// </summary>
internal sealed class CommonWords(IReadOnlyList<string> words)
{
    private const string Resource = "common-words.txt";

    /// <summary>So many of them are in notes of every kind: no name begins or ends with one.</summary>
    private const int InAll = 150;

    private static readonly Lazy<CommonWords> OfProgram = new(Load);

    private readonly HashSet<string> known = [.. words];
    private readonly HashSet<string> inAll = [.. words.Take(InAll)];

    public static CommonWords Shipped => OfProgram.Value;

    public bool Has(string folded) => known.Contains(folded);

    public bool IsInAll(string folded) => inAll.Contains(folded);

    private static CommonWords Load()
    {
        using var file = typeof(CommonWords).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException("The common words are not part of this build.");
        using var reader = new StreamReader(file);
        return new(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
