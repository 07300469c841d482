using System.Globalization;
using Escalations.Launches;

namespace Escalations.Tests.Launches;

/// <summary>Only what everybody reads alike is a number or an instant.</summary>
public sealed class MeasureTextTests
{
    [Theory]
    [InlineData("4.5", 4.5)]
    [InlineData(" 4,5 ", 4.5)]
    [InlineData("0,123", 0.123)]
    [InlineData("-12", -12)]
    [InlineData("1234,5", 1234.5)]
    [InlineData("1.234", 1.234)]
    public void A_number_has_a_point_or_a_comma(string text, double value) => Assert.Equal((decimal)value, MeasureText.Number(text));

    [Theory]
    [InlineData("1,234")]
    [InlineData("12,345")]
    [InlineData("1.234,5")]
    [InlineData("1,234.5")]
    [InlineData("1 234")]
    [InlineData("1e400")]
    [InlineData("NaN")]
    [InlineData("0x10")]
    [InlineData("30 %")]
    [InlineData("٣")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_read_in_two_ways_or_in_none_is_no_number(string? text) => Assert.Null(MeasureText.Number(text));

    [Theory]
    [InlineData("2026-03-10T09:00Z", "2026-03-10T09:00:00Z")]
    [InlineData("2026-03-10T09:00:30.5+01:00", "2026-03-10T08:00:30.5Z")]
    [InlineData("2026-03-10 09:00", "2026-03-10T09:00:00Z")]
    [InlineData("2026-03-10", "2026-03-10T00:00:00Z")]
    public void An_instant_is_of_ISO_8601(string text, string at) =>
        Assert.Equal(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), MeasureText.Instant(text));

    [Theory]
    [InlineData("02/03/2026 08:00")]
    [InlineData("March 1")]
    [InlineData("2026-03")]
    [InlineData("12:00")]
    [InlineData("1999-12-31T23:59Z")]
    [InlineData(null)]
    public void What_each_country_reads_in_its_own_way_is_no_instant(string? text) => Assert.Null(MeasureText.Instant(text));
}
