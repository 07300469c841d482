namespace EscalationAgent;

/// <summary>
/// In Development, where one person sits in front of a local stand-in for Teams: whom they can be, one after the other. Nothing is
/// registered for it elsewhere.
/// </summary>
internal interface IPlayMode
{
    string Tenant { get; }

    /// <summary>The cast; the first one sits in front of it.</summary>
    IReadOnlyList<PlayedPerson> People { get; }

    /// <summary>Who was chosen last.</summary>
    PlayedPerson Current { get; set; }

    /// <summary>Notes to try, as many as there are titles for.</summary>
    IReadOnlyList<string> Samples { get; }

    /// <summary>When the program was started: who comes back is greeted again.</summary>
    DateTimeOffset StartedAt { get; }
}

/// <summary>Somebody whom one can be.</summary>
/// <param name="Id">As the chat service names them.</param>
internal sealed record PlayedPerson(string Id, string Name, string AadObjectId);
