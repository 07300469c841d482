using System.Net;
using EscalationAgent.Playbooks;
using EscalationAgent.Scheduling;
using EscalationAgent.Tests.Fakes;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using static EscalationAgent.Tests.Scenarios.Story;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>An operator edits the files of playbooks while escalations run under them.</summary>
public sealed class When_a_playbook_is_edited : IDisposable
{
    private const string File = "playbooks/customer-escalation.yaml";

    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly FakePerson Paula = new("Paula Product (Head of Product)");

    private readonly TemporaryFolder folder = new();
    private readonly ClockWithoutTimers clock = new(Tuesday);

    public When_a_playbook_is_edited() => CopyTo("playbooks");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Shipped => System.IO.File.ReadAllText(Path.Combine(Peer.Root, File));

    /// <summary>Another term to acknowledge, and another ladder.</summary>
    private static string Stricter =>
        Shipped
            .With("acknowledge: 15 minutes  ", "acknowledge: 5 minutes  ")
            .With("acknowledge: 1 hour  ", "acknowledge: 20 minutes  ")
            .With("manager: head_of_engineering", "manager: head_of_product")
            .With("version: \"1.0\"", "version: \"1.1\"");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_runs_keeps_its_terms_and_ladder_and_what_begins_has_the_new_ones_without_a_restart()
    {
        await using var story = await StartAsync();
        await story.LinkAsync(Cancel);
        await story.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        await story.LinkToAsync(Paula, "head_of_product", Cancel);
        await story.RouteAsync(Cancel);

        Write(Stricter);
        await BeatAsync(story);
        await BeatAsync(story);
        await RouteAgainAsync(story);

        var (first, second) = (await story.FindAsync(1, Cancel), await story.FindAsync(2, Cancel));
        Assert.Equal(Tuesday.AddHours(1), first.DueAt(DeadlineKind.Acknowledge));
        Assert.Equal("head_of_engineering", first.Assignment.Ladder[0]);
        Assert.Equal(Tuesday.AddMinutes(20), second.DueAt(DeadlineKind.Acknowledge));
        Assert.Equal("head_of_product", second.Assignment.Ladder[0]);
        Assert.NotEqual(first.Playbook.Edition, second.Playbook.Edition);
        Assert.StartsWith("1.0+", first.Playbook.Version, StringComparison.Ordinal);
        Assert.StartsWith("1.1+", second.Playbook.Version, StringComparison.Ordinal);
        var stored = await story.Bot.Get<IEscalationStore>().FindEditionAsync(second.Playbook.Edition!, Cancel);
        Assert.Equal(Stricter, stored!.Text);

        // Each goes up its own ladder, in its own time.
        await TurnToAsync(story, Tuesday.AddMinutes(20));
        Assert.Contains(story.Teams.In(Paula.ChatId), m => Shows(m, "ESC-2026-0002"));
        Assert.DoesNotContain(story.Teams.In(Turned.Hanna.ChatId), m => m.Card is not null && Shows(m, "Acknowledge by"));
        await TurnToAsync(story, Tuesday.AddHours(1));
        Assert.Contains(story.Teams.In(Turned.Hanna.ChatId), m => Shows(m, "ESC-2026-0001"));

        // What is counted from now on goes by its own edition too: the severity rises, and with it term and ladder.
        await story
            .Bot.Get<Escalations.UseCases.MoveEscalation>()
            .ReclassifyAsync(new(FakeTeams.Tenant, "worse", first.Csm, null), first.Id, null, Severity.S1, "It got worse.", Cancel);
        var worse = await story.FindAsync(1, Cancel);
        Assert.Equal(TimeSpan.FromMinutes(15), worse.Find(DeadlineKind.Acknowledge)!.DueAt - worse.Find(DeadlineKind.Acknowledge)!.From);
        Assert.Equal("head_of_engineering", worse.Assignment.Ladder[0]);

        await story.People.SaysAsync(Ann, "explain ESC-2026-0001", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => Shows(m, first.Playbook.Version), "the edition in the explanation", Cancel);
        await story.People.SaysAsync(Ann, "playbooks", Cancel);
        await story.Teams.ShowsAsync(Ann.ChatId, m => m.Text?.Contains($"({second.Playbook.Version})") is true, "the newest edition", Cancel);
    }

