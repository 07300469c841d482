namespace Escalations;

/// <summary>What can be done to an escalation.</summary>
public enum Move
{
    /// <summary>Write, correct or leave out parts of the brief.</summary>
    Edit,

    /// <summary>Fill in what the sources say, and suggest.</summary>
    Propose,

    /// <summary>Choose category and severity.</summary>
    Decide,
    Route,
    Acknowledge,
    Start,
    Update,

    /// <summary>Ask somebody to own it.</summary>
    HandOver,

    /// <summary>Become its owner: asked to, or of one's own accord.</summary>
    Own,

    /// <summary>Let it stay with its owner though somebody else was asked.</summary>
    DeclineHandOver,

    /// <summary>Give it back: not ours.</summary>
    Return,
    Stall,
    Resolve,
    Close,
    Reopen,
    Withdraw,

    /// <summary>Deal with it without a team.</summary>
    HandleDirectly,

    /// <summary>Let another escalation stand for it too.</summary>
    Combine,

    /// <summary>Stand for somebody's brief of the same matter too.</summary>
    TakeIn,

    /// <summary>Bring a withdrawn one back to its draft.</summary>
    Restore,

    /// <summary>Put on record what the clock did, or what happened around it; the status stays.</summary>
    Note,

    /// <summary>Bring it to the next rung, because nobody acknowledged or somebody pushes.</summary>
    EscalateUp,

    /// <summary>Ask somebody above too though there is time left.</summary>
    AskHigher,

    /// <summary>It stalls: bring it one rung up.</summary>
    PushHarder,

    /// <summary>It stalls: let it take until a certain day.</summary>
    AcceptTimeline,

    /// <summary>It stalls: take it back and go another way.</summary>
    FindAnotherPath,

    /// <summary>Let the outcome's clock stand while somebody else is waited for.</summary>
    Pause,
    Resume,

    /// <summary>Have no reminders for a while.</summary>
    HoldReminders,

    /// <summary>Change the severity of what has been routed.</summary>
    Reclassify,

    /// <summary>Put on record that the customer was told how it goes.</summary>
    TellCustomer,

    /// <summary>Publish what is learnt from it.</summary>
    Review,

    /// <summary>Become its CSM.</summary>
    TakeOver,

    /// <summary>Tell whether it could be reproduced, or by when it is fixed.</summary>
    Report,

    /// <summary>Say what is known or thought of it where one is consulted.</summary>
    Advise,

    /// <summary>Put a decision on record.</summary>
    LogDecision,

    /// <summary>Take it over with the shift that has begun.</summary>
    AcceptShift,

    /// <summary>Say that something is done which the review found to fix.</summary>
    TickFix,

    /// <summary>Say that somebody was reached by hand, in a way that the bot does not have.</summary>
    ReachByHand,
}
