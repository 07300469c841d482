namespace TeamsBot.Connector;

/// <summary>Teams, or the way to it, did not do what was asked.</summary>
/// <param name="kind">What that means for the sender.</param>
/// <param name="message">What was asked and what came of it, fit for any log: no token, no id, and of the answer only its code.</param>
/// <param name="inner">What the network or the credential said.</param>
public sealed class ConnectorException(ConnectorFault kind, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the failure means for the sender.</summary>
    public ConnectorFault Kind { get; } = kind;

    /// <summary>The HTTP status; 0 when there was no answer.</summary>
    public int Status { get; init; }

    /// <summary>Teams' own word for it (<c>error.code</c>, or the older <c>subCode</c>); null when it gave none that is one word.</summary>
    public string? Code { get; init; }

    /// <summary>
    /// True when <see cref="Code"/> is one of those by which Teams is known to refuse; false for none, or a word that says no more
    /// than the status.
    /// </summary>
    public bool IsCodeKnown { get; init; }

    /// <summary>How long the peer asked to be left alone, at most <see cref="ConnectorSettings.LongestRetryAfter"/>; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when the request was sent, may have been carried out although it failed, and would do its work twice if it were sent again.</summary>
    public bool MayHaveBeenCarriedOut { get; init; }

    /// <summary>True when the very same request may succeed later and was certainly not carried out now.</summary>
    public bool IsTransient => Kind is ConnectorFault.Throttled or ConnectorFault.Unavailable;
}

/// <summary>What a failure means for the sender.</summary>
public enum ConnectorFault
{
    /// <summary>We asked for something wrong; asking again is useless.</summary>
    BadRequest,

    /// <summary>No token was to be had, or a fresh one was refused as well: somebody must look at the registration.</summary>
    Unauthorized,

    /// <summary>The bot may not do this here (permissions, policy, the wrong cloud: see the code).</summary>
    Forbidden,

    /// <summary>The bot is not, or no longer, in the conversation; it can write again once it is added again.</summary>
    NotInConversation,

    /// <summary>The person has blocked or removed the bot.</summary>
    BlockedByUser,

    /// <summary>An administrator has switched the bot off.</summary>
    DisabledByAdmin,

    /// <summary>There is no such conversation, team or channel (any more).</summary>
    ConversationNotFound,

    /// <summary>The message to change is gone; post a new one.</summary>
    ActivityNotFound,

    /// <summary>The message must be made smaller.</summary>
    TooBig,

    /// <summary>Too much was sent; see <see cref="ConnectorException.RetryAfter"/>.</summary>
    Throttled,

    /// <summary>The peer was not reached, or was not able to answer; the request was not carried out, or may be repeated without harm.</summary>
    Unavailable,

    /// <summary>The request was sent and the answer never came: it may have been carried out, and repeating it may double it.</summary>
    Ambiguous,

    /// <summary>The service address is not one that the bot speaks with; nothing was sent, not even a look-up.</summary>
    UntrustedHost,

    /// <summary>The peer is at fault (500 and everything unforeseen); a message may have been delivered all the same.</summary>
    ServiceError,
}
