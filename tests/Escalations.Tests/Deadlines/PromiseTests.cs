using System.Globalization;
using Escalations.Deadlines;
using TextAnalysis.Facts;
using static Escalations.Tests.Case;

namespace Escalations.Tests.Deadlines;

/// <summary>When the next update is promised, in the words of those who promise; and what that does to the clocks.</summary>
public sealed class PromiseTests
{
    // A Tuesday, 11:00 in Paris; the office closes at 17:00 there.
    private static readonly DateTimeOffset Now = At("2026-03-10T10:00Z");

    private static readonly CalendarRule Paris = Calendars.Office("Europe/Paris", "09:00-17:00", new(15, 0)) with
    {
        Holidays = [new DatedHoliday("Off", new(2026, 3, 19))],
    };

    [Theory]
    [InlineData("today 17:00 CET", "2026-03-10T16:00Z")]
    [InlineData("Today, 17.00", "2026-03-10T16:00Z")]
    [InlineData("today at 5", "2026-03-10T16:00Z")]
    [InlineData("at 5pm", "2026-03-10T16:00Z")]
    [InlineData("5:30 p.m.", "2026-03-10T16:30Z")]
    [InlineData("17:00", "2026-03-10T16:00Z")]
    [InlineData("09:00", "2026-03-11T08:00Z")] // the next one
    [InlineData("noon", "2026-03-10T11:00Z")]
    [InlineData("today at 12 UTC", "2026-03-10T12:00Z")]
    [InlineData("tomorrow 10", "2026-03-11T09:00Z")]
    [InlineData("Tomorrow at noon", "2026-03-11T11:00Z")]
    [InlineData("tomorrow, 10:00 EST", "2026-03-11T14:00Z")] // the clock on the wall there, where it is summer already
    [InlineData("tomorrow 9am PT", "2026-03-11T16:00Z")]
    [InlineData("tomorrow 10:00 UTC+2", "2026-03-11T08:00Z")]
    [InlineData("tomorrow 10:00 GMT -5:30", "2026-03-11T15:30Z")]
    [InlineData("tomorrow 10:00 London time", "2026-03-11T10:00Z")]
    [InlineData("tomorrow morning", "2026-03-11T08:00Z")] // when the office opens
    [InlineData("morgen früh", "2026-03-11T08:00Z")]
    [InlineData("demain matin", "2026-03-11T08:00Z")]
    [InlineData("Thursday 19 March in the morning", "2026-03-19T08:00Z")] // the office is closed then; nine
    [InlineData("this morning", "2026-03-10T11:00Z")] // the office has opened already
    [InlineData("morgen Vormittag", "2026-03-11T11:00Z")]
    [InlineData("today 17:00 CEST", "2026-03-10T15:00Z")] // as it is written, though it is winter
    [InlineData("today 17:00 MESZ", "2026-03-10T15:00Z")]
    [InlineData("tomorrow 10:00 EDT", "2026-03-11T14:00Z")]
    [InlineData("2026-04-08 17:00 CET", "2026-04-08T15:00Z")] // the clock on the wall
    [InlineData("30.03. 10:00", "2026-03-30T08:00Z")]
    [InlineData("30.3. 10:00 Uhr", "2026-03-30T08:00Z")]
    [InlineData("30.03 10:00", "2026-03-30T08:00Z")]
    [InlineData("30.03.26 10:00", "2026-03-30T08:00Z")]
    [InlineData("Monday 9am", "2026-03-16T08:00Z")]
    [InlineData("Mon 9 am", "2026-03-16T08:00Z")]
    [InlineData("Monday, 9 a.m.", "2026-03-16T08:00Z")]
    [InlineData("tomorrow afternoon", "2026-03-11T17:00Z")]
    [InlineData("tonight", "2026-03-10T20:00Z")]
    [InlineData("tomorrow", "2026-03-11T16:00Z")] // when the office closes
    [InlineData("by EOD", "2026-03-10T16:00Z")]
    [InlineData("end of day tomorrow", "2026-03-11T16:00Z")]
    [InlineData("tomorrow by close of business", "2026-03-11T16:00Z")]
    [InlineData("today at midnight", "2026-03-10T23:00Z")]
    [InlineData("the day after tomorrow at 9:00", "2026-03-12T08:00Z")]
    [InlineData("Friday noon", "2026-03-13T11:00Z")]
    [InlineData("by Fri 3pm", "2026-03-13T14:00Z")]
    [InlineData("on Friday", "2026-03-13T16:00Z")]
    [InlineData("next Monday 10:00", "2026-03-16T09:00Z")]
    [InlineData("Tuesday 09:00", "2026-03-17T08:00Z")] // today's has passed
    [InlineData("Tuesday 15:00", "2026-03-10T14:00Z")] // today's has not
    [InlineData("Thursday 19 March", "2026-03-19T17:00Z")] // the office is closed then; 18:00
    [InlineData("Saturday", "2026-03-14T17:00Z")]
    [InlineData("end of week", "2026-03-13T16:00Z")]
    [InlineData("12 March 14:30", "2026-03-12T13:30Z")]
    [InlineData("March 12, 9am", "2026-03-12T08:00Z")]
    [InlineData("the 12th of March at 8", "2026-03-12T07:00Z")]
    [InlineData("2026-03-30 10:00", "2026-03-30T08:00Z")] // summer time
    [InlineData("30/03 10:00", "2026-03-30T08:00Z")]
    [InlineData("03/30 10:00", "2026-03-30T08:00Z")]
    [InlineData("in 2 hours", "2026-03-10T12:00Z")]
    [InlineData("within 30 min", "2026-03-10T10:30Z")]
    [InlineData("2 hours", "2026-03-10T12:00Z")]
    [InlineData("every 30-60 minutes", "2026-03-10T11:00Z")]
    [InlineData("in half an hour", "2026-03-10T10:30Z")]
    [InlineData("in an hour", "2026-03-10T11:00Z")]
    [InlineData("in two days", "2026-03-12T10:00Z")]
    [InlineData("in 3 business days", "2026-03-13T10:00Z")]
    [InlineData("in 8 business days", "2026-03-23T10:00Z")] // the 19th is off
    [InlineData("in a week", "2026-03-17T10:00Z")]
    [InlineData("You hear from us tomorrow at 10:00, or earlier when it is fixed", "2026-03-11T09:00Z")]
    [InlineData("demain à 10h30", "2026-03-11T09:30Z")]
    [InlineData("aujourd'hui à 17h", "2026-03-10T16:00Z")]
    [InlineData("17h", "2026-03-10T16:00Z")]
    [InlineData("17 h", "2026-03-10T16:00Z")]
    [InlineData("17h CET", "2026-03-10T16:00Z")]
    [InlineData("in 17h", "2026-03-11T03:00Z")]
    [InlineData("17 hours", "2026-03-11T03:00Z")]
    [InlineData("2h", "2026-03-10T12:00Z")]
    [InlineData("24h", "2026-03-11T10:00Z")]
    [InlineData("vendredi midi", "2026-03-13T11:00Z")]
    [InlineData("dans 2 heures", "2026-03-10T12:00Z")]
    [InlineData("demain après-midi", "2026-03-11T17:00Z")]
    [InlineData("après-demain, 9 heures", "2026-03-12T08:00Z")]
    [InlineData("le 12 mars à 14h", "2026-03-12T13:00Z")]
    [InlineData("demain à 10h, heure de Paris", "2026-03-11T09:00Z")]
    [InlineData("heute 17 Uhr", "2026-03-10T16:00Z")]
    [InlineData("morgen um 10 Uhr MEZ", "2026-03-11T09:00Z")]
    [InlineData("Freitagmittag", "2026-03-13T11:00Z")]
    [InlineData("übermorgen, 9:15 Uhr", "2026-03-12T08:15Z")]
    [InlineData("am 12.3. um 14 Uhr", "2026-03-12T13:00Z")]
    [InlineData("in 3 Stunden", "2026-03-10T13:00Z")]
    [InlineData("mañana a las 10", "2026-03-11T09:00Z")]
    [InlineData("amanhã às 10h", "2026-03-11T09:00Z")]
    [InlineData("sexta-feira ao meio-dia", "2026-03-13T11:00Z")]
    [InlineData("half past eight tonight", "2026-03-10T19:30Z")]
    [InlineData("quarter to six", "2026-03-10T16:45Z")]
    [InlineData("ten to six", "2026-03-10T16:50Z")]
    [InlineData("five o'clock", "2026-03-10T16:00Z")]
    [InlineData("at eight tomorrow", "2026-03-11T07:00Z")]
    [InlineData("eight thirty tomorrow", "2026-03-11T07:30Z")]
    [InlineData("twenty-five past nine tomorrow", "2026-03-11T08:25Z")]
    [InlineData("8 tonight", "2026-03-10T19:00Z")]
    [InlineData("tonight at 12", "2026-03-10T23:00Z")]
    [InlineData("tomorrow at 8 in the evening", "2026-03-11T19:00Z")]
    [InlineData("tomorrow at 5 in the morning", "2026-03-11T04:00Z")]
    [InlineData("tomorrow night 11:30", "2026-03-11T22:30Z")]
    [InlineData("first thing tomorrow", "2026-03-11T08:00Z")]
    [InlineData("in an hour and a half", "2026-03-10T11:30Z")]
    [InlineData("in 1.5 hours", "2026-03-10T11:30Z")]
    [InlineData("in seven hours", "2026-03-10T17:00Z")]
    [InlineData("in a quarter of an hour", "2026-03-10T10:15Z")]
    [InlineData("Viertel nach acht heute Abend", "2026-03-10T19:15Z")]
    [InlineData("um halb zehn morgen", "2026-03-11T08:30Z")]
    [InlineData("dreiviertel acht morgen früh", "2026-03-11T06:45Z")]
    [InlineData("fünf vor halb neun morgen früh", "2026-03-11T07:25Z")]
    [InlineData("zwanzig Uhr dreißig", "2026-03-10T19:30Z")]
    [InlineData("heute um zwanzig Uhr", "2026-03-10T19:00Z")]
    [InlineData("morgen 8 Uhr 30", "2026-03-11T07:30Z")]
    [InlineData("morgen um 7 Uhr", "2026-03-11T06:00Z")]
    [InlineData("morgen um 8 Uhr abends", "2026-03-11T19:00Z")]
    [InlineData("Freitagabend um 8", "2026-03-13T19:00Z")]
    [InlineData("Montag, zehn Uhr", "2026-03-16T09:00Z")]
    [InlineData("in anderthalb Stunden", "2026-03-10T11:30Z")]
    [InlineData("in einer Viertelstunde", "2026-03-10T10:15Z")]
    [InlineData("Mo 8h", "2026-03-16T07:00Z")]
    [InlineData("Di 9 Uhr", "2026-03-17T08:00Z")]
    [InlineData("So 10:00", "2026-03-15T09:00Z")]
    [InlineData("lun 10h", "2026-03-16T09:00Z")]
    [InlineData("sex 9h", "2026-03-13T08:00Z")]
    [InlineData("demain à midi et demi", "2026-03-11T11:30Z")]
    [InlineData("demain à huit heures et quart", "2026-03-11T07:15Z")]
    [InlineData("demain à neuf heures moins le quart", "2026-03-11T07:45Z")]
    [InlineData("demain 8h et demie", "2026-03-11T07:30Z")]
    [InlineData("demain à 8 heures du soir", "2026-03-11T19:00Z")]
    [InlineData("dans une heure et demie", "2026-03-10T11:30Z")]
    [InlineData("14h30", "2026-03-10T13:30Z")]
    [InlineData("15 heures et demie", "2026-03-10T14:30Z")]
    [InlineData("in 2h30", "2026-03-10T12:30Z")]
    [InlineData("mañana a las nueve y cuarto", "2026-03-11T08:15Z")]
    [InlineData("hoy a las ocho y media de la tarde", "2026-03-10T19:30Z")]
    [InlineData("a las 10 de la mañana", "2026-03-11T09:00Z")]
    [InlineData("en una hora y media", "2026-03-10T11:30Z")]
    [InlineData("amanhã às oito e meia", "2026-03-11T07:30Z")]
    [InlineData("amanhã às quinze para as nove", "2026-03-11T07:45Z")]
    [InlineData("hoje às 8 da noite", "2026-03-10T19:00Z")]
    public void Times_are_read_as_they_are_written(string words, string at) =>
        Assert.Equal(At(at), PromiseReader.Read(words) is { } promised ? PromiseClock.At(promised, Now, "Europe/Paris", Paris) : null);

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("shortly")]
    [InlineData("next week")]
    [InlineData("Friday or Monday")]
    [InlineData("heute oder morgen")]
    [InlineData("as soon as we know more")]
    [InlineData("once the vendor has answered, maybe Friday")]
    [InlineData("if the fix holds, tomorrow at 10:00")]
    [InlineData("not before Friday")]
    [InlineData("Friday at the earliest")]
    [InlineData("yesterday at 10:00")]
    [InlineData("today at 9:30")] // has passed
    [InlineData("2026-03-09")]
    [InlineData("2026-08-30")] // more than 90 days ahead
    [InlineData("05/06")] // May or June
    [InlineData("31 February")]
    [InlineData("tomorrow 25:00")]
    [InlineData("tomorrow 10:75")]
    [InlineData("tomorrow 10:00 XQT")]
    [InlineData("tomorrow 10:00 Atlantis time")]
    [InlineData("tomorrow, ticket 4711 and 12 others")]
    [InlineData("10")]
    [InlineData("0 hours")]
    [InlineData("9999 weeks")]
    [InlineData("half eight tomorrow")]
    [InlineData("viertel acht")]
    [InlineData("kurz nach acht morgen")]
    [InlineData("tomorrow between two and three")]
    [InlineData("between 10:00 and 12:00 tomorrow")]
    [InlineData("today 14:00 or 17:00")]
    [InlineData("tomorrow after 10:00")]
    [InlineData("tomorrow at lunch")]
    [InlineData("tomorrow at two or three")]
    [InlineData("midnight thirty")]
    [InlineData("either 2 or 3pm")]
    [InlineData("sometime this afternoon")]
    [InlineData("tomorrow morning at 15:00")]
    [InlineData("morgen Nacht um 2")]
    public void What_gives_no_time_is_not_read(string words) =>
        Assert.Null(PromiseReader.Read(words) is { } promised ? PromiseClock.At(promised, Now, "Europe/Paris", Paris) : null);

    [Theory]
    [InlineData(true, "2026-04-05T08:00Z")]
    [InlineData(false, "2026-05-04T08:00Z")]
    [InlineData(null, null)]
    public void A_day_that_can_be_two_is_read_as_the_writer_writes(bool? monthFirst, string? at)
    {
        Assert.True(PromiseReader.IsEitherDay("04/05 10am"));
        Assert.Equal(
            at is null ? null : At(at),
            PromiseReader.Read("04/05 10am", monthFirst) is { } promised ? PromiseClock.At(promised, Now, "Europe/Paris", Paris) : null
        );
    }

    [Theory]
    [InlineData("today 9:30", true)]
    [InlineData("today 17:00", false)]
    [InlineData("2026-03-09", true)]
    [InlineData("2026-08-30", false)]
    [InlineData("tomorrow 10:00 Atlantis time", false)]
    public void What_has_passed_is_told_from_what_is_too_far(string words, bool hasPassed) =>
        Assert.Equal(hasPassed, PromiseClock.HasPassed(PromiseReader.Read(words)!, Now, "Europe/Paris", Paris));

    [Theory]
    [InlineData("As soon as the vendor answers", true)]
    [InlineData("with the next release", true)]
    [InlineData("mit dem Fix", true)]
    [InlineData("next week", false)]
    [InlineData("Friday or Monday", false)]
    [InlineData("05/06", false)]
    [InlineData("tomorrow 25:00", false)]
    public void What_hangs_on_something_is_told_from_what_cannot_be_read(string words, bool hangs) =>
        Assert.Equal(hangs, PromiseReader.HangsOnSomething(words));

    [Fact]
    public void A_short_name_that_the_writers_own_zone_has_means_that_zone()
    {
        var promised = PromiseReader.Read("tomorrow 10:00 CST")!;

        Assert.Equal(At("2026-03-11T02:00Z"), PromiseClock.At(promised, Now, "Asia/Shanghai", Paris));
        Assert.Equal(At("2026-03-11T15:00Z"), PromiseClock.At(promised, Now, "Europe/Paris", Paris));
    }

    [Fact]
    public void An_unknown_zone_of_the_writer_is_read_as_UTC() =>
        Assert.Equal(At("2026-03-11T10:00Z"), PromiseClock.At(PromiseReader.Read("tomorrow 10:00")!, Now, "Nowhere", Paris));

    // S1: the team's update every 60 minutes, the CSM's every day.
    [Fact]
    public void A_promise_governs_where_it_is_earlier_than_the_rhythm_and_never_where_it_is_later()
    {
        var matter = InProgress(Severity.S1, "2026-11-20T10:00Z").Then("2026-11-20T10:30Z", new UpdatePosted("on it", null, At("2026-11-20T12:30Z")));

        Assert.Equal((At("2026-11-20T11:30Z"), At("2026-11-20T12:30Z")), (matter[DeadlineKind.TeamUpdate].DueAt, matter[DeadlineKind.CsmUpdate].DueAt));
        Assert.Equal("promised in the last update", matter[DeadlineKind.CsmUpdate].Because);
        Assert.Contains("Rule: promised in the last update.", Explanation.Of(matter.Now, null).Single(d => d.Title == "Update for the CSM").Lines);

        matter.Then("2026-11-20T10:40Z", new UpdatePosted("still on it", null, At("2026-11-20T11:00Z")));
        Assert.Equal((At("2026-11-20T11:00Z"), At("2026-11-20T11:00Z")), (matter[DeadlineKind.TeamUpdate].DueAt, matter[DeadlineKind.CsmUpdate].DueAt));

        // The next one without a promise keeps the rhythm.
        matter.Then("2026-11-20T10:50Z", new UpdatePosted("nearly there"));
        Assert.Equal((At("2026-11-20T11:50Z"), At("2026-11-21T10:50Z")), (matter[DeadlineKind.TeamUpdate].DueAt, matter[DeadlineKind.CsmUpdate].DueAt));
    }

    [Fact]
    public void A_promise_outlives_another_severity_and_is_kept_while_others_are_waited_for()
    {
        var matter = InProgress(Severity.S2, "2026-11-20T10:00Z").Then("2026-11-20T10:30Z", new UpdatePosted("on it", null, At("2026-11-20T15:00Z")));
        matter.Then("2026-11-20T11:00Z", new Reclassified(Severity.S3, "less bad", []));
        Assert.Equal(At("2026-11-20T15:00Z"), matter[DeadlineKind.CsmUpdate].DueAt);

        matter.Then("2026-11-20T11:30Z", new ClockPaused(WaitingFor.Customer, "their logs", At("2026-11-25T10:00Z")));
        Assert.Null(matter.Now.Find(DeadlineKind.CsmUpdate));
        matter.Then("2026-11-20T11:40Z", new UpdatePosted("waiting", null, At("2026-11-23T10:00Z")));
        Assert.Equal(At("2026-11-23T10:00Z"), matter[DeadlineKind.CsmUpdate].DueAt);
    }

    [Theory]
    [InlineData("yesterday", true)]
    [InlineData("gestern 17 Uhr", true)]
    [InlineData("hier", true)]
    [InlineData("no idea", true)]
    [InlineData("soon-ish", true)]
    [InlineData("ASAP", true)]
    [InlineData("TBD", true)]
    [InlineData("keine Ahnung", true)]
    [InlineData("bientôt", true)]
    [InlineData("later", true)]
    [InlineData("?", true)]
    [InlineData("today 17:00", false)]
    [InlineData("17h", false)]
    [InlineData("next week", false)]
    [InlineData("As soon as the vendor answers", false)]
    [InlineData("with the release", false)]
    [InlineData("05/06", false)]
    [InlineData("Friday or Monday", false)]
    [InlineData("half eight", false)]
    public void What_names_no_time_and_nothing_to_wait_for_promises_nothing(string words, bool nothing) =>
        Assert.Equal(nothing, PromiseReader.PromisesNothing(words));

    [Fact]
    public void Reading_takes_time_that_grows_with_the_text_and_no_more()
    {
        foreach (var piece in new[] { "1", "10:", "in 1-", "tomorrow ", "the day after ", "a", "12/", " ", "next " })
        {
            PromiseReader.Read(string.Concat(Enumerable.Repeat(piece, 290 / piece.Length)));
        }

        Assert.Null(PromiseReader.Read(new string('1', 100_000)));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
