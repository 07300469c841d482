using System.Text;
using System.Text.Json;
using EscalationAgent.Drafting.Prompts;

namespace EscalationAgent.Drafting;

/// <summary>An answer, or what is wrong with it.</summary>
/// <param name="Fault">As a sentence for the model, in words of ours; null when there is an answer.</param>
internal readonly record struct AnswerRead(DraftBriefAnswer? Answer, string? Fault);

/// <summary>
/// Finds the JSON object in what a model wrote: lenient about what is around it (code fences, a preface, commas too
/// many), strict about what is in it.
/// </summary>
internal static class AnswerText
{
    private const int MostCharacters = 200_000;
    private static readonly AnswerJson Json = new(
        new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            AllowTrailingCommas = true,
            ReadCommentHandling = JsonCommentHandling.Skip,
            MaxDepth = 8,
        }
    );

    public static AnswerRead Read(string said)
    {
        if (string.IsNullOrWhiteSpace(said))
        {
            return new(null, "It was empty.");
        }

        string? fault = null;
        for (var from = said.IndexOf('{', StringComparison.Ordinal); from >= 0 && said.Length <= MostCharacters; from = said.IndexOf('{', from + 1))
        {
            if (ObjectAt(said, from) is not { } text)
            {
                return new(null, fault ?? "Its JSON object does not end.");
            }

            var read = Parse(text);
            if (read.Answer is not null)
            {
                return read;
            }

            // Braces in a preface are no answer; the object that follows may be.
            fault ??= read.Fault;
            from += text.Length - 1;
        }

        return new(null, fault ?? "It holds no JSON object.");
    }

    private static AnswerRead Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Json.DraftBriefAnswer) is { Sections: not null } answer
                ? new(answer, null)
                : new(null, "Its JSON object has no \"sections\".");
        }
        catch (JsonException wrong)
        {
            // The path may hold keys that the model made up; only its known beginning is repeated.
            var place = AnswerPlaces.FirstOrDefault(p => wrong.Path?.StartsWith($"$.{p}", StringComparison.Ordinal) == true);
            return new(null, place is null ? "Its JSON is broken." : $"In its JSON, \"{place}\" is not of the form that was asked for.");
        }
    }

    private static readonly string[] AnswerPlaces =
    [
        .. typeof(DraftBriefAnswer).GetProperties().Select(PromptBook.VariableOf).OrderByDescending(p => p.Length),
    ];

    /// <summary>The text from an opening brace to the one that closes it, with numbers that are none as null; null when none closes it.</summary>
    private static string? ObjectAt(string said, int from)
    {
        var text = new StringBuilder();
        var (depth, quoted) = (0, false);
        for (var at = from; at < said.Length; at++)
        {
            var c = said[at];
            if (quoted)
            {
                // Small models write line ends into strings as they are.
                text.Append(
                    c switch
                    {
                        '\n' => "\\n",
                        '\t' => "\\t",
                        '\r' => "",
                        _ => c.ToString(),
                    }
                );
                if (c == '\\' && at + 1 < said.Length)
                {
                    text.Append(said[++at]);
                }

                quoted = c != '"';
                continue;
            }

            if (NoNumber(said.AsSpan(at)) is > 0 and var length)
            {
                text.Append("null");
                at += length - 1;
                continue;
            }

            text.Append(c);
            quoted = c == '"';
            depth += c switch
            {
                '{' or '[' => 1,
                '}' or ']' => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return text.ToString();
            }
        }

        return null;
    }

    private static int NoNumber(ReadOnlySpan<char> text)
    {
        foreach (var word in (ReadOnlySpan<string>)["NaN", "-Infinity", "Infinity", "undefined"])
        {
            if (text.StartsWith(word, StringComparison.Ordinal))
            {
                return word.Length;
            }
        }

        return 0;
    }
}
