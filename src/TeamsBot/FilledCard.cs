using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TeamsBot.Cards;

namespace TeamsBot;

/// <summary>A card as it is sent: the bytes of its JSON, written once.</summary>
[JsonConverter(typeof(FilledCardJson))]
public sealed class FilledCard
{
    private readonly ReadOnlyMemory<byte> json;

    internal FilledCard(ReadOnlyMemory<byte> json) => this.json = json;

    /// <summary>How large it is on its way to Teams.</summary>
    public int Bytes => json.Length;

    /// <summary>A card that was made as a tree. What becomes of the tree afterwards changes nothing.</summary>
    public static FilledCard Of(JsonObject card) => Written(writer => card.WriteTo(writer));

    /// <summary>The card as a tree, a fresh one each time.</summary>
    public JsonObject AsObject() => JsonNode.Parse(json.Span)!.AsObject();

    internal static FilledCard Written(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(8 * 1024);
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = CardSize.Encoder, SkipValidation = true }))
        {
            write(writer);
        }

        return new(bytes.WrittenMemory);
    }

    internal void WriteTo(Utf8JsonWriter writer) => writer.WriteRawValue(json.Span, skipInputValidation: true);
}

/// <summary>Puts a filled card into a message as it is.</summary>
internal sealed class FilledCardJson : JsonConverter<FilledCard>
{
    public override FilledCard Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Cards are sent, not received.");

    public override void Write(Utf8JsonWriter writer, FilledCard value, JsonSerializerOptions options) => value.WriteTo(writer);
}