    [Fact]
    public async Task A_draft_keeps_the_edition_that_it_began_with_until_its_kind_is_chosen_anew()
    {
        await using var story = await StartAsync();
        await story.LinkAsync(Cancel);
        await story.ReviewAsync(Cancel);
        var before = (await story.FindAsync(1, Cancel)).Playbook;

        Write(Stricter);
        await BeatAsync(story);
        await BeatAsync(story);
        Assert.Equal(before, (await story.FindAsync(1, Cancel)).Playbook);

        await story
            .Bot.Get<Escalations.UseCases.WriteBrief>()
            .ChooseKindAsync(
                new(FakeTeams.Tenant, "kind", (await story.FindAsync(1, Cancel)).Csm, null),
                new(2026, 1),
                PlaybookSetup.DefaultName,
                null,
                Cancel
            );
        var after = await story.FindAsync(1, Cancel);
        Assert.StartsWith("1.1+", after.Playbook.Version, StringComparison.Ordinal);
        Assert.NotNull(await story.Bot.Get<IEscalationStore>().FindEditionAsync(after.Playbook.Edition!, Cancel));
    }

    [Fact]
    public async Task A_faulty_file_changes_nothing_and_is_told_once_and_so_is_that_it_is_mended()
    {
        await using var story = await StartAsync();
        await story.LinkAsync(Cancel);
        await story.RouteAsync(Cancel);
        var edition = (await story.FindAsync(1, Cancel)).Playbook.Edition;
        Assert.Equal("Healthy", (await HealthAsync(story)).Text);

        for (var time = 1; time <= 2; time++)
        {
            Write(Shipped.With("acknowledge: 1 hour  ", "acknowledge: ages  "));
            for (var beat = 0; beat < 4; beat++)
            {
                await BeatAsync(story);
            }

            var (status, text) = await HealthAsync(story);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Matches(@"^Degraded\nplaybooks: playbooks/customer-escalation\.yaml:\d+:\d+$", text);
            var told = story.Teams.In(Bob.ChatId).Where(m => m.Text?.Contains("is not in order") is true).ToList();
            Assert.Equal(time, told.Count);
            Assert.Contains($"`{File}` is not in order. What it said before stays in force.", told[^1].Text);
            Assert.Matches(@"\n- `playbooks/customer-escalation\.yaml:\d+:\d+: .*can't read the term 'ages'.*`$", told[^1].Text);
            Assert.Equal(time, story.Bot.Log.Split("Error 431").Length - 1);
            Assert.Equal(time - 1, story.Teams.In(Bob.ChatId).Count(m => m.Text?.Contains("is in order again") is true));

            Write(time == 1 ? Shipped : Stricter);
            for (var beat = 0; beat < 4; beat++)
            {
                await BeatAsync(story);
            }

            Assert.Equal("Healthy", (await HealthAsync(story)).Text);
            Assert.Equal(time, story.Teams.In(Bob.ChatId).Count(m => m.Text?.Contains("is in order again") is true));
            Assert.Equal(time == 1, story.Bot.Get<PlaybookCatalog>().Default.Version.Edition == edition);
        }
    }

