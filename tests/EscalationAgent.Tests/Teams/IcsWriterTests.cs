using System.Text;
using EscalationAgent.Teams;
using FsCheck;
using FsCheck.Fluent;

namespace EscalationAgent.Tests.Teams;

/// <summary>What is written for calendars is read by another library as it was meant, and keeps to RFC 5545 (3.1, 3.3.11).</summary>
public sealed class IcsWriterTests
{
    [Fact]
    public void Whatever_somebody_wrote_comes_back_and_no_line_is_longer_than_75_bytes() =>
        Prop.ForAll<string?>(written =>
            {
                var said = Utf16(written ?? "");
                var text = Calendar("SUMMARY", said);
                var read = Assert.Single(Ical.Net.Calendar.Load(text)!.Events);
                return text.EndsWith("\r\n", StringComparison.Ordinal)
                    && text.Split("\r\n").All(line => Encoding.UTF8.GetByteCount(line) <= 75 && !line.Any(char.IsControl))
                    && (read.Summary ?? "").ReplaceLineEndings("\n")
                        == string.Concat(said.ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c)));
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(300));

    [Theory]
    [InlineData("a; b, c \\ d")]
    [InlineData("first\r\nsecond\nthird")]
    [InlineData("\nBEGIN:VEVENT\nSUMMARY:mine")]
    [InlineData("\u0007bell\u0000")]
    [InlineData("a very long name of a customer with Ümläuts and 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 and 🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀🚀")]
    public void What_could_break_a_line_does_not(string written)
    {
        var read = Assert.Single(Ical.Net.Calendar.Load(Calendar("SUMMARY", written))!.Events);
        Assert.Equal(string.Concat(written.ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c))), read.Summary!.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void An_instant_is_written_in_UTC()
    {
        var text = new IcsWriter().At("DTSTART", new(2026, 3, 29, 2, 30, 0, TimeSpan.FromHours(2))).ToString();
        Assert.Equal("DTSTART:20260329T003000Z\r\n", text);
    }

    private static string Calendar(string name, string value) =>
        new IcsWriter()
            .Line("BEGIN", "VCALENDAR")
            .Line("VERSION", "2.0")
            .Line("PRODID", "-//x//EN")
            .Line("BEGIN", "VEVENT")
            .Line("UID", "1")
            .At("DTSTAMP", DateTimeOffset.UnixEpoch)
            .At("DTSTART", DateTimeOffset.UnixEpoch)
            .Text(name, value)
            .Line("END", "VEVENT")
            .Line("END", "VCALENDAR")
            .ToString();

    /// <summary>Half of a character, which no text from JSON holds, becomes the sign for one.</summary>
    private static string Utf16(string text) => string.Concat(text.EnumerateRunes());
}
