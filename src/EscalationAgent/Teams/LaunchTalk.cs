using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Launches;
using Escalations.UseCases;
using IsoWeek = Escalations.Reporting.IsoWeek;

namespace EscalationAgent.Teams;

/// <summary>Does what people say and press about launches; who may is decided by <see cref="LaunchRecords"/>.</summary>
internal sealed partial class LaunchTalk(
    LaunchRecords records,
    ManageLaunches manage,
    KeepRisks risks,
    CallMeeting meetings,
    KeepBacklog backlog,
    LaunchBacklogs backlogs,
    ReviewLaunches reviews,
    TakeMeasures measures,
    LaunchStandings standings,
    LaunchViews views,
    BeginOnce begin,
    FindPerson findPerson,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    private const string Prefix = "launch-";

    private const int MostProblems = 5;

    /// <summary>Whether a button is one of a launch.</summary>
    public static bool Knows(string verb) => verb.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The card of the launch that is called so; null when there is none that they may see.</summary>
    public async Task<CardModel?> FindAsync(TurnContext caller, string name, CancellationToken cancel) =>
        await records.FindNamedAsync(caller.Viewer, name, cancel) is { } found ? await views.CardAsync(found, caller.Place, caller.Links, cancel) : null;

    public Task<Response> StartAsync(TurnContext caller, Request request, string name, CancellationToken cancel) =>
        manage.StartAsync(request, caller.Viewer, name, cancel);

    public Task<string> ListAsync(TurnContext caller, CancellationToken cancel) => views.ListAsync(caller.Viewer, cancel);

    /// <summary>What post-mortems have found to change that is not done, a line each.</summary>
    public Task<IReadOnlyList<string>> FixesAsync(TurnContext caller, DateOnly today, CancellationToken cancel) =>
        views.FixesAsync(caller.Viewer, today, cancel);

    public async Task<CardActionResult> HandleAsync(TurnContext caller, string verb, ButtonData button, CancellationToken cancel)
    {
        if (button.Text("id") is not { } id || await records.FindVisibleAsync(caller.Viewer, id, cancel) is not { } found)
        {
            return CardActionResult.Say(DomainWords.Say("launch.unknown"));
        }

        if (verb == Verbs.LaunchShow)
        {
            return await ShowAsync(caller, found, null, cancel);
        }

        if (verb == Verbs.LaunchEscalate)
        {
            return await EscalateAsync(caller, found, button.Seen ?? 0, cancel);
        }

        if (verb == Verbs.LaunchAgain)
        {
            var begun = await manage.StartAsync(caller.Showing with { ReplyTo = caller.ReplyTo }, caller.Viewer, found.Launch.Name, cancel);
            return begun.IsRefusal ? CardActionResult.Say(begun.Say!) : CardActionResult.Say(Words.Say("did.begin"));
        }

        var mayChange = await records.MayChangeAsync(caller.Viewer, found.Launch, cancel);
        if (verb == Verbs.LaunchRisks)
        {
            return CardActionResult.Show(RiskCards.All(found.Launch, mayChange));
        }

        if (verb == Verbs.LaunchBacklog)
        {
            return await ShowBacklogAsync(caller, found, null, cancel);
        }

        if (!mayChange)
        {
            return CardActionResult.Say(Words.Say("launch.not_yours", found.Launch.Name));
        }

        var launch = found.Launch;
        var (request, viewer) = (caller.Showing, caller.Viewer);
        return verb switch
        {
            Verbs.LaunchAskReview or Verbs.LaunchSaveReview or Verbs.LaunchSaveReviewAnyway when launch is { IsOpen: false } => await ReviewAsync(
                caller,
                verb,
                launch,
                button,
                cancel
            ),
            Verbs.LaunchAskFix when launch.Review?.OpenFixes.Any() is true => CardActionResult.Show(PostMortemCards.Tick(launch)),
            Verbs.LaunchFixDone when launch.Review?.OpenFixes.Any() is true => await AfterAsync(
                caller,
                id,
                await reviews.TickAsync(request, viewer, id, button.Number("fix"), cancel),
                problem => PostMortemCards.Tick(launch, problem),
                cancel
            ),
            _ when !launch.IsOpen => await ShowAsync(caller, found, DomainWords.Say("launch.closed", CardFormat.Escape(launch.Name)), cancel),
            Verbs.LaunchAgree or Verbs.LaunchLive or Verbs.LaunchLiveAnyway when !await IsAsSeenAsync(caller, launch, button, cancel) => await ShowAsync(
                caller,
                found,
                DomainWords.Say("launch.newer"),
                cancel
            ),
            Verbs.LaunchAskRoles => CardActionResult.Show(LaunchCards.Roles(launch, records.Roles, views.TitleOf)),
            Verbs.LaunchSaveRoles => await GiveRolesAsync(caller, launch, button, cancel),
            Verbs.LaunchAskMilestone => CardActionResult.Show(LaunchCards.Milestone(launch)),
            Verbs.LaunchSaveMilestone when Past(caller, button.Text("due")) is { } past => CardActionResult.Show(
                LaunchCards.Milestone(launch, button.Text, past, isAsked: true)
            ),
            Verbs.LaunchSaveMilestone or Verbs.LaunchSaveMilestoneAnyway => await AfterAsync(
                caller,
                id,
                await SetMilestoneAsync(caller, launch, button, cancel),
                problem => LaunchCards.Milestone(launch, button.Text, problem),
                cancel
            ),
            Verbs.LaunchAskCriterion => CardActionResult.Show(LaunchCards.Criterion(launch)),
            Verbs.LaunchSaveCriterion => await SetCriterionAsync(caller, launch, button, cancel),
            Verbs.LaunchAskRemoval when launch.Criteria.Count > 0 => CardActionResult.Show(LaunchCards.Removal(launch)),
            Verbs.LaunchRemoveCriterion => await AfterAsync(
                caller,
                id,
                await manage.RemoveCriterionAsync(request, viewer, id, button.Text("criterion"), button.Line("because"), cancel),
                problem => LaunchCards.Removal(launch, button.Text, problem),
                cancel
            ),
            Verbs.LaunchAgree => await AfterAsync(caller, id, await manage.AgreeAsync(request, viewer, id, cancel), null, cancel),
            Verbs.LaunchAskMeasures when launch.Criteria.Count > 0 => CardActionResult.Show(LaunchCards.Measures(launch)),
            Verbs.LaunchSaveMeasures when launch.Criteria.Count > 0 => await MeasureAsync(caller, launch, button, cancel),
            Verbs.LaunchLive when LaunchCards.LiveAsked(launch, await StandingAsync(), Today(caller)) is { } asked => CardActionResult.Show(asked),
            Verbs.LaunchLive or Verbs.LaunchLiveAnyway => await AfterAsync(
                caller,
                id,
                await manage.GoLiveAsync(request, viewer, id, views.TitleOf, cancel),
                null,
                cancel
            ),
            Verbs.LaunchAskMeeting when await StandingAsync() is { Stalled.Count: > 0 } standing => CardActionResult.Show(
                LaunchCards.Meeting(launch, standing)
            ),
            Verbs.LaunchSaveMeeting => await CallMeetingAsync(caller, found, await StandingAsync(), button, cancel),
            Verbs.LaunchAskRisk => CardActionResult.Show(RiskCards.New(launch)),
            Verbs.LaunchSaveRisk => await LogRiskAsync(caller, launch, button, cancel),
            Verbs.LaunchAskRiskNow or Verbs.LaunchSaveRiskNow or Verbs.LaunchCloseRisk => await JudgeRiskAsync(caller, verb, launch, button, cancel),
            Verbs.LaunchAskWork => CardActionResult.Show(BacklogCards.New(launch)),
            Verbs.LaunchSaveWork when Past(caller, button.Text("day")) is { } past => CardActionResult.Show(
                BacklogCards.New(launch, button.Text, past, isAsked: true)
            ),
            Verbs.LaunchSaveWork or Verbs.LaunchSaveWorkAnyway => await AddWorkAsync(caller, launch, button, cancel),
            Verbs.LaunchAskWorkEnd => CardActionResult.Show(BacklogCards.End(launch)),
            Verbs.LaunchSaveWorkEnd => await EndWorkAsync(caller, launch, button, cancel),
            Verbs.LaunchAskRules => CardActionResult.Show(BacklogCards.Rules(launch)),
            Verbs.LaunchSaveRules => await SetRulesAsync(caller, launch, button, cancel),
            Verbs.LaunchUphold => await UpholdAsync(caller, launch, button, cancel),
            Verbs.LaunchAskPlace => CardActionResult.Show(BacklogCards.Place(await backlogs.OfAsync(found, caller.Place, caller.Links, cancel))),
            Verbs.LaunchSavePlace => await PlaceAsync(caller, found, button, cancel),
            Verbs.LaunchAskClose => CardActionResult.Show(LaunchCards.Close(launch, await StandingAsync())),
            Verbs.LaunchSaveClose => await CloseAsync(caller, launch, await StandingAsync(), button, cancel),
            _ => await ShowAsync(caller, found, null, cancel),
        };

        Task<LaunchStanding> StandingAsync() => standings.OfAsync(found, caller.Place, caller.Links, cancel);
    }

    private DateOnly Today(TurnContext caller) => IsoWeek.DayOf(clock.GetUtcNow(), AwayTalk.ZoneOf(caller.TimeZone));

    /// <summary>The question whether a day is meant that is over; null for none, and for any other.</summary>
    private string? Past(TurnContext caller, string? day) =>
        Day(day) is { } past && past < Today(caller) ? Words.Say("launch.form.past", CardFormat.Of(past)) : null;

    /// <summary>Begins a brief from an alarm: a person has pressed, and decides everything else on the brief.</summary>
    private async Task<CardActionResult> EscalateAsync(TurnContext caller, FoundLaunch found, int sequence, CancellationToken cancel)
    {
        var launch = found.Launch;
        var happened = (await records.FindEventAsync(caller.Tenant, launch.Id, sequence, cancel))?.Happened;
        if (happened?.What is RiskLogged or RiskChanged)
        {
            return await EscalateRiskAsync(caller, launch, happened, cancel);
        }

        if (happened?.What is not AlarmRaised raised)
        {
            return CardActionResult.Say(DomainWords.Say("launch.unknown"));
        }

        var criterion = raised.Against.Key;
        if (!launch.IsOpen || !launch.Alarms.Contains(criterion))
        {
            return CardActionResult.Say(Words.Say("launch.alarm.over", launch.Name, raised.Against.Name));
        }

        if (launch.Begun.GetValueOrDefault(criterion) is { } earlier)
        {
            return CardActionResult.Say(Words.Say("launch.alarm.begun", earlier.By.Name, earlier.Id));
        }

        var (begun, first) = await begin.HandleAsync(
            caller.Showing,
            $"launch alarm begun|{launch.Id}|{sequence}",
            LaunchCards.Notes(launch, raised),
            new(playbooks.Find(LaunchRecords.Protocol), About: launch.Name),
            cancel
        );
        if (first is not null)
        {
            return CardActionResult.Say(Words.Say("launch.alarm.begun", first.Csm.Name, first.Id));
        }

        if (begun is { IsRefusal: true })
        {
            return CardActionResult.Say(begun.Say ?? Words.Say("button_unread"));
        }

        if (begun?.About is { } id)
        {
            await manage.NoteEscalationAsync(caller.Showing with { Delivery = null }, launch.Id, criterion, id, cancel);
        }

        // The card comes back without the button; other cards of the alarm say who has begun.
        var text = Words.Say("launch.escalated", CardFormat.Escape(launch.Name), CardFormat.Escape(raised.Against.Name), CardFormat.Escape(caller.Person.Name));
        return CardActionResult.Show(new NoteCard(text) { Summary = text });
    }

    private async Task<CardActionResult> GiveRolesAsync(TurnContext caller, Launch launch, ButtonData button, CancellationToken cancel)
    {
        var (given, problems) = (new Dictionary<string, Person>(), new List<string>());
        var seen = await SeenAsync(caller, launch, button, cancel);
        foreach (var role in records.Roles)
        {
            var (name, shown, now) = (button.Line($"role-{role}"), seen.Roles.GetValueOrDefault(role), launch.Roles.GetValueOrDefault(role));
            if (button.Text($"role-{role}") is null || name == shown?.Name || name == now?.Name)
            {
                continue;
            }

            var (person, problem) =
                name is null ? (null, DomainWords.Say("launch.role.empty"))
                : shown?.Id != now?.Id ? (null, DomainWords.Say("launch.role.meanwhile", CardFormat.Escape(now?.Name ?? "–")))
                : await NamedAsync(caller, launch, name, cancel);
            if (person is null)
            {
                problems.Add($"{views.TitleOf(role)}: {problem}");
            }
            else
            {
                given[role] = person;
            }
        }

        if (problems.Count > 0)
        {
            return CardActionResult.Show(LaunchCards.Roles(launch, records.Roles, views.TitleOf, button.Text, string.Join("\n\n", problems)));
        }

        var outcome = await manage.GiveRolesAsync(caller.Showing, caller.Viewer, launch.Id, given, cancel);
        return await AfterAsync(
            caller,
            launch.Id,
            outcome.IsRefusal || await RunningAsync(caller, launch, given, cancel) is not { } running ? outcome : outcome with { Say = running },
            null,
            cancel
        );
    }

    /// <summary>Which matters stay with whoever held these roles until now: who has one hands it over themselves. Null where there is none.</summary>
    private async Task<string?> RunningAsync(TurnContext caller, Launch before, Dictionary<string, Person> given, CancellationToken cancel)
    {
        var all = await standings.MattersAsync(before, cancel);
        var visible = (await standings.VisibleAtAsync(before, all, caller.Place, caller.Links, cancel))
            .Where(m => m.IsOpen)
            .Select(m => m.Outline.Id)
            .ToHashSet();
        var lines = new List<string>();
        foreach (var former in given.Keys.Select(role => before.Roles.GetValueOrDefault(role)).OfType<Person>().DistinctBy(person => person.Id))
        {
            var ids = all.Where(matter => visible.Contains(matter.Id) && given.Keys.Any(role => matter.NamedReceivers.GetValueOrDefault(role)?.Id == former.Id))
                .Select(matter => matter.Id)
                .ToList();
            if (ids.Count > 0)
            {
                lines.Add(Words.Say("launch.role.running", CardFormat.Escape(former.Name), string.Join(", ", ids)));
            }
        }

        return lines.Count == 0 ? null : string.Join("\n\n", lines);
    }

    /// <summary>The launch as the form showed it that comes back now: what has not been changed on it shall change nothing.</summary>
    private async Task<Launch> SeenAsync(TurnContext caller, Launch launch, ButtonData button, CancellationToken cancel) =>
        button.Seen is { } seen && seen < launch.Version ? await records.FindEarlierAsync(caller.Tenant, launch.Id, seen, cancel) ?? launch : launch;

    /// <summary>Whether criteria and roles are as the card showed them on which somebody agrees to them, or goes live with them.</summary>
    private async Task<bool> IsAsSeenAsync(TurnContext caller, Launch launch, ButtonData button, CancellationToken cancel)
    {
        var seen = await SeenAsync(caller, launch, button, cancel);
        return seen.Criteria.Select(c => c.Criterion).SequenceEqual(launch.Criteria.Select(c => c.Criterion))
            && seen.Roles.Select(role => (role.Key, role.Value.Id)).ToHashSet().SetEquals(launch.Roles.Select(role => (role.Key, role.Value.Id)));
    }

    /// <summary>Whom a form names: somebody of this organisation who is here, or whom the bot has met.</summary>
    private async Task<(Person? Person, string? Problem)> NamedAsync(TurnContext caller, Launch launch, string name, CancellationToken cancel)
    {
        if (name.Equals(caller.Person.Name, StringComparison.OrdinalIgnoreCase))
        {
            return (caller.Person, null);
        }

        var found = await findPerson.ByAnyNameAsync(caller.Tenant, new(name, null), caller.Conversation, launch.Responsible.Append(launch.StartedBy), cancel);
        return found.Contact is not { } contact ? (null, found.Problem)
            : contact.IsGuest ? (null, DomainWords.Say("launch.guest"))
            : (contact.Person, null);
    }

    private async Task<Response> SetMilestoneAsync(TurnContext caller, Launch launch, ButtonData button, CancellationToken cancel)
    {
        var (chosen, because) = (button.Text("milestone"), button.Line("because"));
        var (due, met) = (Day(button.Text("due")), Day(button.Text("met")));
        var seen = await SeenAsync(caller, launch, button, cancel);
        if (chosen == LaunchCards.DayItself)
        {
            return seen.Day != launch.Day ? Response.Refused(DomainWords.Say("launch.meanwhile"))
                : due is { } day ? await manage.SetDayAsync(caller.Showing, caller.Viewer, launch.Id, day, because, cancel)
                : Response.Refused(Words.Say("form.choose_day"));
        }

        var name = launch.Milestones.FirstOrDefault(m => $"m-{Launch.KeyOf(m.Name)}" == chosen)?.Name ?? button.Line("name") ?? "";
        return Of(seen) != Of(launch)
            ? Response.Refused(DomainWords.Say("launch.meanwhile"))
            : await manage.SetMilestoneAsync(caller.Showing, caller.Viewer, launch.Id, name, due, because, met, cancel);

        Milestone? Of(Launch at) => at.Milestones.FirstOrDefault(m => Launch.KeyOf(m.Name) == Launch.KeyOf(name));
    }

    private async Task<CardActionResult> SetCriterionAsync(TurnContext caller, Launch launch, ButtonData button, CancellationToken cancel)
    {
        if (button.Choice<CriterionKind>("kind") is not { } kind || button.Choice<Direction>("direction") is not { } direction)
        {
            return Again(Words.Say("form.choose"));
        }

        var typed = button.Line("clears");
        if (MeasureText.Number(button.Line("threshold")) is not { } threshold || (typed is not null && MeasureText.Number(typed) is null))
        {
            return Again(Words.Say("launch.form.numbers"));
        }

        var name = button.Line("name") ?? "";
        var earlier = launch.FindCriterion(name)?.Criterion;
        if ((await SeenAsync(caller, launch, button, cancel)).FindCriterion(name)?.Criterion != earlier)
        {
            return Again(DomainWords.Say("launch.meanwhile"));
        }

        var owner = earlier?.Owner;
        if (button.Line("owner") is { } named)
        {
            (owner, var problem) = await NamedAsync(caller, launch, named, cancel);
            if (owner is null)
            {
                return Again(problem);
            }
        }

        var criterion = new Criterion(
            earlier?.Name ?? name,
            kind,
            direction,
            threshold,
            MeasureText.Number(typed) ?? (earlier is { } kept && kept.Threshold == threshold && kept.Direction == direction ? kept.ClearsAt : threshold),
            button.Line("unit") ?? earlier?.Unit,
            owner
        );
        return await AfterAsync(
            caller,
            launch.Id,
            await manage.SetCriterionAsync(caller.Showing, caller.Viewer, launch.Id, criterion, cancel),
            problem => LaunchCards.Criterion(launch, button.Text, problem),
            cancel
        );

        CardActionResult Again(string? problem) => CardActionResult.Show(LaunchCards.Criterion(launch, button.Text, problem));
    }

    private async Task<CardActionResult> MeasureAsync(TurnContext caller, Launch launch, ButtonData button, CancellationToken cancel)
    {
        var lines = MeasureLines.Read(button.Text("lines") ?? "", clock.GetUtcNow(), caller.Person.Name);
        var taken = await measures.HandleAsync(caller.Showing, caller.Viewer, launch.Id, lines, cancel);
        return taken.Problems.Count > 0
            ? CardActionResult.Show(
                LaunchCards.Measures(
                    launch,
                    button.Text,
                    string.Join(
                        "\n\n",
                        [
                            .. taken
                                .Problems.Take(MostProblems)
                                .Select(one => one.Line == 0 ? one.Problem : Words.Say("launch.measures.line", one.Line, one.Problem)),
                            .. taken.Problems.Count > MostProblems
                                ? [Words.Say("launch.measures.more", string.Join(", ", taken.Problems.Skip(MostProblems).Select(one => one.Line)))]
                                : Array.Empty<string>(),
                            Words.Say("launch.measures.nothing"),
                        ]
                    )
                )
            )
            : await AfterAsync(
                caller,
                launch.Id,
                new()
                {
                    Say =
                        Words.Count("launch.measures.taken", taken.Taken)
                        + (taken.Known > 0 ? Words.Say("launch.measures.known", taken.Known) : "")
                        + (taken.Late > 0 ? Words.Count("launch.measures.late", taken.Late) : ""),
                },
                null,
                cancel
            );
    }

    private async Task<CardActionResult> CallMeetingAsync(
        TurnContext caller,
        FoundLaunch found,
        LaunchStanding standing,
        ButtonData button,
        CancellationToken cancel
    )
    {
        var about = EscalationId.TryParse(button.Text("matter"), out var id) ? id : (EscalationId?)null;
        var outcome = await meetings.HandleAsync(
            caller.Showing,
            caller.Viewer,
            found,
            about,
            button.Line("when"),
            button.Text("sponsor") == BacklogCards.Yes,
            (await SeenAsync(caller, found.Launch, button, cancel)).Meetings.Count,
            CardFormat.Escape,
            cancel
        );
        return await AfterAsync(
            caller,
            found.Launch.Id,
            outcome.IsRefusal ? outcome : outcome with { Say = Words.Say("launch.meeting.done") },
            problem => LaunchCards.Meeting(found.Launch, standing, button.Text, problem),
            cancel
        );
    }

    private async Task<CardActionResult> CloseAsync(TurnContext caller, Launch launch, LaunchStanding standing, ButtonData button, CancellationToken cancel) =>
        button.Choice<RiskPosture>("before") is { } before && button.Choice<RiskPosture>("after") is { } after
            ? await AfterAsync(
                caller,
                launch.Id,
                await manage.CloseAsync(caller.Showing, caller.Viewer, launch.Id, button.Line("outcome"), before, after, cancel),
                problem => LaunchCards.Close(launch, standing, button.Text, problem),
                cancel
            )
            : CardActionResult.Show(LaunchCards.Close(launch, standing, button.Text, Words.Say("form.choose")));

    /// <summary>What was changed as it is now, with what must be said; the form as it was filled in where it was refused.</summary>
    /// <param name="show">What is shown of the launch; null for its card.</param>
    private async Task<CardActionResult> AfterAsync(
        TurnContext caller,
        string id,
        Response outcome,
        Func<string?, CardModel>? again,
        CancellationToken cancel,
        Func<FoundLaunch, Task<CardActionResult>>? show = null
    ) =>
        outcome.IsRefusal && again is not null ? CardActionResult.Show(again(outcome.Say))
        : await records.FindVisibleAsync(caller.Viewer, id, cancel) is not { } found ? CardActionResult.Say(outcome.Say ?? DomainWords.Say("launch.unknown"))
        : show is not null ? await show(found)
        : await ShowAsync(caller, found, outcome.Say, cancel);

    private async Task<CardActionResult> ShowAsync(TurnContext caller, FoundLaunch found, string? notice, CancellationToken cancel) =>
        CardActionResult.Show(await views.CardAsync(found, caller.Place, caller.Links, cancel, notice));

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) && day.Year is > 2000 and < 2200 ? day : null;
}
