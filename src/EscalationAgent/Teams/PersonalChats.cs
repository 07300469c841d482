using Escalations;
using Escalations.Ports;
using TeamsBot.Connector;

namespace EscalationAgent.Teams;

/// <summary>Writes to people through the Connector, to see whether that works.</summary>
internal sealed class PersonalChats(ConnectorClient connector, TimeProvider clock) : IPersonalChats
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    public async Task<ChatFault?> TryAsync(Contact contact, CancellationToken cancel)
    {
        if (contact.ChatId is not { } chat)
        {
            return ChatFault.NoChat;
        }

        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await connector.SendAsync(new Uri(contact.ServiceUrl), chat, OutgoingActivity.Typing, either.Token);
            return null;
        }
        catch (ConnectorException failure)
        {
            return
                DeliveryFaults.Of(failure) == DeliveryFault.Missing && failure.Kind == ConnectorFault.Forbidden
                || failure.Kind
                    is ConnectorFault.Throttled
                        or ConnectorFault.Unavailable
                        or ConnectorFault.Ambiguous
                        or ConnectorFault.ServiceError
                        or ConnectorFault.Unauthorized
                ? ChatFault.ForNow
                : ChatFault.NoChat;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return ChatFault.ForNow;
        }
    }
}
