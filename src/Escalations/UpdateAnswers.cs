namespace Escalations;

/// <summary>An update for a customer, in the words of the person who gives it: one answer to each of five questions.</summary>
/// <param name="Known">What we know: facts only.</param>
/// <param name="Unknown">What we don't know yet; possibilities may be named here. Null when nothing is open.</param>
/// <param name="Next">What we're doing next.</param>
/// <param name="NextUpdate">When the customer will hear from us again.</param>
/// <param name="Meanwhile">What the customer should do in the meantime; null when there is nothing to do.</param>
public sealed record UpdateAnswers(string Known, string? Unknown, string Next, string NextUpdate, string? Meanwhile)
{
    /// <summary>The same, each answer as it is after something was done to it.</summary>
    public UpdateAnswers With(Func<string, string> change) =>
        new(change(Known), Unknown is null ? null : change(Unknown), change(Next), change(NextUpdate), Meanwhile is null ? null : change(Meanwhile));
}
