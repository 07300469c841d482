namespace Escalations;

/// <summary>The five questions that every update answers.</summary>
public sealed record UpdateAnswers(string Known, string? Unknown, string Next, string NextUpdate, string? Meanwhile);
