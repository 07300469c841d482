using System.Text.Json;
using Escalations;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>Notices when somebody presses on a card of which nothing is on record, because the answer to its posting was lost, and has it taken care of.</summary>
internal sealed class StrayCards(IEscalationStore store, SayAnswer say, CardService cardService)
{
    /// <param name="messageId">The message that holds the pressed card; null when the client did not say.</param>
    /// <param name="pressed">The button's data.</param>
    public async Task NoticeAsync(TurnContext caller, string? messageId, JsonElement pressed, CancellationToken cancel)
    {
        var button = new ButtonData(pressed);
        if (messageId is not { Length: > 0 }
            || button.Id is not { } id
            || CardCopy.Parse(button.Text(CardCopy.Member)) is not { } copy
            || caller.Place is not (ToChannel or ToPerson))
        {
            return;
        }

        var recorded = await store.FindCardAsync(caller.Tenant, id, caller.Place.OrderingKey, cancel);
        if (recorded is not null && (recorded.ActivityId == messageId || recorded.Copy == copy.ToString())
            || await cardService.FindVisibleAsync(caller, id, cancel) is null)
        {
            return;
        }

        // In a channel the card is the first message of its thread.
        var conversation = caller.Channel is { } channel ? $"{channel.ChannelId};messageid={messageId}" : caller.ConversationId;
        var seen = new CardSeen(id, conversation, messageId, caller.ServiceUrl, copy.ToString());
        await say.HandleAsync(caller.Showing with { Delivery = caller.Delivery is { } delivery ? $"{delivery}|seen" : null }, [new(caller.Place, seen)], cancel);
    }
}
