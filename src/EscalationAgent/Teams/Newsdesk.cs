using EscalationAgent.Teams.Faces;
using Escalations;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>A line to be said.</summary>
/// <param name="CanWait">It may be said together with others.</param>
internal sealed record News(string Text, bool CanWait);

/// <summary>Writes the lines that are said about events, each for its reader, and knows what is said when somebody could not be reached.</summary>
internal sealed class Newsdesk(IEscalationStore store, Views views, Portraits portraits, Playbook playbook)
{
    /// <summary>The line for one event; null when it is a reminder of what needs none any more.</summary>
    public async Task<News?> OfAsync(ClaimedMessage claimed, Telling telling, CancellationToken cancel)
    {
        var escalation = await store.FindAsync(claimed.Tenant, telling.Id, cancel) ?? throw new InvalidOperationException($"{telling.Id} is not there.");
        var happened = Chain.Open(await store.FindEventAsync(claimed.Tenant, telling.Id, telling.Sequence, cancel) ?? throw new InvalidOperationException($"Event {telling.Sequence} of {telling.Id} is not there."));
        var reminded = happened.What as Reminded;
        if (reminded is not null && !escalation.Deadlines.Any(d => d.Kind == reminded.Kind && d.DueAt == reminded.DueAt && d.MetAt is null))
        {
            return null;
        }

        if (happened is { What: NobodyAbove, By.IsHuman: false } && escalation.Status != Status.Routed)
        {
            // It was told late, and somebody has acknowledged it meanwhile.
            return null;
        }

        var zone = await ZoneOfReaderAsync(claimed, escalation, cancel);
        var reader = await views.ReaderAtAsync(escalation, claimed.Message.To, cancel);
        var line = Lines.Of(reader.Of(escalation), reader.Of(happened), playbook, zone) ?? throw new InvalidOperationException($"Event {telling.Sequence} of {telling.Id} is nobody's news.");
        if (claimed.Message.To is ToThread)
        {
            return new(line, false);
        }

        if (reminded?.Kind.OwedBy() == Side.Csm && claimed.Message.To != new ToPerson(escalation.Csm.Id))
        {
            line = $"This is for {Looks.Safe(escalation.Csm.Name)} to do, who cannot be reached: {line} {Lines.TakeOver(escalation)}";
        }

        var named = $"**{telling.Id}** ({Looks.Account(reader.Of(escalation))}): {line}";
        if (happened.What is not Routed)
        {
            return new(named, reminded is not null && claimed.Message.To is ToPerson && escalation.Decision?.Severity.IsCritical() is false);
        }

        var link = await views.LinkToAsync(escalation, cancel) is { } url ? $" [Open its card in Teams]({url})" : "";
        var due = escalation.DueAt(DeadlineKind.Acknowledge) is { } by ? $" They have until {Escalations.Sla.DueText.For(by, zone)} to acknowledge." : "";
        return new($"**{telling.Id}** is with {Lines.Titles(escalation.Teams, playbook)}.{due}{link}", false);
    }

    /// <summary>
    /// What becomes owed in place of a message that cannot be delivered. A line whose thread is gone becomes a post of its
    /// own, a card whose conversation is gone is posted anew; all else is reported to somebody who can do something about it.
    /// </summary>
    public async Task<IReadOnlyList<Owed>> AlarmAsync(ClaimedMessage claimed, Undeliverable end, CancellationToken cancel) => (claimed.Message, end.Cause) switch
    {
        ({ To: ToConversation }, _) => [],
        ({ To: ToThread to }, UndeliverableCause.Gone) => [claimed.Message with { To = new ToChannel(to.ChannelId) }],
        ({ What: LiveCard { Fresh: false } card }, UndeliverableCause.Gone) when await store.FindCardAsync(claimed.Tenant, card.Id, claimed.Message.To.Lane, cancel) is not null =>
            [claimed.Message with { What = card with { Fresh = true } }],
        _ =>
        [
            .. await InThreadAsync(claimed, cancel),
            new(new ToBackground($"undelivered {claimed.Message.To.Lane}"), new Undelivered(claimed.Message, end.Why, end.Cause == UndeliverableCause.Gone)),
        ],
    };

    /// <summary>What the owner cannot be reminded of in person is said in the team's thread.</summary>
    private async Task<IEnumerable<Owed>> InThreadAsync(ClaimedMessage claimed, CancellationToken cancel) =>
        claimed.Message is { To: ToPerson to, What: Telling telling } && await store.FindAsync(claimed.Tenant, telling.Id, cancel) is { } escalation && escalation.Owner?.Id == to.PersonId
            ? Places.Of(escalation.Teams, await store.BindingsAsync(claimed.Tenant, cancel)).OfType<ToChannel>().Select(channel => new Owed(new ToThread(channel.ChannelId, escalation.Id), telling))
            : [];

    private async Task<string?> ZoneOfReaderAsync(ClaimedMessage claimed, Escalation escalation, CancellationToken cancel) =>
        (claimed.Message.To is ToPerson person ? await store.FindContactAsync(claimed.Tenant, person.PersonId, cancel) : null)?.TimeZone ?? portraits.ZoneOf(escalation);
}
