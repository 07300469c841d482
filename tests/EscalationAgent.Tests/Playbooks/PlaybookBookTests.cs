using EscalationAgent.Playbooks;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>A folder of playbooks, as an operator keeps it.</summary>
public sealed class PlaybookBookTests : IDisposable
{
    private readonly TemporaryFolder place = new();
    private readonly string folder;

    public PlaybookBookTests() => folder = Directory.CreateDirectory(place.File("playbooks")).FullName;

    public void Dispose() => place.Dispose();

    [Fact]
    public void Every_playbook_of_the_folder_can_be_found_by_its_name()
    {
        Write("sample.yaml", SamplePlaybook.Text);
        Write("second.yaml", SamplePlaybook.With("name: sample", "name: second"));
        Write("playbook.schema.json", "{}");

        var book = PlaybookBook.Open(folder, "second");

        Assert.Equal("second", book.Default.Version.Name);
        Assert.Equal(["sample", "second"], book.All.Select(p => p.Version.Name).Order());
        Assert.Null(book.Find("third"));
    }

    [Fact]
    public void The_faults_of_all_files_come_in_one_message()
    {
        Write("a.yaml", SamplePlaybook.With("name: sample", "name: b"));
        Write("sample.yaml", SamplePlaybook.With("1 week", "ages").Replace("Europe/Berlin", "Nowhere", StringComparison.Ordinal));
        Write("other.yml", SamplePlaybook.Text);

        var message = Assert.Throws<PlaybookException>(() => PlaybookBook.Open(folder, "missing")).Message;

        Assert.Equal(
            """
            The playbooks can't be used:
            playbooks/a.yaml:1:7: name is 'b', but the file is called 'a'
            playbooks/other.yml: a playbook's file ends in .yaml
            playbooks/sample.yaml:6:45: calendar 'default': there is no time zone 'Nowhere'; use an IANA name such as Europe/Berlin
            playbooks/sample.yaml:42:15: category 'dispute': within: can't read the term 'ages'; write such as '4 hours', '4 working hours', '5 business days', '2 weeks', '1 sprint', 'same day' or 'next planning'
            playbooks: there is no playbook 'missing'; there is a, other, sample
            """.ReplaceLineEndings("\n"),
            message
        );
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused_unread()
    {
        Write("sample.yaml", $"{SamplePlaybook.Text}\n# {new string('x', 64 * 1024)}");

        Assert.Equal("playbooks/sample.yaml: larger than 64 KB", Fault("sample"));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        File.WriteAllBytes(Path.Combine(folder, "sample.yaml"), [0x6e, 0xff, 0xfe, 0x00]);

        Assert.Equal("playbooks/sample.yaml: not UTF-8 text", Fault("sample"));
    }

    [Fact]
    public void An_empty_folder_and_a_missing_one_are_told()
    {
        Assert.Equal("playbooks: there is no playbook 'sample'; there is none", Fault("sample"));

        Directory.Delete(folder);
        Assert.Equal($"playbooks: there is no such folder: {folder}", Fault("sample"));
    }

    [Fact]
    public void A_file_of_holidays_stands_beside_its_playbook()
    {
        Write("sample.yaml", SamplePlaybook.With("2026-06-05]}}", "2026-06-05]}, holidays_file: days.ics}"));

        Assert.Equal("playbooks/sample.yaml:9:88: calendar 'default': holidays_file: playbooks/days.ics: there is no such file", Fault("sample"));

        Write("days.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Works holiday\nDTSTART;VALUE=DATE:20261228\nEND:VEVENT\nEND:VCALENDAR\n");
        Assert.Equal("Works holiday", PlaybookBook.Open(folder, "sample").Default.DefaultCalendar.Holidays[^1].Name);
    }

    /// <summary>Nine lists of nine aliases each, nine levels deep, would be 387 million entries.</summary>
    [Fact]
    public void A_bomb_of_aliases_is_refused_before_it_grows()
    {
        var levels = Enumerable.Range(1, 9).Select(i => $"l{i}: &l{i} [{string.Join(", ", Enumerable.Repeat(i == 1 ? "x" : $"*l{i - 1}", 9))}]");
        Write("sample.yaml", string.Join('\n', levels));

        Assert.Equal("playbooks/sample.yaml:1:5: anchors (&) are not allowed; write it out", Fault("sample"));
    }

    private string Fault(string name) => Assert.Single(Assert.Throws<PlaybookException>(() => PlaybookBook.Open(folder, name)).Faults).ToString();

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
