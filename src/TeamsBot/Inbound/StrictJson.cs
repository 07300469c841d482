using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using TeamsBot.Activities;

namespace TeamsBot.Inbound;

/// <summary>Reads what signatures and keys are made of; what could be read in two ways is not read at all.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Base64url without padding, in its one canonical spelling.</summary>
    public static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.Length == 0 || text.AsSpan().ContainsAnyExcept(Alphabet))
            return false;

        var room = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, room, out _, out var written) != OperationStatus.Done)
            return false;

        bytes = room[..written];
        return true;
    }

    /// <summary>A JSON object in which no name occurs twice.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, out JsonElement json)
    {
        json = default;
        if (JsonText.FaultOf(utf8.Span, Options.MaxDepth) is not null)
            return false;
        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            json = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The member's text; null when it is missing or of another type.</summary>
    public static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
