using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TeamsBot.Cards;

/// <summary>What is asked of a name.</summary>
internal enum Condition
{
    IsTrue,
    IsFalse,
    Exists,
}

/// <summary>A part of a string: a name whose value goes there, or text that stays.</summary>
/// <param name="Written">The part as the template has it.</param>
/// <param name="Name">Null for text.</param>
internal sealed partial record Hole(string Written, string? Name, Condition Condition)
{
    private readonly byte[]? key = Name is null ? null : Encoding.UTF8.GetBytes(Name);

    /// <summary>The parts of a string; null when something between <c>${</c> and <c>}</c> is no hole.</summary>
    public static IReadOnlyList<Hole>? Parse(string written)
    {
        var parts = new List<Hole>();
        var read = 0;
        foreach (Match hole in Shape().Matches(written))
        {
            AddText(hole.Index);
            parts.Add(
                new(
                    hole.Value,
                    hole.Groups["name"].Value,
                    hole.Groups["not"].Success ? Condition.IsFalse
                        : hole.Groups["exists"].Success ? Condition.Exists
                        : Condition.IsTrue
                )
            );
            read = hole.Index + hole.Length;
        }

        AddText(written.Length);

        // A backslash before a hole has a meaning of its own in that language.
        return parts.Exists(part => part.Name is null && (part.Written.Contains("${", StringComparison.Ordinal) || part.Written.EndsWith('\\'))) ? null : parts;

        void AddText(int end)
        {
            if (end > read)
            {
                parts.Add(new(written[read..end], null, Condition.IsTrue));
            }
        }
    }

    public bool TryFind(JsonElement data, out JsonElement value)
    {
        value = default;
        return key is not null && data.TryGetProperty(key, out value);
    }

    public bool Holds(JsonElement data)
    {
        var kind = TryFind(data, out var value) ? value.ValueKind : JsonValueKind.Null;
        return Condition switch
        {
            Condition.IsTrue => kind == JsonValueKind.True,
            Condition.IsFalse => kind is JsonValueKind.False or JsonValueKind.Null,
            _ => kind != JsonValueKind.Null,
        };
    }

    [GeneratedRegex(@"\$\{(?:(?<not>!)|(?<exists>exists\())?(?<name>[A-Za-z_][A-Za-z0-9_]*)(?(exists)\))\}", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
