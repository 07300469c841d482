using TextAnalysis.Checking;

namespace TextAnalysis.Tests;

/// <summary>Facts that are said, and are told of something else, of another year or by another rate.</summary>
public sealed class FactPlacesTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Theory]
    [InlineData(
        "We restarted the job on 24 February and replaced the disk on 26 February.",
        "The disk was replaced on 24 February. The job was restarted on 26 February.",
        "24 February",
        "26 February"
    )]
    [InlineData("ARR EUR 85k, expansion EUR 40k.", "ARR: 40 Tsd. EUR, Erweiterung 85 Tsd. EUR.", "40 Tsd. EUR", "85 Tsd. EUR")]
    [InlineData("It took 40 minutes. The same happened 5 weeks ago.", "Es dauerte fünf Wochen. Dasselbe gab es vor 40 Minuten.", "fünf Wochen", "40 Minuten")]
    public void Of_two_that_changed_places_both_are_doubted(string source, string draft, string one, string other)
    {
        var unproven = Unproven(source, draft);

        Assert.Contains(one, unproven);
        Assert.Contains(other, unproven);
    }

    [Theory]
    [InlineData("The renewal is on 16 May.", "The renewal is on 16 May 2027.", "16 May 2027")]
    [InlineData("The renewal is on 16 May.", "The renewal was on 16 May 2025.", "16 May 2025")]
    [InlineData("Es fiel am 16. Februar aus.", "It failed on 16 February 2027.", "16 February 2027")]
    [InlineData("They need 4 hours a week.", "They need 4 hours a day.", "4 hours")]
    [InlineData("Cada hora son 2.000 €.", "They lose EUR 2,000 a week.", "EUR 2,000")]
    [InlineData("ARR EUR 85k.", "They pay EUR 85k a month.", "EUR 85k")]
    [InlineData("9.400 Pakete am Tag", "9,400 parcels a week", "9,400")]
    [InlineData("We told Sofia on Thursday.", "An answer is due by 5 March.", "5 March")]
    [InlineData("It stopped last night.", "In der Nacht zum 1. März stand es.", "1. März")]
    [InlineData("Viajes Montañés, 34 oficinas.", "Kalix has 34 offices.", "Kalix")]
    [InlineData("Viajes Montañés, 34 oficinas.", "Meridian fue avisado.", "Meridian")]
    public void Another_year_rate_or_actor_is_a_lie(string source, string draft, string lie) => Assert.Contains(lie, Unproven(source, draft));

    [Theory]
    [InlineData("The renewal is on 16 May.", "Renewal: 16 May 2026")]
    [InlineData("Es fiel am 16. Februar aus.", "It failed on 16 February 2026.")]
    [InlineData("They need 4 hours a day.", "They need four hours daily.")]
    [InlineData("ARR EUR 85k.", "They pay EUR 85k a year.")]
    [InlineData("155k EUR, 6 sites.", "The account is worth EUR 155k a year.")]
    [InlineData("It stopped last night.", "In der Nacht zum 2. März stand es.")]
    [InlineData("Der Zugang fehlt.", "Access is missing. Billing is affected. Nobody has answered.")]
    [InlineData("Der Geschäftsführer Jonas Weber aus München rief an.", "Managing Director Jonas Weber from Munich called.")]
    [InlineData("Die Chirurgin Anna Kern wartet.", "Surgeon Anna Kern is waiting.")]
    [InlineData("Clínica Santa Rita", "The Santa Rita Clinic is affected.")]
    [InlineData("Herr Müller wartet.", "Mr Mueller is waiting.")]
    [InlineData("fällt aus seit Sonntagabend", "It fails since Sunday, 1 March.")]
    [InlineData("by the end of March", "by 31 March 2026")]
    [InlineData("renewal end of the month", "renewal on 31 March 2026")]
    [InlineData("it was so last month", "in February 2026")]
    [InlineData("since the weekend", "since 28 February")]
    [InlineData("en quince días", "by 16 March 2026")]
    [InlineData("two weeks from now", "on 16 March")]
    [InlineData("contract until 12/2026", "until December 2026")]
    [InlineData("It broke on 24 February. Two days later it broke again.", "It broke on 24 February and again on 26 February.")]
    [InlineData("Am 24. Februar fiel es aus, am Tag darauf wieder.", "On 24 February it failed, on 25 February again.")]
    [InlineData("um halb neun fiel es aus", "at 08:30")]
    [InlineData("a las 9 de la mañana", "at 09:00")]
    [InlineData("From 13 May to 20 May the board was wrong, broken on 4 June.", "The board was wrong from 13 May to 20 May and broke on 4 June.")]
    public void What_is_told_otherwise_is_none(string source, string draft) => Assert.Empty(Unproven(source, draft));

    private static List<string> Unproven(string source, string draft) =>
        [.. new FactCheck([new("your notes", source)], Monday).Unproven(draft).Select(f => f.Text)];
}
