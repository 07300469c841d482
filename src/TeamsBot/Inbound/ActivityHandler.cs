using TeamsBot.Activities;

namespace TeamsBot.Inbound;

/// <summary>What the bot does with an activity that was let in. It has a time limit of its own: a caller that hangs up does not end it.</summary>
public delegate Task<ActivityResponse> ActivityHandler(Activity activity, CancellationToken cancel);
