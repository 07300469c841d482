namespace TextAnalysis.Facts;

/// <summary>An amount, with its currency when one was named.</summary>
/// <param name="Amount">In units of the currency, not in cents.</param>
/// <param name="Currency">ISO 4217 code, such as EUR; null when the source named none.</param>
public sealed record Money(decimal Amount, string? Currency);
