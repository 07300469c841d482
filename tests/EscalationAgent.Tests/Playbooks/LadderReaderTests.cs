using System.Text;
using EscalationAgent.Playbooks;
using Escalations;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Playbooks;

/// <summary>Ladders: from manager to manager, or spelled out, and never one with a rung that nothing can reach.</summary>
public sealed class LadderReaderTests
{
    [Fact]
    public void Without_a_word_it_goes_from_manager_to_manager_as_far_as_the_severity_says()
    {
        var ladders = Ladders(SamplePlaybook.With("routes_to: [engineering, leads]", "routes_to: [engineering]"), "defect");

        Assert.Equal(["S1: leads, board", "S2: leads, board", "S3: leads", "S4: "], ladders);
    }

    [Fact]
    public void A_manager_who_has_it_from_the_beginning_is_no_rung() =>
        Assert.Equal(["S1: board", "S2: board", "S3: board", "S4: "], Ladders(SamplePlaybook.Text, "defect"));

    [Fact]
    public void One_list_for_all_severities_is_climbed_as_far_as_each_says()
    {
        var ladders = Ladders(
            SamplePlaybook.With("escalates_to: {S1: [leads, board], S2: [leads], S3: [leads], S4: []}", "escalates_to: [leads, board]"),
            "outage"
        );

        Assert.Equal(["S1: leads, board", "S2: leads, board", "S3: leads", "S4: "], ladders);
    }

    [Fact]
    public void A_severitys_own_list_stands_as_written_and_an_empty_one_goes_up_to_nobody() =>
        Assert.Equal(["S1: leads, board", "S2: leads", "S3: leads", "S4: "], Ladders(SamplePlaybook.Text, "outage"));

    [Fact]
    public void A_team_at_the_top_goes_up_to_nobody() =>
        Assert.Equal(["S1: ", "S2: ", "S3: ", "S4: "], Ladders(SamplePlaybook.With("routes_to: [engineering, leads]", "routes_to: [board]"), "defect"));

    [Theory]
    [InlineData(
        "    title: Board",
        "    title: Board\n    manager: engineering",
        "20:14: team 'engineering' is above itself: engineering > leads > board > engineering; one of them needs another manager, or none",
        "23:14: team 'leads' is above itself: leads > board > engineering > leads; one of them needs another manager, or none",
        "26:14: team 'board' is above itself: board > engineering > leads > board; one of them needs another manager, or none"
    )]
    [InlineData(
        "    title: Board",
        "    title: Board\n    manager: board",
        "26:14: team 'board' is above itself: board > board; one of them needs another manager, or none"
    )]
    [InlineData("    title: Board", "    title: Board\n    manager: owners", "26:14: team 'board' has the manager 'owners', which is not defined under teams")]
    [InlineData("    manager: board", "    manager: [board]", "23:14: team 'leads': manager must be text")]
    [InlineData(
        "escalates_to: [board]",
        "escalates_to: [owners]",
        "43:20: category 'dispute': escalates_to names team 'owners', which is not defined under teams"
    )]
    [InlineData(
        "escalates_to: [board]",
        "escalates_to: [leads, board]",
        "43:20: category 'dispute': escalates_to leads back to team 'leads', which has it from the beginning; leave it out"
    )]
    [InlineData("escalates_to: [board]", "escalates_to: [board, board]", "43:27: 'board' stands twice in category 'dispute': escalates_to")]
    [InlineData(
        "escalates_to: [board]",
        "escalates_to: [engineering, board]",
        "43:20: category 'dispute': escalates_to leads down to team 'engineering', above which 'leads' stands; name the nearer one first, or leave it out"
    )]
    [InlineData("escalates_to: [board]", "escalates_to: board", "43:19: category 'dispute': escalates_to must be a list with at least one entry")]
    [InlineData("escalates_to: [board]", "escalates_to: []", "43:19: category 'dispute': escalates_to must be a list with at least one entry")]
    [InlineData("escalates_to: [board]", "escalates_to: [[board]]", "43:20: category 'dispute': escalates_to must be text")]
    [InlineData(
        "S1: [leads, board]",
        "S1: [board, leads]",
        "52:32: category 'outage': escalates_to S1 leads down to team 'leads', above which 'board' stands; name the nearer one first, or leave it out"
    )]
    [InlineData("S1: [leads, board]", "S1: [leads, leads]", "52:32: 'leads' stands twice in category 'outage': escalates_to S1")]
    [InlineData("S1: [leads, board]", "S1: leads", "52:24: category 'outage': escalates_to S1 must be a list with at least one entry")]
    [InlineData(
        "S3: [leads]",
        "S3: [leads, board]",
        "52:65: category 'outage': escalates_to S3: rung 2 can't be reached, because severity S3 goes up no more than 1; write fewer "
            + "here, or more under its rungs"
    )]
    [InlineData(
        "S4: []",
        "S4: [leads]",
        "52:71: category 'outage': escalates_to S4: rung 1 can't be reached, because severity S4 goes up no more than 0; write fewer "
            + "here, or more under its rungs"
    )]
    [InlineData(", S4: []", "", "52:19: category 'outage': escalates_to lacks 'S4'")]
    [InlineData(", S4: []", ", S4: [], S5: []", "52:74: category 'outage': escalates_to has no key 'S5'; it has S1, S2, S3, S4")]
    public void A_ladder_that_does_not_hold_is_told_with_its_place_and_reason(string piece, string instead, params string[] expected) =>
        Assert.Equal(expected, Faults(SamplePlaybook.With(piece, instead)));

