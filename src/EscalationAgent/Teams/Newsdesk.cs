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

        var zone = await ZoneOfReaderAsync(claimed, escalation, cancel);
        var reader = await views.ReaderAtAsync(escalation, claimed.Message.To, cancel);
        var line = Lines.Of(reader.Of(escalation), reader.Of(happened), playbook, zone) ?? throw new InvalidOperationException($"Event {telling.Sequence} of {telling.Id} is nobody's news.");
        if (claimed.Message.To is ToThread)
        {
            return new(line, false);
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
    /// What becomes owed in place of a message that cannot be delivered: the CSM hears which team or manager was not reached,
    /// and what the owner cannot be reminded of in person stands in the team's thread. Nothing falls silent.
    /// </summary>
    public async Task<IReadOnlyList<Owed>> AlarmAsync(ClaimedMessage claimed, string why, CancellationToken cancel)
    {
        var id = claimed.Message.What switch { LiveCard card => card.Id, Telling telling => telling.Id, _ => (EscalationId?)null };
        if (id is null || await store.FindAsync(claimed.Tenant, id.Value, cancel) is not { } escalation)
        {
            return [];
        }

        var csm = new ToPerson(escalation.Csm.Id);
        switch (claimed.Message)
        {
            case { To: ToChannel to, What: LiveCard }:
                var where = Looks.Safe(await NameOfAsync(claimed.Tenant, to, cancel));
                var team = escalation.Teams.Count > 0 ? escalation.Teams[0] : "engineering";
                return [new(csm, new Words($"I could not post {id} in {where}: {why}. Ask somebody there to add me and to type `@Escalation Agent link {team}`; the card follows by itself."))];

            case { To: ToPerson to, What: LiveCard } when to != csm:
                var person = (await store.BindingsAsync(claimed.Tenant, cancel)).FirstOrDefault(b => b.Person?.Id == to.PersonId)?.Person?.Name ?? "somebody";
                return [new(csm, new Words($"I could not bring {id} to {Looks.Safe(person)}: {why}."))];

            case { To: ToPerson to, What: Telling telling } when escalation.Owner?.Id == to.PersonId:
                var bindings = await store.BindingsAsync(claimed.Tenant, cancel);
                return [.. Places.Of(escalation.Teams, bindings).OfType<ToChannel>().Select(channel => new Owed(new ToThread(channel.ChannelId, escalation.Id), telling))];

            default:
                return [];
        }
    }

    /// <summary>A channel, in words.</summary>
    public async Task<string> NameOfAsync(string tenant, ToChannel to, CancellationToken cancel) =>
        Views.NameOf(await store.FindChannelAsync(tenant, to.ChannelId, cancel)) ?? "the team's channel";

    private async Task<string?> ZoneOfReaderAsync(ClaimedMessage claimed, Escalation escalation, CancellationToken cancel) =>
        (claimed.Message.To is ToPerson person ? await store.FindContactAsync(claimed.Tenant, person.PersonId, cancel) : null)?.TimeZone ?? portraits.ZoneOf(escalation);
}
