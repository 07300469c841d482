using TextAnalysis.Facts;

namespace TextAnalysis.Tests;

/// <summary>Days that are named to the bot, as of Tuesday 10 March 2026.</summary>
public sealed class DayAheadTests
{
    private static readonly DateOnly Tuesday = new(2026, 3, 10);

    [Theory]
    [InlineData("by Friday", "2026-03-13")]
    [InlineData("until 20 March.", "2026-03-20")]
    [InlineData("bis 20.03.2026", "2026-03-20")]
    [InlineData("bis zum 20. März", "2026-03-20")]
    [InlineData("avant vendredi", "2026-03-13")]
    [InlineData("d'ici vendredi", "2026-03-13")]
    [InlineData("antes del viernes", "2026-03-13")]
    [InlineData("até sexta-feira", "2026-03-13")]
    [InlineData("2026-03-01", "2026-03-01")]
    public void A_day_that_is_the_last_one(string said, string day) => Assert.Equal(DateOnly.ParseExact(day, "yyyy-MM-dd"), DayAhead.By(said, Tuesday));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("soon")]
    [InlineData("by")]
    [InlineData("")]
    public void No_day_that_could_be_the_last_one(string said) => Assert.Null(DayAhead.By(said, Tuesday));

    [Theory]
    [InlineData("2026-03-20", "2026-03-20")]
    [InlineData("friday", "2026-03-13")]
    [InlineData("next Friday", "2026-03-13")]
    [InlineData("Tuesday", "2026-03-17")]
    [InlineData("Freitag", "2026-03-13")]
    [InlineData("nächsten Montag", "2026-03-16")]
    [InlineData("vendredi", "2026-03-13")]
    [InlineData("el viernes", "2026-03-13")]
    [InlineData("sexta-feira", "2026-03-13")]
    [InlineData("today", "2026-03-10")]
    [InlineData("aujourd'hui", "2026-03-10")]
    [InlineData("tomorrow", "2026-03-11")]
    [InlineData("morgen", "2026-03-11")]
    [InlineData("mañana", "2026-03-11")]
    [InlineData("20 March", "2026-03-20")]
    [InlineData("20. März", "2026-03-20")]
    [InlineData("le 20 mars", "2026-03-20")]
    [InlineData("20 de marzo", "2026-03-20")]
    [InlineData("2 January", "2027-01-02")]
    public void One_day(string said, string day) =>
        Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), DayAhead.In(said, Tuesday));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("next moon")]
    [InlineData("monday or friday")]
    [InlineData("yesterday")]
    [InlineData("99 March")]
    [InlineData("20 March or 22 March")]
    [InlineData("3 days")]
    public void No_day(string said) => Assert.Null(DayAhead.In(said, Tuesday));
}
