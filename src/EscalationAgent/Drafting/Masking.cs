using System.Text.RegularExpressions;
using TextAnalysis.Redaction;

namespace EscalationAgent.Drafting;

/// <summary>
/// What must not leave is replaced by numbered placeholders before a model reads a text. One instance serves one request,
/// so that the same address is the same placeholder wherever it is.
/// </summary>
internal sealed partial class Masking
{
    public const string Nothing = "none";
    public const string InPlaceOfSecrets = Secrets.Hidden;

    private const string Secret = "secret";
    private const string Email = "email";
    private const string Phone = "phone";

    /// <summary>What can be masked, by its name in the settings.</summary>
    public static readonly string[] Kinds = ["secrets", "email", "phone"];

    private readonly bool secrets;
    private readonly bool emails;
    private readonly bool phones;
    private readonly HashSet<string> taken;
    private readonly Dictionary<(string Kind, string Value), string> given = [];
    private readonly Dictionary<string, string> originals = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="mask">As in the settings: empty for everything.</param>
    /// <param name="texts">All that will be masked: what looks like a placeholder in it already is not given again.</param>
    public Masking(IReadOnlyList<string> mask, IEnumerable<string> texts)
    {
        secrets = mask.Count == 0 || mask.Contains("secrets");
        emails = mask.Count == 0 || mask.Contains("email");
        phones = mask.Count == 0 || mask.Contains("phone");
        taken = new(texts.SelectMany(t => Placeholder().Matches(t).Select(m => m.Value)), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The text as it may leave.</summary>
    public string Hide(string text)
    {
        if (secrets)
        {
            text = Secrets.Hide(text, value => Give(Secret, value));
        }

        if (emails)
        {
            text = Address().Replace(text, m => Give(Email, m.Value));
        }

        return phones ? PhoneShapes.Hide(text, value => Give(Phone, value)) : text;
    }

    /// <summary>What a model wrote, with addresses and numbers in it again; secrets stay out.</summary>
    public string Restore(string text) =>
        Placeholder()
            .Replace(text, m => $"[{m.Groups[1].Value}-{m.Groups[2].Value}]" is var name && originals.TryGetValue(name, out var original) ? original : m.Value);

    private string Give(string kind, string value)
    {
        if (given.TryGetValue((kind, value), out var known))
        {
            return known;
        }

        var number = given.Keys.Count(k => k.Kind == kind) + 1;
        while (!taken.Add($"[{kind}-{number}]"))
        {
            number++;
        }

        var placeholder = $"[{kind}-{number}]";
        originals[placeholder] = kind == Secret ? InPlaceOfSecrets : value;
        return given[(kind, value)] = placeholder;
    }

    [GeneratedRegex(@"\[(secret|email|phone)[-_ ]?([0-9]{1,5})\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
