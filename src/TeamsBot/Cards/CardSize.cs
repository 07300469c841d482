using System.Text.Encodings.Web;
using System.Text.Json;

namespace TeamsBot.Cards;

/// <summary>How large a card is on its way to Teams.</summary>
public static class CardSize
{
    /// <summary>What Teams takes for certain, in bytes.</summary>
    public const int Limit = 28 * 1024;

    /// <summary>Cards are sent like this: no spaces, and only what JSON must escape escaped.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>What the inside of a string takes up.</summary>
    internal static int Bytes(string text) => JsonEncodedText.Encode(text, Encoder).EncodedUtf8Bytes.Length;
}
