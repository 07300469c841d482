using Escalations;
using Escalations.Launches;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Tests.Storage;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_launch_is_stored_with_its_chain_its_measures_and_what_is_owed()
    {
        var started = LaunchRecords.Changed(Tenant, LaunchHead.Empty("orion"), Sarah, Now, [new LaunchStarted("Orion", null)]);
        await Store.CommitAsync(Of(new DirectoryEdit { Launch = started }), null, Cancel);
        IReadOnlyList<Measure> measures = [new("Errors", Now, 4.5m, "probe"), new("Errors", Now.AddMinutes(1), 6m, "probe") { Id = "m2" }];
        var measured = new Dictionary<string, MeasuredSoFar> { ["errors"] = new(measures[1], 4.5m, 2) };
        var second = LaunchRecords.Changed(Tenant, started.After, Sarah, Now, [new WentLive()], measured, measures);
        await Store.CommitAsync(Of(new DirectoryEdit { Launch = second }), null, Cancel);

        var head = await Store.FindLaunchAsync(Tenant, "orion", Cancel);
        var history = await Store.LaunchHistoryAsync(Tenant, "orion", Cancel);
        Assert.Null(LaunchChain.FirstBroken(Tenant, head!, history));
        Assert.NotNull(LaunchChain.FirstBroken(Elsewhere, head!, history));
        Assert.Equal((2, 1, 2), (head!.Version, head.Batches, head.Measured["errors"].Count));
        Assert.Equal(LaunchStatus.Live, Launch.Fold(Tenant, "orion", history.Select(LaunchChain.Open)).Status);
        Assert.Equal(measures, await Store.MeasuresAsync(Tenant, "orion", Cancel));
        Assert.True(await Store.IsMeasuredAsync(Tenant, "orion", measures[1].Key, Cancel));
        Assert.False(await Store.IsMeasuredAsync(Tenant, "orion", (measures[1] with { Id = "m3" }).Key, Cancel));
        Assert.False(await Store.IsMeasuredAsync(Elsewhere, "orion", measures[1].Key, Cancel));
        Assert.Equal(["orion"], (await Store.LaunchHeadsAsync(Tenant, Cancel)).Select(one => one.Id));
        Assert.Empty(await Store.LaunchHeadsAsync(Elsewhere, Cancel));
    }

    /// <summary>As many as a batch may have, with an alarm for each, are one commit with what was learnt of the one who sends them.</summary>
    [Fact]
    public async Task The_largest_batch_of_measures_is_one_commit()
    {
        var started = LaunchRecords.Changed(Tenant, LaunchHead.Empty("orion"), Sarah, Now, [new LaunchStarted("Orion", null)]);
        await Store.CommitAsync(Of(new DirectoryEdit { Launch = started }), null, Cancel);
        var criterion = new Criterion("Errors", CriterionKind.Defects, Direction.AtMost, 5, 5);
        IReadOnlyList<Measure> measures =
        [
            .. Enumerable.Range(0, LaunchChange.Most).Select(i => new Measure("Errors", Now.AddMinutes(i), i, new('s', 200)) { Id = $"m{i}" }),
        ];
        LaunchEvent[] alarms = [.. measures.Select((m, i) => i % 2 == 0 ? (LaunchEvent)new AlarmRaised(m, criterion) : new AlarmCleared(m, criterion))];
        var change = LaunchRecords.Changed(Tenant, started.After, Sarah, Now, alarms, started.After.Measured, measures);
        await Store.CommitAsync(
            Of(new DirectoryEdit { Contacts = [new(Sarah, "29:sarah", null, "https://smba.example/", null, null)], Launch = change }),
            null,
            Cancel
        );

        Assert.Equal(LaunchChange.Most, (await Store.MeasuresAsync(Tenant, "orion", Cancel)).Count);
        Assert.Null(LaunchChain.FirstBroken(Tenant, change.After, await Store.LaunchHistoryAsync(Tenant, "orion", Cancel)));
    }

    /// <summary>Who has handed over what they hold goes out of the record, which is proven as before; who has not is named.</summary>
    [Fact]
    public async Task Somebody_is_taken_out_of_a_launch()
    {
        var zoe = new Person("zoe-id", "Zoe Zander");
        var started = LaunchRecords.Changed(
            Tenant,
            LaunchHead.Empty("orion"),
            zoe,
            Now,
            [
                new LaunchStarted("Orion", null),
                new RoleGiven("product_owner", zoe),
                new RiskLogged("Zoe Zander may be ill", Likelihood.Low, RiskTrend.Same, null, zoe, null),
            ]
        );
        await Store.CommitAsync(Of(new DirectoryEdit { Launch = started }), null, Cancel);
        var measure = new Measure("Errors", Now, 4, "Zoe Zander");
        var measured = new Dictionary<string, MeasuredSoFar> { ["errors"] = new(measure, null, 1) };
        var second = LaunchRecords.Changed(Tenant, started.After, Sarah, Now, [], measured, [measure]);
        await Store.CommitAsync(Of(new DirectoryEdit { Launch = second }), null, Cancel);
        var erase = new ErasePerson(Store, Store, Store, Erasures, Store, new TestClock(Later));

        await Store.CommitAsync(Of(new DirectoryEdit { Contacts = [new(zoe, "29:zoe", null, "https://smba.example/", null, null)] }), null, Cancel);
        var held = await erase.RunAsync(Tenant, zoe.Id, [], "office", Cancel);
        Assert.Contains("launch Orion is open", Assert.Single(held.Holds));
        Assert.Contains("Zander", await EverythingAsync());

        var given = LaunchRecords.Changed(Tenant, second.After, Sarah, Now, [new RoleGiven("product_owner", Mike), new RiskClosed(1, "She is well.")]);
        await Store.CommitAsync(Of(new DirectoryEdit { Launch = given }), null, Cancel);

        // What a post-mortem gave them is theirs until somebody else has it.
        var fix = new LaunchReviewed("Late.", "Rehearse - Zoe Zander - 2026-04-01", null) { Owners = [new(1, zoe)] };
        var reviewed = LaunchRecords.Changed(Tenant, given.After, Sarah, Now, [new LaunchClosed("Sold out.", RiskPosture.AtRisk, RiskPosture.OnTrack), fix]);
        await Store.CommitAsync(Of(new DirectoryEdit { Launch = reviewed }), null, Cancel);
        Assert.Contains("launch Orion is closed", Assert.Single((await erase.RunAsync(Tenant, zoe.Id, [], "office", Cancel)).Holds));
        var corrected = LaunchRecords.Changed(
            Tenant,
            reviewed.After,
            Sarah,
            Now,
            [fix with { ToFix = "Rehearse - Mike Ross - 2026-04-01", Owners = [new(1, Mike)] }]
        );
        await Store.CommitAsync(Of(new DirectoryEdit { Launch = corrected }), null, Cancel);
        var done = await erase.RunAsync(Tenant, zoe.Id, [], "office", Cancel);
        Assert.Empty(done.Holds);
        Assert.DoesNotContain("Zander", await EverythingAsync());
        Assert.DoesNotContain("zoe-id", await EverythingAsync());
        var head = (await Store.FindLaunchAsync(Tenant, "orion", Cancel))!;
        Assert.Null(LaunchChain.FirstBroken(Tenant, head, await Store.LaunchHistoryAsync(Tenant, "orion", Cancel)));
        Assert.Equal((4m, 1), (head.Measured["errors"].Newest.Value, head.Measured["errors"].Count));
        Assert.Equal(4m, Assert.Single(await Store.MeasuresAsync(Tenant, "orion", Cancel)).Value);
    }

    [Fact]
    public async Task Of_changes_of_a_launch_that_were_decided_from_the_same_state_one_is_stored()
    {
        await Store.CommitAsync(
            Of(new DirectoryEdit { Launch = LaunchRecords.Changed(Tenant, LaunchHead.Empty("orion"), Sarah, Now, [new LaunchStarted("Orion", null)]) }),
            null,
            Cancel
        );
        var again = LaunchRecords.Changed(Tenant, LaunchHead.Empty("orion"), Mike, Now, [new LaunchStarted("Orión", null)]);

        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => Store.CommitAsync(Of(new DirectoryEdit { Launch = again }), null, Cancel));

        Assert.Equal(Sarah, LaunchChain.Open(Assert.Single(await Store.LaunchHistoryAsync(Tenant, "orion", Cancel))).By);
    }
}