    [Fact]
    public async Task One_faulty_file_keeps_no_other_from_counting_and_a_new_one_begins_and_a_removed_one_ends()
    {
        await using var story = await StartAsync();
        await story.LinkAsync(Cancel);
        Write("name: half", "half.yaml");
        Write(Shipped.With("name: customer-escalation", "name: second"), "second.yaml");
        await BeatAsync(story);
        Assert.Null(story.Bot.Get<PlaybookCatalog>().Find("second"));
        await BeatAsync(story);

        var catalog = story.Bot.Get<PlaybookCatalog>();
        Assert.NotNull(catalog.Find("second"));
        Assert.Null(catalog.Find("half"));
        Assert.Contains("`playbooks/half.yaml` is not in order. Nothing begins under it.", story.Teams.In(Bob.ChatId).Select(m => m.Text ?? "").Last());
        await story.People.SaysAsync(Ann, "escalate second Customer: Acme Corp", Cancel);
        await story.QuietAsync(Cancel);
        var draft = await story.FindAsync(1, Cancel);
        Assert.Equal("second", draft.Playbook.Name);

        System.IO.File.Delete(Path.Combine(folder.Path, "playbooks", "second.yaml"));
        System.IO.File.Delete(Path.Combine(folder.Path, "playbooks", "half.yaml"));
        await BeatAsync(story);
        await BeatAsync(story);
        Assert.Null(catalog.Find("second"));
        Assert.Equal("second", catalog.Of(draft).Version.Name);
        Assert.Equal("Healthy", (await HealthAsync(story)).Text);

        System.IO.File.Delete(Path.Combine(folder.Path, File));
        await BeatAsync(story);
        await BeatAsync(story);
        Assert.Equal(PlaybookSetup.DefaultName, catalog.Default.Version.Name);
        Assert.StartsWith("Degraded", (await HealthAsync(story)).Text, StringComparison.Ordinal);
        Assert.Contains("there is no playbook", story.Teams.In(Bob.ChatId).Select(m => m.Text ?? "").Last());
    }

    /// <summary>Whatever else is due in that very look.</summary>
    [Fact]
    public async Task A_file_that_is_still_being_written_is_not_read()
    {
        await using var story = await StartAsync();
        await story.LinkAsync(Cancel);
        await BeatAsync(story);
        Write(Stricter[..2000]);
        clock.Advance(TimeSpan.FromHours(2));
        await BeatAsync(story);
        Write(Stricter);
        await BeatAsync(story);
        await BeatAsync(story);

        Assert.StartsWith("1.1+", story.Bot.Get<PlaybookCatalog>().Default.Version.Version, StringComparison.Ordinal);
        Assert.DoesNotContain("Error 431", story.Bot.Log);
        Assert.DoesNotContain(story.Teams.In(Bob.ChatId), m => m.Text?.Contains("in order") is true);
    }

    /// <summary>The file that it was begun under is gone from the disk; its edition is not.</summary>
    [Fact]
    public async Task After_a_restart_what_runs_has_its_edition_from_the_store_and_its_teams_can_still_be_linked()
    {
        await using var teams = await FakeTeams.StartAsync();
        await using (var story = await StartAsync(teams))
        {
            await story.LinkAsync(Cancel);
            await story.RouteAsync(Cancel);
        }

        // The rung has another key and another name.
        Write(Stricter.With("manager: head_of_product", "manager: vp_engineering").With("head_of_engineering", "vp_engineering"));
        await using var after = await StartAsync(teams);
        await BeatAsync(after);
        Assert.Equal("Healthy", (await HealthAsync(after)).Text);
        await after.LinkToAsync(Turned.Hanna, "head_of_engineering", Cancel);
        await RouteAgainAsync(after);
        Assert.Equal(Tuesday.AddMinutes(20), (await after.FindAsync(2, Cancel)).DueAt(DeadlineKind.Acknowledge));

        await TurnToAsync(after, Tuesday.AddHours(1));
        Assert.Contains(teams.In(Turned.Hanna.ChatId), m => m.Card is not null && Shows(m, "ESC-2026-0001"));
        Assert.Contains(teams.In(Ann.ChatId), m => m.Text?.Contains("Head of Engineering", StringComparison.Ordinal) is true);
        Assert.Equal("Head of Engineering", after.Bot.Get<PlaybookCatalog>().TitlesOf(["head_of_engineering"]));
    }

    /// <summary>What nobody wrote down as agreed follows the calendar; what was agreed stays.</summary>
    [Fact]
    public async Task A_changed_calendar_counts_for_what_runs_and_so_does_taking_the_change_back()
    {
        await using var story = await StartAsync();
        await story.LinkAsync(Cancel);
        var review = await story.ReviewAsync(Cancel);
        await story.People.PressesAsync(Ann, review, "Route", Cancel, Decision("S3"));
        await story.QuietAsync(Cancel);
        Assert.Equal(Tuesday.AddHours(4), (await story.FindAsync(1, Cancel)).DueAt(DeadlineKind.Acknowledge));

        Write(Shipped.With("monday-friday: \"09:00-17:00\"", "monday-friday: \"10:00-17:00\"").With("acknowledge: 4 hours    ", "acknowledge: 2 hours    "));
        await BeatAsync(story);
        await BeatAsync(story);
        Assert.Equal(Tuesday.AddHours(5), (await story.FindAsync(1, Cancel)).DueAt(DeadlineKind.Acknowledge));

        Write(Shipped);
        await BeatAsync(story);
        await BeatAsync(story);
        Assert.Equal(Tuesday.AddHours(4), (await story.FindAsync(1, Cancel)).DueAt(DeadlineKind.Acknowledge));
    }

