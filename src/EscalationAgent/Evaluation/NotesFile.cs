using System.Globalization;
using System.Text.Json;
using Escalations;

namespace EscalationAgent.Evaluation;

/// <summary>One line of the file: a note, or why it is none.</summary>
internal readonly record struct NoteLine(int Number, LabelledNote? Note, string? Fault);

/// <summary>Reads JSON lines of notes. A bad line is told with its number and does not stop the others.</summary>
internal static class NotesFile
{
    /// <summary>More than a person pastes, and than a model takes.</summary>
    public const int LongestText = 100_000;

    private static readonly string[] Required = ["id", "text", "written_on"];

    public static IEnumerable<NoteLine> Read(TextReader file)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var number = 1; file.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                var read = Read(number, line.TrimStart('\ufeff'));
                yield return read.Note is { } note && !seen.Add(note.Id) ? new(number, null, $"the id \"{note.Id}\" was used before") : read;
            }
        }
    }

    private static NoteLine Read(int number, string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 16 });
            return json.RootElement.ValueKind != JsonValueKind.Object ? new(number, null, "this is no JSON object")
                : Fault(json.RootElement) is { } fault ? new(number, null, fault)
                : new(number, NoteOf(json.RootElement), null);
        }
        catch (JsonException wrong)
        {
            return new(number, null, $"this is no JSON: at byte {wrong.BytePositionInLine}");
        }
        catch (InvalidOperationException)
        {
            return new(number, null, "a text in it is no text: half of a character that takes two");
        }
    }

    private static string? Fault(JsonElement line)
    {
        foreach (var name in Required)
        {
            if (!line.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            {
                return $"\"{name}\" is missing, or is no text";
            }
        }

        foreach (var name in (string[])["category", "severity", "second_category", "second_severity"])
        {
            if (line.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            {
                return $"\"{name}\" is no text";
            }
        }

        foreach (var name in (string[])["missing_sections", "soft_sections", "allowed_facts"])
        {
            if (
                line.TryGetProperty(name, out var value)
                && value.ValueKind != JsonValueKind.Null
                && (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(v => v.ValueKind != JsonValueKind.String))
            )
            {
                return $"\"{name}\" is no list of texts";
            }
        }

        if (line.TryGetProperty("figures", out var figures) && !IsFigures(figures))
        {
            return "\"figures\" is not what the customer, the yearly value, the renewal and the words of a headline are";
        }

        return line.GetProperty("text").GetString()!.Length is > LongestText and var length
                ? string.Create(CultureInfo.InvariantCulture, $"\"text\" has {length:N0} characters; at most {LongestText:N0} are read")
            : string.IsNullOrWhiteSpace(line.GetProperty("text").GetString()) ? "\"text\" is empty"
            : !IsDay(line.GetProperty("written_on").GetString(), out _) ? "\"written_on\" is no day such as 2026-03-02"
            : null;
    }

    private static LabelledNote NoteOf(JsonElement line)
    {
        IsDay(line.GetProperty("written_on").GetString(), out var day);
        return new(
            line.GetProperty("id").GetString()!,
            line.GetProperty("text").GetString()!,
            day,
            Text(line, "category"),
            SeverityOf(line),
            Texts(line, "missing_sections"),
            Texts(line, "allowed_facts")
        )
        {
            SecondCategory = Text(line, "second_category"),
            SecondSeverity = Text(line, "second_severity"),
            SoftSections = Texts(line, "soft_sections") ?? [],
            Figures = line.TryGetProperty("figures", out var figures) ? figures.Deserialize(ReadingJson.Default.LabelledFigures) : null,
        };
    }

    private static bool IsFigures(JsonElement figures)
    {
        try
        {
            return figures.Deserialize(ReadingJson.Default.LabelledFigures) is not { About: null };
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>A day, alone or as the beginning of an instant.</summary>
    private static bool IsDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(
            text is { Length: > 10 } && text[10] is ('T' or ' ') ? text[..10] : text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out day
        );

    /// <summary>P1, SEV2 and the names are read too.</summary>
    private static string? SeverityOf(JsonElement line) =>
        Severities.TryParse(Text(line, "severity"), out var severity) ? severity.ToString() : Text(line, "severity");

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static IReadOnlyList<string>? Texts(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : null;
}
