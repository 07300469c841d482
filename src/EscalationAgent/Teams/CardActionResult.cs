using EscalationAgent.Teams.Cards;
using Escalations.Ports;
using TeamsBot.Inbound;

namespace EscalationAgent.Teams;

/// <summary>What the person who pressed a button sees: a card in place of the pressed one, or a short note.</summary>
internal sealed record CardActionResult(CardModel? Model, string? Note)
{
    /// <summary>The escalation that the button was about, as it was before; null when it was about none that the person may see.</summary>
    public EscalationWithCards? Found { get; init; }

    public static CardActionResult Show(CardModel model) => new(model, null);

    public static CardActionResult Say(string note) => new(null, note);

    public ActivityResponse Answer(CardService cardService) =>
        Model is { } model
            ? TeamsBot.Inbound.ActivityResponse.Card(cardService.Draw(model).AsObject())
            : TeamsBot.Inbound.ActivityResponse.Message(Note ?? "Done.");
}