    /// <summary>Begun by a program that kept no editions: it follows the file, so the file must not lose what it needs.</summary>
    [Fact]
    public async Task A_file_that_would_strand_what_follows_it_is_refused_until_that_has_ended()
    {
        await using var teams = await FakeTeams.StartAsync();
        await using (var before = await StartAsync(teams, services => services.Replace(ServiceDescriptor.Singleton(new PlaybookCatalog(SampleCards.Playbook)))))
        {
            await before.LinkAsync(Cancel);
            await before.RouteAsync(Cancel);
            Assert.Null((await before.FindAsync(1, Cancel)).Playbook.Edition);
        }

        await using var story = await StartAsync(teams);
        await BeatAsync(story);
        Assert.Equal("Healthy", (await HealthAsync(story)).Text);
        Write(Shipped.With("head_of_engineering", "vp_engineering").With("version: \"1.0\"", "version: \"1.1\""));
        await BeatAsync(story);
        await BeatAsync(story);

        var catalog = story.Bot.Get<PlaybookCatalog>();
        Assert.StartsWith("1.0+", catalog.Default.Version.Version, StringComparison.Ordinal);
        Assert.Equal($"Degraded\nplaybooks: {File}", (await HealthAsync(story)).Text);
        Assert.Contains(teams.In(Bob.ChatId), m =>
            m.Text?.Contains("team or role 'head_of_engineering' is gone, which ESC-2026-0001 still needs", StringComparison.Ordinal) is true
        );

        var move = story.Bot.Get<Escalations.UseCases.MoveEscalation>();
        var csm = (await story.FindAsync(1, Cancel)).Csm;
        await move.HandleAsync(new(FakeTeams.Tenant, "withdraw", csm, null), new(2026, 1), null, new Withdrawn("No longer needed."), Cancel);
        Assert.Equal(Status.Withdrawn, (await story.FindAsync(1, Cancel)).Status);
        await TurnToAsync(story, Tuesday.AddHours(1));
        Assert.StartsWith("1.1+", catalog.Default.Version.Version, StringComparison.Ordinal);
        Assert.Equal("Healthy", (await HealthAsync(story)).Text);
    }

    /// <summary>During a rollout the files of replicas differ; each escalation is the same to both.</summary>
    [Fact]
    public async Task A_replica_that_has_another_file_runs_what_began_elsewhere_by_its_own_edition()
    {
        TestStore.UseTables();
        CopyTo("newer");
        Write(Stricter, "customer-escalation.yaml", "newer");
        await using var teams = await FakeTeams.StartAsync();
        await using var older = await StartAsync(teams);
        await using var newer = await StartAsync(teams, playbooks: "newer");
        await older.LinkAsync(Cancel);
        await older.LinkToAsync(Paula, "head_of_product", Cancel);
        await newer.RouteAsync(Cancel);
        await newer.QuietAsync(Cancel);
        Assert.False(older.Bot.Get<PlaybookCatalog>().Knows((await newer.FindAsync(1, Cancel)).Playbook.Edition!));

        // Only the older one lets the clock go on.
        await TurnToAsync(older, Tuesday.AddMinutes(20));
        await newer.QuietAsync(Cancel);
        var escalation = await older.FindAsync(1, Cancel);
        Assert.Equal(["head_of_product"], (await older.EventsAsync(escalation.Id, Cancel)).OfType<EscalatedUp>().Select(up => up.To));
        Assert.Equal(Tuesday.AddMinutes(40), escalation.DueAt(DeadlineKind.Acknowledge));
        Assert.True(older.Bot.Get<PlaybookCatalog>().Knows(escalation.Playbook.Edition!));
        Assert.StartsWith("1.0+", older.Bot.Get<PlaybookCatalog>().Default.Version.Version, StringComparison.Ordinal);
    }

