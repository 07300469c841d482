using EscalationAgent.Playbooks;
using Escalations;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>A rota is read strictly: what is wrong is said with its place and how it is meant.</summary>
public sealed class RotaReaderTests
{
    internal const string Good = """
        team: engineering
        time_zone: Europe/Berlin
        rotation: weekly
        hand_over: monday 09:00
        first_day: "2026-11-02"
        last_day: "2027-11-01"
        people:
          - Priya Nair
          - {name: Tom Becker, id: 8b3c}
          - nobody
        fallback: Mike Ross
        overrides:
          - person: Tom Becker
            from: "2026-12-24 09:00"
            to: "2026-12-27 09:00"
        """;

    /// <summary>What is wrong in a way that editors show as well.</summary>
    internal static readonly IReadOnlyList<(string Instead, string Wrong)> SeenBySchema =
    [
        ("rotation: weekly", "rotation: monthly"),
        ("monday 09:00", "noon"),
        ("2027-11-01", "soon"),
        ("fallback: Mike Ross", "fallback: nobody"),
        ("2026-12-24 09:00", "24 December"),
        ("rotation: weekly", "rotation: weekly\nhours: 5"),
        ("fallback: Mike Ross\n", ""),
        ("{name: Tom Becker, id: 8b3c}", "{name: Tom Becker}"),
    ];

    [Fact]
    public void A_whole_rota_is_read()
    {
        var (rota, faults) = Read(Good);

        Assert.Empty(faults);
        Assert.Equal(("engineering", "Europe/Berlin", 7, new TimeOnly(9, 0)), (rota!.Team, rota.TimeZone, rota.DaysEach, rota.HandOverAt));
        Assert.Equal([new RotaMember("Priya Nair"), new RotaMember("Tom Becker", "8b3c"), null], rota.People);
        Assert.Equal(new(2027, 11, 1), rota.LastDay);
        Assert.Equal(new DateTimeOffset(2026, 12, 24, 8, 0, 0, TimeSpan.Zero), Assert.Single(rota.Overrides).From);
    }

    [Theory]
    [InlineData("team: engineering", "team: enginering", "1:7: team is 'enginering', which is no team or role of a playbook: engineering, support")]
    [InlineData("Europe/Berlin", "Berlin", "2:12: time_zone is 'Berlin', which is no IANA zone, such as Europe/Berlin")]
    [InlineData("rotation: weekly", "rotation: monthly", "3:11: rotation is 'monthly'; write weekly or daily")]
    [InlineData("monday 09:00", "\"09:00\"", "4:12: hand_over is '09:00'; write a day and a time, such as 'monday 09:00'")]
    [InlineData("rotation: weekly", "rotation: daily", "4:12: hand_over is 'monday 09:00'; write the time alone, such as \"09:00\", where it is daily")]
    [InlineData(
        "monday 09:00",
        "friday 09:00",
        "5:12: first_day is a Monday, and hand_over says 'friday 09:00': the first shift begins on the day of a hand-over"
    )]
    [InlineData("2026-11-02", "2026-02-30", "5:12: first_day is '2026-02-30'; write a day as 2026-11-02")]
    [InlineData("2027-11-01", "2026-10-01", "6:11: last_day is before first_day")]
    [InlineData("fallback: Mike Ross", "fallback: nobody", "11:11: fallback is nobody; name the person who is on call where nobody else is")]
    [InlineData("2026-12-27 09:00", "2026-12-24 09:00", "15:9: to is not after from")]
    [InlineData("2026-12-24 09:00", "24 December", "14:11: from is '24 December'; write a day and a time as 2026-12-24 09:00")]
    [InlineData("rotation: weekly", "rotation: weekly\nhours: 5", "4:1: the rota has no key 'hours'")]
    [InlineData("fallback: Mike Ross\n", "", "1:1: the rota lacks 'fallback'")]
    public void What_is_wrong_is_said_with_its_place(string instead, string wrong, string fault)
    {
        var broken = Good.Replace(instead, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Good, broken);

        var (rota, faults) = Read(broken);

        Assert.Null(rota);
        Assert.Contains(faults, f => f.ToString().StartsWith($"rotas/e.yaml:{fault}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rota_of_nobody_is_refused_and_so_are_two_for_one_team()
    {
        Assert.Contains(
            Read(
                """
                {team: support, time_zone: UTC, rotation: daily, hand_over: "09:00", first_day: "2026-11-02", people: [nobody], fallback: Mia Roth}
                """
            ).Faults,
            f => f.Reason == "people names nobody; name at least one person"
        );

        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "a.yaml", "b.yaml" })
        {
            File.WriteAllText(Path.Combine(folder.Path, file), Good);
        }

        Assert.Equal(
            "rotas/b.yaml: another file is about team 'engineering' already; a team has one rota",
            Assert.Single(RotaFolder.Read(folder.Path, ["engineering"]).Faults).ToString()
        );
        Assert.Empty(RotaFolder.Read(Path.Combine(folder.Path, "nothing"), []).Rotas);
    }

    internal static (Rota? Rota, IReadOnlyList<PlaybookFault> Faults) Read(string text) => RotaReader.Read("rotas/e.yaml", text, ["engineering", "support"]);
}
