using TeamsBot.Activities;

namespace TeamsBot.Door;

/// <summary>What the bot does with an activity that was let in. It has a time limit of its own: a caller that hangs up does not end it.</summary>
public delegate Task<Answer> Turn(Activity activity, CancellationToken cancel);
