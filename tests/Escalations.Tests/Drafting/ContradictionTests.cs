using TextAnalysis.Checking;

namespace Escalations.Tests.Drafting;

public sealed class ContradictionTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Theory]
    [InlineData("ARR", "ARR is EUR 85k, renewal in May.", "They pay us 92,000 EUR ARR.")]
    [InlineData("ARR", "Revenu annuel : 85 000 €.", "ARR EUR 90k")]
    [InlineData("renewal date", "Renewal on 8 May 2026.", "The contract renews on 15 May 2026.")]
    [InlineData("renewal date", "Verlängerung zum 30.09.2026.", "Renewal is on 1 October 2026.")]
    [InlineData("affected users", "120 users are affected.", "Affected users: 310")]
    [InlineData("start of the problem", "It started on 24 February.", "Started on 26 February, says support.")]
    [InlineData("customer", "Customer: Norvia Energy\nExport fails.", "Account: Harbourline Logistics")]
    [InlineData("severity", "Severity: S1", "severity S3, can wait")]
    [InlineData("severity of INC-7", "INC-7 is P1.", "Ticket INC-7, priority P3.")]
    public void Two_values_of_one_thing_cannot_both_be_so(string about, string one, string other)
    {
        foreach (var sources in (Source[][])[[new("your notes", $"{one}\n{other}")], [new("your notes", one), new("your answer on the impact", other)]])
        {
            var found = Assert.Single(ContradictionFinder.Find(sources, Monday));

            Assert.Equal(about, found.About);
            Assert.True(found.Quotes.Count >= 2);
            Assert.All(found.Quotes, quote => Assert.Contains(sources, s => s.Text.Contains(quote, StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("ARR EUR 85k.", "ARR 85.000 €")]
    [InlineData("ARR was EUR 60k last year.", "ARR is EUR 85k now.")]
    [InlineData("List price EUR 120k a year.", "ARR EUR 85k.")]
    [InlineData("ARR EUR 85k.", "Expansion of EUR 40k a year in the pipeline.")]
    [InlineData("Renewal on 8 May 2026.", "Renewal: 08.05.2026")]
    [InlineData("Renewal on 8 May 2026.", "Renewal in 67 days.")]
    [InlineData("INC-7 is P1.", "INC-8 is P3.")]
    [InlineData("Severity: S1", "Support lowered it from S1 to S3.")]
    [InlineData("Customer: Norvia", "Customer: Norvia Energy")]
    [InlineData("It started on 24 February.", "The second outage began to hurt; fixed on 26 February.")]
    [InlineData("120 users are affected.", "They have 310 users.")]
    public void What_can_both_be_so_is_none(string one, string other) =>
        Assert.Empty(ContradictionFinder.Find([new("your notes", one), new("your answer", other)], Monday).Select(c => $"{c.About}: {string.Join(" / ", c.Quotes)}"));
}