    [Fact]
    public void A_rung_that_no_severity_goes_up_to_is_a_fault()
    {
        var text = SamplePlaybook
            .With("customer: 2-3 hours}}", "customer: 2-3 hours}, rungs: \"1\"}")
            .Replace("rungs: all", "rungs: \"1\"", StringComparison.Ordinal)
            .Replace("escalates_to: {S1: [leads, board], S2: [leads], S3: [leads], S4: []}", "escalates_to: [leads, board]", StringComparison.Ordinal);

        Assert.Equal(
            ["52:27: category 'outage': escalates_to: rung 2 can't be reached, because no severity goes up more than 1; write fewer here, or more under rungs"],
            Faults(text)
        );
    }

    [Fact]
    public void Managers_in_a_circle_are_one_fault_and_ladders_beside_them_hold() =>
        Assert.Equal(
            ["23:14: team 'leads' is above itself: leads > leads; one of them needs another manager, or none"],
            Faults(SamplePlaybook.With("    manager: board", "    manager: leads"))
        );

    /// <summary>
    /// Whatever managers and ladders are written: a playbook that is taken has ladders that end, lead to somebody new each time and
    /// never down.
    /// </summary>
    [Fact]
    public void Any_playbook_is_refused_or_has_ladders_that_end_and_always_lead_to_somebody_new()
    {
        var random = new Random(20261121);
        var (taken, refused) = (0, 0);
        for (var i = 0; i < 1000; i++)
        {
            var written = RandomHouse.Of(random);
            var (playbook, faults) = Read(written.Text);
            if (playbook is null)
            {
                refused++;
                Assert.NotEmpty(faults);
                Assert.True(written.HasReasonToRefuse, $"refused without need:\n{string.Join('\n', faults)}\n{written.Text}");
                continue;
            }

            taken++;
            Assert.False(written.HasReasonToRefuse, $"taken in spite of a fault:\n{written.Text}");
            foreach (var (category, severity) in playbook.Categories.SelectMany(c => Severities.All.Select(s => (c, s))))
            {
                var ladder = category.Ladders[severity];
                Assert.True(ladder.Count <= written.Teams, written.Text);
                Assert.Distinct(ladder);
                Assert.Empty(ladder.Intersect(category.RoutesTo));
                Assert.All(ladder, rung => Assert.NotNull(playbook.FindTeam(rung)));
                Assert.True(ladder.Count <= (written.Rungs[(int)severity] ?? int.MaxValue), written.Text);
                Assert.True(
                    written.Own is null || written.Own[(int)severity].Take(written.Rungs[(int)severity] ?? int.MaxValue).SequenceEqual(ladder),
                    written.Text
                );
            }
        }

        Assert.True(taken > 100 && refused > 100, $"{taken} taken, {refused} refused");
    }

    private static IEnumerable<string> Ladders(string text, string category)
    {
        var (playbook, faults) = Read(text);

        Assert.Empty(faults);
        return Severities.All.Select(s => $"{s}: {string.Join(", ", playbook!.FindCategory(category)!.Ladders[s])}");
    }

    private static IEnumerable<string> Faults(string text) => Read(text).Faults.Select(f => f.ToString()["playbooks/sample.yaml:".Length..]);

