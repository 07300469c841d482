using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TeamsBot.Cards;

namespace EscalationAgent.Teams.Cards;

/// <summary>What fills one card file: <see cref="ReviewCard"/> fills <c>cards/review.json</c>. All text in it is safe to show as Markdown.</summary>
internal abstract record CardModel
{
    /// <summary>How data is written: as it is sent, because its values go into the card as they are.</summary>
    public static readonly JsonSerializerOptions Shape = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = CardSize.Encoder,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(WithoutSummary),
    };

    /// <summary>The card's file name without its ending.</summary>
    [JsonIgnore]
    public string Name => NameOf(GetType());

    /// <summary>What a notification shows in place of the card; plain text, and not part of the card's data.</summary>
    public required string Summary { get; init; }

    public static string NameOf(Type model) => model.Name[..^"Card".Length].ToLowerInvariant();

    public JsonElement Data() => JsonSerializer.SerializeToElement(this, GetType(), Shape);

    private static void WithoutSummary(JsonTypeInfo type)
    {
        if (type.Type.IsAssignableTo(typeof(CardModel)))
        {
            type.Properties.Remove(type.Properties.Single(property => property.Name == "summary"));
        }
    }
}

/// <summary>A named value in a list of facts.</summary>
internal sealed record CardFact(string Title, string Value);

/// <summary>A text under a title.</summary>
internal sealed record TitledText(string Title, string Text);

/// <summary>One choice of a choice set.</summary>
internal sealed record ChoiceOption(string Title, string Value);

/// <summary>A button.</summary>
/// <param name="Style">default, positive or destructive.</param>
/// <param name="Id">The escalation; empty when there is none.</param>
/// <param name="Seen">The version that the card shows; 0 when there is none.</param>
/// <param name="Inputs">auto to send and check the card's inputs, none to leave them out.</param>
/// <param name="Mode">primary, or secondary for one that is behind the three dots.</param>
internal sealed record Button(
    string Title,
    string Verb,
    string Style = "default",
    string Id = "",
    int Seen = 0,
    string Inputs = "auto",
    string Mode = "primary"
);
