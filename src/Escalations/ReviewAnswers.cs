namespace Escalations;

/// <summary>What the owner publishes after an incident.</summary>
public sealed record ReviewAnswers(string Timeline, string Impact, string Decided, string ToFix);