    private static (Playbook? Playbook, IReadOnlyList<PlaybookFault> Faults) Read(string text) =>
        PlaybookReader.Read("playbooks/sample.yaml", "sample", text.ReplaceLineEndings("\n"));

    /// <summary>A few teams with any managers, and one category with any ladder.</summary>
    /// <param name="Rungs">By severity; null for all.</param>
    /// <param name="Own">What the category spells out, by severity; null when it leaves that to the managers.</param>
    private sealed record RandomHouse(string Text, int Teams, int?[] Rungs, string[][]? Own, bool HasReasonToRefuse)
    {
        public static RandomHouse Of(Random random)
        {
            var count = random.Next(1, 6);
            string[] teams = [.. Enumerable.Range(0, count).Select(i => $"t{i}")];
            string?[] managers =
            [
                .. teams.Select(
                    (_, i) =>
                        random.Next(10) switch
                        {
                            0 => Any(),
                            1 => "nobody",
                            < 4 => null,
                            _ => i + 1 < count ? teams[random.Next(i + 1, count)] : null,
                        }
                ),
            ];
            int?[] rungs = [.. Severities.All.Select(_ => random.Next(2) == 0 ? null : (int?)random.Next(4))];
            string[] routesTo = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Any()).Distinct()];
            var form = random.Next(3);
            var forAll = form == 1;
            string[][]? own =
                form == 0 ? null
                : forAll ? [.. Enumerable.Repeat(Some(1), 4)]
                : [.. Severities.All.Select(_ => Some(0))];
            return new(Written(), count, rungs, own, ManagersFail() || LaddersFail());

            string Any() => random.Next(12) == 0 ? "nobody" : teams[random.Next(count)];

            string[] Some(int least) => [.. Enumerable.Range(0, random.Next(least, 3)).Select(_ => Any())];

            string Written()
            {
                var text = new StringBuilder(SamplePlaybook.Text[..SamplePlaybook.Text.IndexOf("severities:", StringComparison.Ordinal)])
                    .Replace("weekly_summary_to: leads", "weekly_summary_to: t0")
                    .Append("severities:\n");
                foreach (var severity in Severities.All)
                {
                    var most = rungs[(int)severity] is { } number ? $"\"{number}\"" : "all";
                    text.Append(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"  {severity}: {{meaning: Bad, acknowledge: 1 hour, stall: 1 day, updates: {{csm: 1 day}}, rungs: {most}}}\n"
                    );
                }

                text.Append("teams:\n");
                foreach (var (team, manager) in teams.Zip(managers))
                {
                    text.Append(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"  {team}: {{title: {team}{(manager is null ? "" : $", manager: {manager}")}}}\n"
                    );
                }

                var ladder =
                    own is null ? ""
                    : forAll ? $", escalates_to: {List(own[0])}"
                    : $", escalates_to: {{{string.Join(", ", own.Select((o, s) => $"S{s + 1}: {List(o)}"))}}}";
                return text.Append(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"categories:\n  c: {{title: C, trigger: T, routes_to: {List(routesTo)}, acknowledge: 1 hour, outcome: {{what: w, "
                            + $"within: 1 day}}{ladder}}}\n"
                    )
                    .ToString();
            }

            bool ManagersFail() => routesTo.Contains("nobody") || managers.Contains("nobody") || teams.Any(t => IsAbove(t, t));

            bool LaddersFail() =>
                own is not null
                && own.Where(
                        (ladder, severity) =>
                            ladder.Contains("nobody")
                            || ladder.Distinct().Count() < ladder.Length
                            || ladder.Intersect(routesTo).Any()
                            || ladder.Length > (forAll ? rungs.Max(r => r ?? int.MaxValue) : rungs[severity] ?? int.MaxValue)
                            || ladder.Where((rung, at) => ladder.Take(at).Append(routesTo[0]).Any(earlier => IsAbove(earlier, rung))).Any()
                    )
                    .Any();

            bool IsAbove(string one, string other)
            {
                var next = Array.IndexOf(teams, other) is >= 0 and var at ? managers[at] : null;
                for (var steps = 0; next is not null and not "nobody" && steps < count; steps++)
                {
                    if (next == one)
                    {
                        return true;
                    }

                    next = managers[Array.IndexOf(teams, next)];
                }

                return false;
            }
        }

        private static string List(string[] keys) => $"[{string.Join(", ", keys)}]";
    }
}
