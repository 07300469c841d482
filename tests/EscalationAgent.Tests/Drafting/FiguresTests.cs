using System.Globalization;
using EscalationAgent.Drafting.Offline;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Drafting;

public sealed class FiguresTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Theory]
    [InlineData("EUR 85k ARR", "85000", "EUR")]
    [InlineData("ARR: 85k", "85000", null)]
    [InlineData("$1.2M ARR", "1200000", "USD")]
    [InlineData("ARR of US$ 1,250,000.50", "1250000.50", "USD")]
    [InlineData("£310,000 ARR", "310000", "GBP")]
    [InlineData("ARR CHF 1'200'000", "1200000", "CHF")]
    [InlineData("Jahresumsatz 85.000 €", "85000", "EUR")]
    [InlineData("ARR 1,2 Mio. €", "1200000", "EUR")]
    [InlineData("ARR 85 Tsd. EUR", "85000", "EUR")]
    [InlineData("ARR 1 200 000 EUR", "1200000", "EUR")]
    [InlineData("revenu annuel de 85 000 €", "85000", "EUR")]
    [InlineData("ingresos anuales de 38.500,50 euros", "38500.50", "EUR")]
    [InlineData("ARR 1,5 millones de euros", "1500000", "EUR")]
    [InlineData("ARR R$ 750.000", "750000", "BRL")]
    [InlineData("receita anual de 2 milhões de reais", "2000000", "BRL")]
    [InlineData("They pay us 96k EUR a year.", "96000", "EUR")]
    [InlineData("ARR $1.2M, expansion pipeline of $300k", "1200000", "USD")]
    [InlineData("ARR: 85000", "85000", null)]
    [InlineData("MRR is $7k", null, null)]
    [InlineData("We are losing 40k EUR a day", null, null)]
    [InlineData("An invoice of 9.200 €", null, null)]
    [InlineData("ARR 2026 unclear", null, null)]
    [InlineData("ARR is down 20%", null, null)]
    [InlineData("EUR 85k ARR. Or was it EUR 95k ARR?", null, null)]
    public void Revenue_is_an_amount_that_the_notes_call_recurring(string text, string? amount, string? currency)
    {
        var expected = amount is null ? null : new Money(decimal.Parse(amount, CultureInfo.InvariantCulture), currency);

        Assert.Equal(expected, new Figures(NotesReader.Read([text], Monday), Monday).Revenue()?.Value);
    }

    [Theory]
    [InlineData("renewal in 67 days", "2026-05-08")]
    [InlineData("67 days to renewal", "2026-05-08")]
    [InlineData("renews on 12 March 2026", "2026-03-12")]
    [InlineData("renewal 2026-05-01", "2026-05-01")]
    [InlineData("Renewal: May 1st, 2026", "2026-05-01")]
    [InlineData("Contract ends 30 September", "2026-09-30")]
    [InlineData("renews on 12 January", "2027-01-12")]
    [InlineData("Der Vertrag endet am 31.12.2026.", "2026-12-31")]
    [InlineData("Verlängerung am 15. Juni 2026", "2026-06-15")]
    [InlineData("renouvellement le 1er juillet 2026", "2026-07-01")]
    [InlineData("renovación el 1 de noviembre de 2026", "2026-11-01")]
    [InlineData("a renovação é em 20 de fevereiro de 2027", "2027-02-20")]
    [InlineData("Verlängerung in 30 Tagen", "2026-04-01")]
    [InlineData("renewal next month", null)]
    [InlineData("renewal in May 2026", null)]
    [InlineData("renewal in about 3 months", null)]
    [InlineData("renewal on 03/04/2026", null)]
    [InlineData("renewal on 25/04/2026", "2026-04-25")]
    [InlineData("they renewed on 12 January 2026", null)]
    [InlineData("renewal 2026-05-01. Renewal 2026-06-01.", null)]
    [InlineData("ticket opened 12 March 2026", null)]
    public void Renewal_is_a_day_or_nothing(string text, string? day) =>
        Assert.Equal(day, new Figures(NotesReader.Read([text], Monday), Monday).Renewal()?.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("on 2026-02-18 it broke", "2026-02-18")]
    [InlineData("3rd of February", "2026-02-03")]
    [InlineData("Feb 28", "2026-02-28")]
    [InlineData("in late December 24, we", "2025-12-24")]
    [InlineData("am 16.02.2026", "2026-02-16")]
    [InlineData("am 16.02. um neun", "2026-02-16")]
    [InlineData("am 3. März", "2026-03-03")]
    [InlineData("le 1er février 2026", "2026-02-01")]
    [InlineData("el 12 de febrero de 2026", "2026-02-12")]
    [InlineData("no dia 24 de fevereiro", "2026-02-24")]
    [InlineData("version 10.4.2 and 1.5.", null)]
    [InlineData("30 February 2026", null)]
    [InlineData("ratio 03/04", null)]
    public void Dates_are_read_in_five_languages(string text, string? day) =>
        Assert.Equal(day, WrittenDates.In(text) is [var found, ..] ? found.Before(Monday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null);

    [Theory]
    [InlineData("85.000", false, "85000")]
    [InlineData("85,000", false, "85000")]
    [InlineData("85.5", false, "85.5")]
    [InlineData("1.250", true, "1.250")]
    [InlineData("1.250.000", true, "1250000")]
    [InlineData("1,200.50", false, "1200.50")]
    [InlineData("1.200,50", false, "1200.50")]
    [InlineData("12345678901234567890123", false, null)]
    public void Numbers_are_read_whichever_way_they_are_marked(string text, bool scaled, string? number) =>
        Assert.Equal(
            number is null ? null : decimal.Parse(number, CultureInfo.InvariantCulture),
            WrittenAmounts.In(scaled ? text + "M" : text) is [var found] ? found.Money.Amount / (scaled ? 1_000_000 : 1) : (decimal?)null
        );
}
