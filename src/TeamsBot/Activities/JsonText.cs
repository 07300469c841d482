using System.Text.Json;
using System.Text.Unicode;

namespace TeamsBot.Activities;

/// <summary>Looks at a whole JSON text before anything is built from it, so that nothing can fail later, wherever it is first read.</summary>
internal static class JsonText
{
    /// <returns>What is wrong, as a sentence; null when it is a JSON object, not too deep, and all its texts are whole.</returns>
    public static string? FaultOf(ReadOnlySpan<byte> utf8, int deepest)
    {
        if (!Utf8.IsValid(utf8))
            return "The body is not valid UTF-8.";

        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = deepest });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return "The body must be a JSON object.";
            do
            {
                // Half a surrogate pair is well-formed JSON, and throws as soon as somebody asks for the text.
                if (reader is { TokenType: JsonTokenType.String or JsonTokenType.PropertyName, ValueIsEscaped: true })
                    _ = reader.GetString();
            } while (reader.Read());
            return null;
        }
        catch (JsonException)
        {
            return $"The body is not JSON, or it is nested deeper than {deepest} levels.";
        }
        catch (InvalidOperationException)
        {
            return "The body has a text with half a surrogate pair.";
        }
    }
}