    /// <summary>By the program's own beat: nothing in the store says any more what it was about, and what the report counts is as it was.</summary>
    [Fact]
    public async Task Texts_go_by_the_newest_file_also_of_what_ran_under_an_earlier_one()
    {
        await using var story = await StartAsync();
        await story.LinkAsync(Cancel);
        await story.RouteAsync(Cancel);
        var move = story.Bot.Get<Escalations.UseCases.MoveEscalation>();
        var csm = (await story.FindAsync(1, Cancel)).Csm;
        await move.HandleAsync(new(FakeTeams.Tenant, "withdraw", csm, null), new(2026, 1), null, new Withdrawn("No longer needed."), Cancel);
        await story.QuietAsync(Cancel);
        Write(Shipped.With("confirm_within:", "erase_texts_after: 3 months\nconfirm_within:"));
        await BeatAsync(story);
        await BeatAsync(story);

        await TurnToAsync(story, Tuesday.AddDays(90));
        Assert.Equal("Acme Corp", (await story.FindAsync(1, Cancel)).Brief.Account);
        await TurnToAsync(story, Tuesday.AddDays(93));

        Assert.Equal(ErasedText.Mark, (await story.FindAsync(1, Cancel)).Brief.Account);
        await story.People.SaysAsync(Ann, "find Acme", Cancel);
        await story.QuietAsync(Cancel);
        Assert.DoesNotContain("ESC-2026-0001", story.Teams.In(Ann.ChatId)[^1].Text ?? "");
        await story.People.SaysAsync(Ann, "restore ESC-2026-0001", Cancel);
        await story.QuietAsync(Cancel);
        Assert.Contains("Its texts have been erased", story.Teams.In(Ann.ChatId)[^1].Text ?? $"{story.Teams.In(Ann.ChatId)[^1].Card}");
        Assert.Equal(Status.Withdrawn, (await story.FindAsync(1, Cancel)).Status);
    }

    private Task<Story> StartAsync(FakeTeams? teams = null, Action<IServiceCollection>? with = null, string playbooks = "playbooks") =>
        BeginAsync(clock, folder.Path, teams, with, new Dictionary<string, string?> { ["Playbooks:Folder"] = Path.Combine(folder.Path, playbooks) });

    /// <summary>Ann raises the same once more, as a matter of its own.</summary>
    private static async Task RouteAgainAsync(Story story)
    {
        await story.People.SaysAsync(Ann, $"escalate {Notes}", Cancel);
        await story.QuietAsync(Cancel);
        await story.People.SaysAsync(Ann, Ask, Cancel);
        await story.QuietAsync(Cancel);
        await story.People.PressesAsync(Ann, story.Teams.In(Ann.ChatId).Last(m => Shows(m, "ready for your decision")), "Route", Cancel, Decision());
        await story.QuietAsync(Cancel);
    }

    private static async Task BeatAsync(Story story)
    {
        await story.Bot.Get<JobRunner>().BeatAsync(Cancel);
        await story.QuietAsync(Cancel);
    }

    private async Task TurnToAsync(Story story, DateTimeOffset at)
    {
        clock.AdjustTime(at);
        await BeatAsync(story);
        await story.QuietAsync(Cancel, withDeadlines: true);
        await BeatAsync(story);
    }

    private static async Task<(HttpStatusCode Status, string Text)> HealthAsync(Story story)
    {
        using var answer = await story.People.Http.GetAsync("/health/ready", Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private void CopyTo(string name)
    {
        var to = Directory.CreateDirectory(Path.Combine(folder.Path, name)).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Peer.Root, "playbooks")))
        {
            System.IO.File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private void Write(string text, string file = "customer-escalation.yaml", string playbooks = "playbooks") =>
        System.IO.File.WriteAllText(Path.Combine(folder.Path, playbooks, file), text);
}

/// <summary>Edits of a text, each of which must find its place.</summary>
file static class Editing
{
    public static string With(this string text, string before, string after)
    {
        Assert.Contains(before, text);
        return text.Replace(before, after, StringComparison.Ordinal);
    }
}
