namespace TextAnalysis.Intents;

/// <summary>What a short message means, where it is no command. Of two that a message holds, the later one in this list is meant.</summary>
public enum Intent
{
    Greeting,

    Thanks,

    /// <summary>What can be said and done here?</summary>
    Help,

    NewEscalation,

    /// <summary>They want to be out of it: "stop", "never mind", "start over".</summary>
    Stop,

    /// <summary>What they said last was wrong: "undo", "oops".</summary>
    Undo,

    /// <summary>Severity or priority, and nothing else: "S2", "make it an S1".</summary>
    Severity,

    /// <summary>"It's commercial": the kind is in the rest.</summary>
    Category,

    /// <summary>Send it to the team.</summary>
    Route,

    /// <summary>"Who handles billing?": what is asked about is in the rest.</summary>
    WhoHandles,

    /// <summary>"Any news on Acme?": what is asked about is in the rest, which is empty for everything.</summary>
    AskStatus,

    /// <summary>"Find Acme": the words looked for are in the rest.</summary>
    Find,

    /// <summary>"I don't know yet"; what they will do about it may be in the rest.</summary>
    NotKnown,

    /// <summary>A question about the question: "what do you mean?", "for example?".</summary>
    QuestionBack,

    /// <summary>What the severities mean, and how soon an answer comes.</summary>
    Severities,

    /// <summary>Who reads what they write.</summary>
    WhoSees,
}
