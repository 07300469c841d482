using TeamsBot.Activities;
using TeamsBot.Inbound;

namespace EscalationAgent.Teams;

/// <summary>Takes what belongs to a drill before anything real sees it. Within a drill nothing is registered for it.</summary>
internal interface IDrills
{
    /// <returns>Null when it belongs to no drill.</returns>
    Task<ActivityResponse?> TakeAsync(TurnContext caller, Activity activity, CancellationToken cancel);
}
