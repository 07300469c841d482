using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Escalations;

/// <summary>What is left of a stored event when its texts are erased.</summary>
public static class ErasedText
{
    /// <summary>Stands where a text was; it is read in every language.</summary>
    public const string Mark = "[…]";

    private const string Discriminator = "event";
    private const string Salt = "salt";

    /// <summary>
    /// All that is kept of what is written as text, as <c>Type.property</c>: keys of the playbook and what it says itself, who acted, and
    /// names of other systems. Whatever is not named here is erased. Numbers, days, instants and choices are figures, and stay.
    /// </summary>
    private static readonly HashSet<string> Kept =
    [
        "Actor.name",
        "AdviceGiven.for",
        "BackupUsed.name",
        "BackupUsed.step",
        "ChecklistAnswer.item",
        "ClassificationDecided.category",
        "Deadline.because",
        "Deadline.what",
        "DeadlineBasis.calendar",
        "DeadlineBasis.calendar_title",
        "DeadlineBasis.hours",
        "DeadlineBasis.later",
        "DeadlineBasis.rule",
        "DeadlineBasis.time_zone",
        "DeliveryFailed.team",
        "DraftProvenance.by",
        "DraftProvenance.model",
        "DraftProvenance.prompt",
        "DraftProvenance.prompt_hash",
        "Erased.asked_by",
        "Erased.person",
        "ErasedEvent.digest",
        "ErasedEvent.hash",
        "EscalatedUp.held_by",
        "EscalatedUp.leapt",
        "EscalatedUp.not_reached",
        "EscalatedUp.passed_over",
        "EscalatedUp.to",
        "EscalatedUp.unreachable",
        "HandOverOffered.for",
        "HolidayHorizon.file",
        "KindChosen.category",
        "Money.currency",
        "NobodyAbove.asked",
        "NobodyAbove.not_reached",
        "NobodyAbove.passed_over",
        "NobodyAbove.unreachable",
        "OnCallNamed.team",
        "OtherHours.hours",
        "Person.id",
        "Person.name",
        "Person.title",
        "PlaybookVersion.edition",
        "PlaybookVersion.name",
        "PlaybookVersion.version",
        "ReceiverNamed.receiver",
        "Reclassified.consulted",
        "Reclassified.held_by",
        "Reclassified.informed",
        "Reclassified.ladder",
        "Reclassified.receivers",
        "RecordedEvent.cause",
        "RecordedEvent.salt",
        "Resolved.decision",
        "Routed.beside",
        "Routed.consulted",
        "Routed.held_by",
        "Routed.informed",
        "Routed.ladder",
        "Routed.teams",
        "RoutingHeld.unbound_teams",
        "ShiftAccepted.team",
        "ShiftOffered.team",
        "SkippedDay.why",
        "Suggestion.by",
        "Suggestion.category",
        "Suggestion.category_by",
        "Suggestion.other_category",
        "Suggestion.severity_by",
        "TicketOpened.key",
        "TriggerNamed.trigger",
        "WriterAsked.writer",
    ];

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The stored event without what people, writers and customers said in it; the same where it says nothing.</summary>
    public static string WithoutTexts(string json)
    {
        var happened = Parse(json);
        return Erase(happened, EventJson.Default.RecordedEvent) ? Text(happened) : json;
    }

    /// <summary>The stored text with another name in the place of a person's; the same where they are not in it.</summary>
    public static string WithoutPerson(string json, ErasedPerson person)
    {
        var happened = Parse(json);
        return Replace(happened, person) ? Text(happened) : json;
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)?.AsObject() ?? throw new InvalidDataException("A stored text is empty.");

    private static string Text(JsonObject happened)
    {
        // With it, whoever guesses the text could hold it against the hash.
        happened.Remove(Salt);
        return happened.ToJsonString(Readable);
    }

