using System.Text.Json;
using System.Text.Json.Nodes;
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

    public bool TryFind(JsonObject data, out JsonNode? value)
    {
        value = null;
        return Name is not null && data.TryGetPropertyValue(Name, out value);
    }

    public bool Holds(JsonObject data)
    {
        var kind = TryFind(data, out var value) && value is not null ? value.GetValueKind() : JsonValueKind.Null;
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
