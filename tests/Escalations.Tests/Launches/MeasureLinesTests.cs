using Escalations.Launches;

namespace Escalations.Tests.Launches;

/// <summary>Lines are read as people type and spreadsheets write them; what does not fit is left to be named with its line (A049).</summary>
public sealed class MeasureLinesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Fields_are_by_their_number_where_there_is_no_heading() =>
        Assert.Equal(
            [
                new(1, null, "Errors", "2026-03-10T09:00:00.0000000+00:00", "4.5", "Ann"),
                new(3, null, "Errors", "2026-03-10T08:00Z", "5", "Ann"),
                new(4, null, "Errors", "2026-03-10T08:30Z", "6", "probe"),
                SentMeasure.Misshapen(5),
            ],
            MeasureLines.Read("Errors; 4.5\n\n Errors ;2026-03-10T08:00Z; 5\r\nErrors;2026-03-10T08:30Z;6;probe\nErrors\n", Now, "Ann")
        );

    [Theory]
    [InlineData("Value,ID,Criterion,source,at\n4,m1,\"Errors, \"\"all\"\"\",probe,2026-03-10T08:00Z")]
    [InlineData("\uFEFFvalue\tid\tcriterion\tsource\tat\n4\tm1\tErrors, \"\"all\"\"\tprobe\t2026-03-10T08:00Z")]
    public void A_heading_says_which_field_is_what(string text)
    {
        var read = Assert.Single(MeasureLines.Read(text, now: null, by: null));
        Assert.Equal((2, "m1", "2026-03-10T08:00Z", "4", "probe"), (read.Line, read.Id, read.At, read.Value, read.Source));
        Assert.StartsWith("Errors, ", read.Criterion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("criterion;value\nErrors;4;5")]
    [InlineData("Errors, all; 4; 5; 6; 7")]
    public void A_line_with_more_fields_than_there_are_names_says_nothing(string text) => Assert.True(MeasureLines.Read(text, Now, "Ann")[^1].IsMisshapen);

    [Theory]
    [InlineData("")]
    [InlineData(" \n\r\n")]
    [InlineData("criterion;value")]
    public void Nothing_is_nothing(string text) => Assert.Empty(MeasureLines.Read(text, Now, "Ann"));

    /// <summary>Without an instant or a source of their own, machines' lines lack them, and are refused for that.</summary>
    [Fact]
    public void A_machine_says_when_and_by_what()
    {
        var read = Assert.Single(MeasureLines.Read("Errors;4", now: null, by: null));
        Assert.Equal((null, null), (read.At, read.Source));
    }

    [Fact]
    public void A_measure_is_known_by_its_id_or_by_all_that_it_says()
    {
        var measure = new Measure("Errors", Now, 4.50m, "probe");
        Assert.Equal(measure.Key, (measure with { Value = 4.5m, Criterion = "ERRÖRS" }).Key);
        Assert.NotEqual(measure.Key, (measure with { Value = 4.6m }).Key);
        Assert.Equal((measure with { Id = "m1" }).Key, (measure with { Id = "m1", Value = 9 }).Key);
    }
}