    /// <returns>Whether anything was erased.</returns>
    private static bool Erase(JsonNode? node, JsonTypeInfo type)
    {
        var isChanged = false;
        switch (node)
        {
            case JsonArray items when type.ElementType is { } element:
                foreach (var item in items)
                {
                    isChanged |= Erase(item, TypeOf(element));
                }

                break;
            case JsonObject entries when type is { Kind: JsonTypeInfoKind.Dictionary, ElementType: { } element }:
                foreach (var (_, value) in entries)
                {
                    isChanged |= Erase(value, TypeOf(element));
                }

                break;
            case JsonObject one:
                var own = type.PolymorphismOptions is null ? type : TypeOf(Named(type, (string?)one[Discriminator]));
                foreach (var property in own.Properties.Where(property => one[property.Name] is not null))
                {
                    isChanged |= IsText(property.PropertyType)
                        ? !Kept.Contains($"{own.Type.Name}.{property.Name}") && Erase(one, property.Name)
                        : Erase(one[property.Name], TypeOf(property.PropertyType));
                }

                break;
        }

        return isChanged;
    }

    private static bool Erase(JsonObject holder, string name)
    {
        switch (holder[name])
        {
            case JsonValue text when (string?)text is not (null or "" or Mark):
                holder[name] = Mark;
                return true;
            case JsonArray { Count: > 0 } texts when texts.Any(text => (string?)text != Mark):
                holder[name] = new JsonArray([.. texts.Select(_ => (JsonNode)Mark)]);
                return true;
            case JsonObject unknown:
                throw new InvalidDataException($"{name} holds texts of an unknown shape ({unknown.Count}).");
            default:
                return false;
        }
    }

    private static bool IsText(Type type) =>
        type == typeof(string)
        || typeof(IEnumerable<string>).IsAssignableFrom(type)
        || typeof(IReadOnlyDictionary<string, string>).IsAssignableFrom(type)
        || typeof(IReadOnlyDictionary<string, IReadOnlyList<string>>).IsAssignableFrom(type);

    private static Type Named(JsonTypeInfo type, string? name) =>
        type.PolymorphismOptions!.DerivedTypes.FirstOrDefault(derived => (string?)derived.TypeDiscriminator == name).DerivedType
        ?? throw new InvalidDataException($"There is no event {name}.");

    private static JsonTypeInfo TypeOf(Type type) => EventJson.Default.GetTypeInfo(type) ?? throw new InvalidDataException($"{type.Name} is not stored.");

    private static bool Replace(JsonNode? node, ErasedPerson person)
    {
        var isChanged = false;
        switch (node)
        {
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    if (Replaced(items[i], person) is { } other)
                    {
                        items[i] = other;
                        isChanged = true;
                    }
                    else
                    {
                        isChanged |= Replace(items[i], person);
                    }
                }

                break;
            case JsonObject entries:
                if (entries["id"] is JsonValue id && id.GetValueKind() == JsonValueKind.String && person.IsThemselves((string?)id))
                {
                    // A name that they had at another time, and what they were.
                    entries["id"] = person.Pseudonym;
                    entries["name"] = person.Pseudonym;
                    entries.Remove("title");
                    isChanged = true;
                }

                foreach (var name in entries.Select(entry => entry.Key).ToList())
                {
                    if (Replaced(entries[name], person) is { } other)
                    {
                        entries[name] = other;
                        isChanged = true;
                    }
                    else
                    {
                        isChanged |= Replace(entries[name], person);
                    }
                }

                break;
        }

        return isChanged;
    }

    private static string? Replaced(JsonNode? node, ErasedPerson person) =>
        node is JsonValue value
        && value.GetValueKind() == JsonValueKind.String
        && (string)value! is var text
        && (InnerWithout(text, person) ?? person.Without(text)) is var left
        && left != text
            ? left
            : null;

    /// <summary>A text that is JSON itself, as the data of a card are: its signs are written in another way.</summary>
    /// <returns>Null where it is none.</returns>
    private static string? InnerWithout(string text, ErasedPerson person)
    {
        if (text is not ['{', .., '}'] and not ['[', .., ']'])
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text) is { } inner ? (Replace(inner, person) ? inner.ToJsonString(Readable) : text) : null;
        }
        catch (JsonException)
        {
            return null; // A sentence in brackets.
        }
    }
}
