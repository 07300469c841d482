using TeamsBot.Connector;

namespace EscalationAgent.Teams;

/// <summary>What a failed delivery means for the message.</summary>
internal enum DeliveryFault
{
    /// <summary>It was not delivered, and will be later: it stays owed.</summary>
    Passing,

    /// <summary>It may have been delivered: it is sent once more, marked as such.</summary>
    InDoubt,

    /// <summary>Its place was not found. That may pass; said several times over minutes, it means that the place is gone.</summary>
    Missing,

    /// <summary>It must be made shorter.</summary>
    TooLarge,

    /// <summary>The place is gone, or closed to the bot.</summary>
    Gone,

    /// <summary>It was refused for what it is: a fault of ours, or of the settings.</summary>
    Ours,
}

/// <summary>Decides what each failure of the Connector means, and for how long it is tried again.</summary>
internal static class DeliveryFaults
{
    /// <summary>The waits after a place was not found; when it is not there after the last of them, it is gone.</summary>
    public static IReadOnlyList<TimeSpan> WaitsForMissing { get; } = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)];

    /// <summary>The shortest wait before something that may have arrived is sent again: most lost answers come from a hiccup that is over then.</summary>
    public static TimeSpan WaitInDoubt { get; } = TimeSpan.FromSeconds(3);

    public static DeliveryFault Of(ConnectorException failure) =>
        failure switch
        {
            { MayHaveBeenCarriedOut: true } => DeliveryFault.InDoubt,
            { Kind: ConnectorFault.Throttled or ConnectorFault.Unavailable or ConnectorFault.Unauthorized } => DeliveryFault.Passing,

            // Of these, what could have done its work was told above.
            { Kind: ConnectorFault.Ambiguous or ConnectorFault.ServiceError } => DeliveryFault.Passing,
            { Kind: ConnectorFault.ConversationNotFound or ConnectorFault.ActivityNotFound, Status: 404 } => DeliveryFault.Missing,

            // Without a word of Teams' own ("Forbidden" is none) it may have been a gateway that said no.
            { Kind: ConnectorFault.Forbidden, IsCodeKnown: false } => DeliveryFault.Missing,
            { Kind: ConnectorFault.TooBig } => DeliveryFault.TooLarge,
            { Kind: ConnectorFault.BadRequest or ConnectorFault.UntrustedHost } => DeliveryFault.Ours,
            _ => DeliveryFault.Gone,
        };

    /// <summary>The reason in words for people, as it goes on record: the end of a sentence.</summary>
    public static string Words(ConnectorFault kind) =>
        Escalations.DomainWords.ForRecord(
            kind switch
            {
                ConnectorFault.NotInConversation => "record.not_in",
                ConnectorFault.ConversationNotFound or ConnectorFault.ActivityNotFound => "record.gone",
                ConnectorFault.DisabledByAdmin => "record.switched_off",
                ConnectorFault.BlockedByUser => "record.blocked",
                ConnectorFault.TooBig => "record.too_large",
                ConnectorFault.UntrustedHost => "record.untrusted",
                ConnectorFault.Ambiguous or ConnectorFault.ServiceError => "record.unconfirmed",
                _ => "record.refused",
            }
        );
}
