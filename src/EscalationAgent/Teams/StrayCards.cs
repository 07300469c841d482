using System.Text.Json;
using Escalations;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>
/// Notices when somebody presses on a card of which nothing is on record, because the answer to its posting was lost, and has it
/// taken care of.
/// </summary>
internal sealed class StrayCards(EscalationAccess access, SayAnswer say)
{
    /// <param name="messageId">The message that holds the pressed card; null when the client did not say.</param>
    /// <param name="pressed">The button's data.</param>
    public async Task NoticeAsync(TurnContext caller, string? messageId, JsonElement pressed, CancellationToken cancel)
    {
        var button = new ButtonData(pressed);
        if (
            messageId is not { Length: > 0 }
            || button.Id is not { } id
            || CardCopy.Parse(button.Text(CardCopy.Member)) is not { } copy
            || caller.Place is not (ToChannel or ToPerson)
        )
        {
            return;
        }

        if (
            (caller.Found is { } seen && seen.Escalation.Id == id ? seen : await access.FindVisibleAsync(caller.Viewer, id, cancel)) is not { } found
            || (found.CardIn(caller.Place) is { } recorded && (recorded.ActivityId == messageId || recorded.Copy == copy.ToString()))
        )
        {
            return;
        }

        // In a channel the card is the first message of its thread.
        var conversation = caller.Channel is { } channel ? $"{channel.ChannelId};messageid={messageId}" : caller.ConversationId;
        var stray = new CardSeen(id, conversation, messageId, caller.ServiceUrl, copy.ToString());
        await say.HandleAsync(
            caller.Showing with
            {
                Delivery = caller.Delivery is { } delivery ? $"{delivery}|seen" : null,
            },
            [new(caller.Place, stray)],
            cancel
        );
    }
}
