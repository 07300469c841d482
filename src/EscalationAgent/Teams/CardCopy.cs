using System.Globalization;
using System.Text.Json.Nodes;
using Escalations.Ports;
using TeamsBot;

namespace EscalationAgent.Teams;

/// <summary>
/// Which posting of an escalation's card this is: the owed message and the attempt. The card's buttons carry it, so that a card whose
/// posting was never confirmed is known again when somebody presses on it.
/// </summary>
internal readonly record struct CardCopy(long Message, int Attempt)
{
    /// <summary>The member of a button's data that holds it.</summary>
    public const string Member = "copy";

    public static CardCopy Of(ClaimedMessage claimed) => new(claimed.Number, claimed.Attempts);

    /// <summary>Null when it is none.</summary>
    public static CardCopy? Parse(string? text) =>
        text?.Split('.') is [var message, var attempt]
        && long.TryParse(message, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && int.TryParse(attempt, NumberStyles.None, CultureInfo.InvariantCulture, out var tries)
            ? new(number, tries)
            : null;

    /// <summary>Whether it was posted later; anything was posted later than a card that carries nothing.</summary>
    public bool IsNewerThan(CardCopy? other) => other is not { } before || (Message, Attempt).CompareTo((before.Message, before.Attempt)) > 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Message}.{Attempt}");

    /// <summary>Puts it into the data of all buttons of a card.</summary>
    public static FilledCard Put(FilledCard card, string copy)
    {
        var tree = card.AsObject();
        Put(tree, copy);
        return FilledCard.Of(tree);
    }

    private static void Put(JsonNode? node, string copy)
    {
        switch (node)
        {
            case JsonObject part:
                if ((string?)(part["type"] as JsonValue) is "Action.Execute" or "Action.Submit" && part["data"] is JsonObject data)
                {
                    data[Member] = copy;
                }

                foreach (var inside in part.Select(member => member.Value).ToList())
                {
                    Put(inside, copy);
                }

                break;
            case JsonArray list:
                foreach (var inside in list)
                {
                    Put(inside, copy);
                }

                break;
        }
    }
}
