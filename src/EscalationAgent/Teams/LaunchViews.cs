using EscalationAgent.Teams.Cards;
using EscalationAgent.Teams.Tab;
using Escalations;
using Escalations.Launches;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>Draws launches as they are now, of what those who read it may see.</summary>
internal sealed class LaunchViews(
    LaunchRecords records,
    LaunchStandings standings,
    ReviewLaunches reviews,
    IDirectory directory,
    PlaybookCatalog playbooks,
    TabLinks tab,
    TimeProvider clock
)
{
    public string TitleOf(string role) => CardFormat.Escape(role == Launch.Lead ? Words.Say("launch.role.lead") : playbooks.TitlesOf([role]));

    /// <summary>A launch's card.</summary>
    /// <param name="place">Who reads it.</param>
    /// <param name="notice">What is to be said of what the reader has just done; null for nothing.</param>
    public async Task<LaunchCard> CardAsync(FoundLaunch found, Target place, TeamLinks links, CancellationToken cancel, string? notice = null)
    {
        var reader = (place as ToPerson)?.PersonId;
        var zone = reader is null ? null : (await directory.FindContactAsync(found.Launch.Tenant, reader, cancel))?.TimeZone;
        var launch = found.Launch;
        return LaunchCards.Of(
            found,
            await standings.OfAsync(found, place, links, cancel),
            records.Roles,
            TitleOf,
            DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime),
            reader,
            zone,
            tab.ToLaunch(found.Launch.Id),
            notice,
            launch.IsOpen ? [] : PostMortemCards.OnCard(launch, await reviews.ImpactsAsync(launch, launch.Review?.Before, place, links, cancel), zone),
            mayCall: reader is null || records.Leads(launch, reader, links)
        );
    }

    /// <summary>What a closed launch owes: its post-mortem, or what that has found to change; null where it owes nothing any more, or it is nobody's.</summary>
    public async Task<CardModel?> ReminderAsync(string tenant, LaunchReminder reminder, Target to, CancellationToken cancel)
    {
        var links = await directory.LinksAsync(tenant, cancel);
        if (
            await records.FindAsync(tenant, reminder.Launch, cancel) is not { Launch: { IsOpen: false } launch }
            || to is not ToPerson { PersonId: var person }
            || !await records.MayReadAsync(launch, person, links, cancel)
            || PostMortemCards.Asked(
                launch,
                records.Leads(launch, person, links) ? null : [person, .. records.CoveredIn(launch, person, links).Select(one => one.Id)]
            )
                is not { } asked
        )
        {
            return null;
        }

        return CoveredBy(launch, person, links) is { } covered ? asked with { Text = Words.Say("away.line", covered, asked.Text) } : asked;
    }

    /// <summary>What is said of what has just happened, where it is a launch's post-mortem; null where the news is another.</summary>
    private static string? Written(LaunchRecorded happened) =>
        happened.What is LaunchReviewed ? Words.Say("launch.review.written", CardFormat.Escape(happened.By.Name)) : null;

    /// <summary>That something of a launch is the reader's from now on; null where the news is another.</summary>
    private async Task<OfferCard?> YoursAsync(Launch launch, LaunchRecorded happened, Target to, TeamLinks links, CancellationToken cancel) =>
        to is not ToPerson { PersonId: var person } ? null
        : happened.What is WorkAdded
            ? (await records.FindEarlierAsync(launch.Tenant, launch.Id, happened.Sequence, cancel))?.Work.Count is { } number && number > 0
                    ? BacklogCards.Yours(launch, launch.Work[number - 1], happened.Sequence)
                : null
        : happened.What is CriterionAgreed { Criterion: var criterion }
            ? LaunchCards.Yours(launch, "launch.criterion.yours", $"{CardFormat.Escape(criterion.Name)}: {LaunchCards.Limit(criterion)}", happened.Sequence)
        : happened.What is LaunchReviewed
        && new[] { person }.Concat(records.CoveredIn(launch, person, links).Select(one => one.Id)).ToList() is var owners
        && owners.Any(owner => launch.Review!.OpenFixesOf(owner).Any())
            ? PostMortemCards.Asked(launch, owners)
        : null;

    /// <summary>Which roles somebody holds who has just been given one; null where the news is another.</summary>
    private string? Given(Launch launch, LaunchRecorded happened, Target to) =>
        happened.What is RoleGiven
        && launch.Roles.Where(role => to == new ToPerson(role.Value.Id)).Select(role => TitleOf(role.Key)).ToList() is { Count: > 0 } roles
            ? Words.Say("launch.role.yours", string.Join(", ", roles), CardFormat.Escape(happened.By.Name))
            : null;

    /// <summary>Those of a launch for whom somebody covers who is not of it; null for nobody.</summary>
    private string? CoveredBy(Launch launch, string personId, TeamLinks links) =>
        launch.Includes(personId) || records.CoveredIn(launch, personId, links).ToList() is not { Count: > 0 } absent
            ? null
            : string.Join(", ", absent.Select(person => CardFormat.Escape(person.Name)));

    /// <summary>The number of the risk that an event is of; 0 for none.</summary>
    private async Task<int> RiskOfAsync(Launch launch, LaunchRecorded happened, CancellationToken cancel) =>
        happened.What switch
        {
            RiskChanged changed => changed.Number,
            RiskLogged => (await records.FindEarlierAsync(launch.Tenant, launch.Id, happened.Sequence, cancel))?.Risks.Count ?? 0,
            _ => 0,
        };

    /// <summary>All launches that somebody may see, a line each.</summary>
    public async Task<string> ListAsync(Viewer viewer, CancellationToken cancel)
    {
        var rows = new List<string>();
        foreach (var found in await records.VisibleAsync(viewer, cancel))
        {
            rows.Add(LaunchCards.Row(found, await standings.OfAsync(found, viewer.Place, viewer.Links, cancel)));
        }

        return rows.Count == 0 ? Words.Say("launches.none") : MessageList.Of(Words.Say("launches.title"), rows, left => Words.Say("launches.more", left), []);
    }

    /// <summary>What post-mortems of launches that somebody may see have found to change and that is not done, a line each.</summary>
    /// <param name="today">Whose day before is overdue.</param>
    public async Task<IReadOnlyList<string>> FixesAsync(Viewer viewer, DateOnly today, CancellationToken cancel) =>
        [
            .. from found in await records.VisibleAsync(viewer, cancel)
            from fix in found.Launch.Review?.OpenFixes ?? []
            select $"- {CardFormat.Escape(found.Launch.Name)}: {CardBuilder.Fix(fix, today)}",
        ];

    /// <summary>What a notice of a launch shows in a place; null where it is nobody's there any more.</summary>
    public async Task<CardModel?> NoticeAsync(string tenant, LaunchNotice notice, Target to, CancellationToken cancel)
    {
        var links = await directory.LinksAsync(tenant, cancel);
        if (
            await records.FindEventAsync(tenant, notice.Launch, notice.Sequence, cancel) is not var (found, happened)
            || (to is ToPerson person && !await records.MayReadAsync(found.Launch, person.PersonId, links, cancel))
        )
        {
            return null;
        }

        // An answer in a thread is read in its channel.
        using var language =
            to is not (ToPerson or ToChannel) && found.Launch.ChannelId is { } thread
                ? TurnContext.Speaking(await directory.FindChannelAsync(tenant, thread, cancel))
                : null;
        var zone = to is ToPerson reader ? (await directory.FindContactAsync(tenant, reader.PersonId, cancel))?.TimeZone : null;
        var covered = to is ToPerson asked ? CoveredBy(found.Launch, asked.PersonId, links) : null;
        var risk = await RiskOfAsync(found.Launch, happened, cancel);
        if (
            (
                LaunchCards.Alarm(found, happened, zone) ?? RiskCards.News(found, happened, risk) ?? await YoursAsync(found.Launch, happened, to, links, cancel)
            ) is
            { } news
        )
        {
            return covered is null ? news : news with { Text = Words.Say("away.line", covered, news.Text) };
        }

        var said = Given(found.Launch, happened, to)
            ?? Written(happened)
            ?? (covered is null ? null : Words.Say("away.line", covered, CardFormat.Escape(found.Launch.Name)));
        var place = to is ToPerson || found.Launch.ChannelId is not { } channel ? to : new ToChannel(channel);
        return await CardAsync(found, place, links, cancel, said);
    }
}
