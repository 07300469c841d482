using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsBot.Cards;

/// <summary>How large a card is on its way to Teams.</summary>
public static class CardSize
{
    /// <summary>What Teams takes for certain, in bytes.</summary>
    public const int Limit = 28 * 1024;

    /// <summary>Cards are sent like this: no spaces, and only what JSON must escape escaped.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static int Bytes(JsonObject card)
    {
        var counter = new Counter();
        using (var writer = new Utf8JsonWriter(counter, new JsonWriterOptions { Encoder = Encoder, SkipValidation = true }))
        {
            card.WriteTo(writer);
        }

        return counter.Count;
    }

    /// <summary>What the inside of a string takes up.</summary>
    internal static int Bytes(string text) => JsonEncodedText.Encode(text, Encoder).EncodedUtf8Bytes.Length;

    /// <summary>Counts what is written, and keeps nothing of it.</summary>
    private sealed class Counter : IBufferWriter<byte>
    {
        private byte[] scratch = new byte[4096];

        public int Count { get; private set; }

        public void Advance(int count) => Count += count;

        public Memory<byte> GetMemory(int sizeHint = 0) => scratch.Length >= sizeHint ? scratch : scratch = new byte[sizeHint];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
