namespace EscalationAgent;

/// <summary>
/// Stands in for the sign-in of Teams where one person plays the cast of the local Playground. It is in a build for developers alone, is
/// registered in Development alone, and lets nobody in who is not at this machine.
/// </summary>
internal interface IPlayedSignIn
{
    /// <summary>Whom a request is from; null when it has no key of ours, or is not from this machine.</summary>
    (string Tenant, PlayedPerson Person)? Read(HttpContext context);
}
