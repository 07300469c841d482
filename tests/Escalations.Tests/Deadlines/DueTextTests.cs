using Escalations.Deadlines;
using TextAnalysis.Facts;
using static Escalations.Tests.Deadlines.WorkingCalendarTests;

namespace Escalations.Tests.Deadlines;

/// <summary>Instants as readers see them.</summary>
public sealed class DueTextTests
{
    [Theory]
    [InlineData("2026-11-24T13:05Z", "Europe/Berlin", "Tue 24 Nov, 14:05 CET")]
    [InlineData("2026-07-07T13:05Z", "Europe/Berlin", "Tue 7 Jul, 15:05 CEST")]
    [InlineData("2026-11-24T03:05Z", "America/New_York", "Mon 23 Nov, 22:05 EST")]
    [InlineData("2026-11-24T13:05:59Z", "UTC", "Tue 24 Nov, 13:05 UTC")]
    [InlineData("2026-11-24T13:05Z", "Asia/Dubai", "Tue 24 Nov, 17:05 UTC+04")]
    [InlineData("2026-10-25T00:30Z", "Europe/Berlin", "Sun 25 Oct, 02:30 CEST")]
    [InlineData("2026-10-25T01:30Z", "Europe/Berlin", "Sun 25 Oct, 02:30 CET")]
    public void An_instant_is_written_in_the_readers_zone(string at, string zone, string text) => Assert.Equal(text, DueText.For(At(at), zone));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Atlantis/Capital")]
    public void An_unknown_zone_becomes_UTC_and_says_so(string? zone) => Assert.Equal("Tue 24 Nov, 13:05 UTC", DueText.For(At("2026-11-24T13:05Z"), zone));

    [Fact]
    public void Every_zone_that_exists_can_be_written() =>
        Assert.All(NodaTime.DateTimeZoneProviders.Tzdb.Ids, id =>
            Assert.Matches(@"^\w{3} \d+ \w{3}, \d\d:\d\d \S+$", DueText.For(At("2026-11-24T13:05Z"), id))
        );
}
