using Escalations.Ports;
using Escalations.UseCases;
using FsCheck;
using FsCheck.Fluent;

namespace Escalations.Tests.Routing;

/// <summary>Who covers for whom, and what that lets them do.</summary>
public sealed class AwayTests
{
    private static readonly DateTimeOffset Now = Sample.Monday;

    private static readonly Escalation Routed = Sample.In(Status.Routed);

    private static readonly Person Eve = new("eve", "Eve Two");

    private static TeamLinks Away(params IReadOnlyList<(string Who, string Backup)> said) =>
        new([], []) { Absences = [.. said.Select(a => new Absence(new(a.Who, a.Who), new(a.Backup, a.Backup), Now, Now.AddDays(1)))] };

    /// <summary>Whatever is said in which order: as long as loops are refused, whoever is away is covered by somebody who is there.</summary>
    [Fact]
    public void Whoever_is_away_is_covered_by_one_who_is_there() =>
        Prop.ForAll<int[]>(said =>
            {
                var absences = new List<Absence>();
                foreach (var one in said)
                {
                    var (who, backup) = ($"{Math.Abs(one % 7)}", $"{Math.Abs(one / 7 % 7)}");
                    if (new AwayNow(absences, Now).WouldLoop(who, backup))
                    {
                        continue;
                    }

                    absences.RemoveAll(absence => absence.Person.Id == who);
                    absences.Add(new(new(who, who), new(backup, backup), Now, Now.AddHours(1)));
                    var away = new AwayNow(absences, Now);
                    foreach (var absence in away.All)
                    {
                        var covering = away.BackupOf(absence.Person.Id)!;
                        if (away.Of(covering.Id) is not null || !away.CoveredBy(covering.Id).Contains(absence))
                        {
                            return false;
                        }
                    }
                }

                return true;
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Two_who_name_each_other_at_once_are_covered_by_nobody()
    {
        var away = Away(("a", "b"), ("b", "a")).AwayAt(Now);

        Assert.Null(away.BackupOf("a"));
        Assert.True(away.WouldLoop("c", "a"));
    }

    [Fact]
    public void It_ends_at_its_instant()
    {
        var links = Away(("a", "eve"));

        Assert.Equal("eve", links.AwayAt(Now.AddDays(1).AddTicks(-1)).BackupOf("a")?.Id);
        Assert.Null(links.AwayAt(Now.AddDays(1)).BackupOf("a"));
    }

    [Fact]
    public void Nobody_covers_in_what_is_confidential_nor_in_what_was_never_routed()
    {
        var links = Away((Routed.Csm.Id, Eve.Id));

        Assert.Single(TeamDirectory.CoveredBy(Eve.Id, Routed, House.Rules, links, Now));
        Assert.Empty(TeamDirectory.CoveredBy(Eve.Id, Routed with { IsConfidential = true }, House.Rules, links, Now));
        Assert.Empty(TeamDirectory.CoveredBy(Eve.Id, Routed with { RoutedAt = null }, House.Rules, links, Now));
        Assert.Empty(TeamDirectory.CoveredBy("zoe", Routed, House.Rules, links, Now));
    }

    [Fact]
    public void Whoever_covers_is_what_the_other_is_and_no_more()
    {
        var request = new Request("tenant", null, Eve, new ToPerson(Eve.Id));
        var asCsm = TeamDirectory.AuthorityOf(request, Routed, House.Rules, Away((Routed.Csm.Id, Eve.Id)), Now);
        Assert.Equal((true, false, false), (asCsm.CoversCsm, asCsm.InTeamsChannel, asCsm.IsManager));

        var role = Away(("hanna", Eve.Id)) with { Bindings = [new(Routed.Assignment.Teams[0], null, null, Now, new("hanna", "Hanna"))] };
        var asTeam = TeamDirectory.AuthorityOf(request, Routed, House.Rules, role, Now);
        Assert.Equal((false, true, false), (asTeam.CoversCsm, asTeam.InTeamsChannel, asTeam.IsManager));
        Assert.False(TeamDirectory.AuthorityOf(request, Routed, House.Rules, role, Now.AddDays(1)).InTeamsChannel);
    }
}
