namespace TeamsBot.Activities;

/// <summary>What became of a request body.</summary>
public abstract record ParsedBody;

/// <summary>The body was an activity.</summary>
public sealed record Understood(Activity Activity) : ParsedBody;

/// <summary>The body was no activity; the sentence says why and quotes nothing that was sent.</summary>
public sealed record NotUnderstood(int Status, string Sentence) : ParsedBody;
