using EscalationAgent.Teams.Faces;
using Escalations;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>A line to be said about an event.</summary>
/// <param name="Text">Said by itself, outside of the escalation's thread.</param>
/// <param name="Line">Without naming the escalation, for its thread.</param>
/// <param name="Of">The escalation as its readers may see it.</param>
/// <param name="Event">What happened, as its readers may see it.</param>
internal sealed record News(string Text, string Line, Escalation Of, RecordedEvent Event)
{
    public EscalationId Id => Of.Id;

    public Severity Severity => Of.Decision?.Severity ?? Severity.S4;
}

/// <summary>Writes the lines that are said about events, each for its reader, and knows what is said when somebody could not be reached.</summary>
internal sealed class Newsdesk(IEscalationStore store, Views views, Portraits portraits, Playbook playbook)
{
    /// <summary>The line for one event; null when it is a reminder of what needs none any more.</summary>
    /// <param name="sequence">The event's number.</param>
    public async Task<News?> OfAsync(string tenant, Target to, EscalationId id, int sequence, CancellationToken cancel)
    {
        var escalation = await store.FindAsync(tenant, id, cancel) ?? throw new InvalidOperationException($"{id} is not there.");
        var happened = Chain.Open(await store.FindEventAsync(tenant, id, sequence, cancel) ?? throw new InvalidOperationException($"Event {sequence} of {id} is not there."));
        var reminded = happened.What as Reminded;
        if (reminded is not null && !escalation.Deadlines.Any(d => d.Kind == reminded.Kind && d.DueAt == reminded.DueAt && d.MetAt is null))
        {
            return null;
        }

        var zone = await ZoneOfReaderAsync(tenant, to, escalation, cancel);
        var reader = await views.ReaderAtAsync(escalation, to, cancel);
        var (shown, told) = (reader.Of(escalation), reader.Of(happened));
        var line = Lines.Of(shown, told, playbook, zone) ?? throw new InvalidOperationException($"Event {sequence} of {id} is nobody's news.");
        if (happened.What is not Routed || to is ToThread)
        {
            return new($"**{id}** ({Looks.Account(shown)}): {line}", line, shown, told);
        }

        var link = await views.LinkToAsync(escalation, cancel) is { } url ? $" [Open its card in Teams]({url})" : "";
        var due = escalation.DueAt(DeadlineKind.Acknowledge) is { } by ? $" They have until {Escalations.Sla.DueText.For(by, zone)} to acknowledge." : "";
        return new($"**{id}** is with {Lines.Titles(escalation.Teams, playbook)}.{due}{link}", line, shown, told);
    }

    /// <summary>Many lines for one place as one message: a short line for each escalation, the most severe first.</summary>
    /// <param name="withoutCard">Some of what goes up or stalls has no card in this place.</param>
    public async Task<string> ListAsync(string tenant, Target to, IReadOnlyCollection<News> news, bool withoutCard, CancellationToken cancel)
    {
        var rows = new List<string>();
        foreach (var of in news.GroupBy(line => line.Id).OrderBy(of => of.First().Severity).ThenBy(of => of.Key.Year).ThenBy(of => of.Key.Number))
        {
            var escalation = of.First().Of;
            var zone = await ZoneOfReaderAsync(tenant, to, escalation, cancel);
            var link = await views.LinkToAsync(escalation, to, cancel);
            rows.Add(MessageList.Row(escalation, link, [.. of.OrderBy(line => line.Event.Sequence).Select(line => Lines.InShort(line.Of, line.Event, playbook, zone) ?? line.Line).Distinct()]));
        }

        string[] unlinked = [.. news.SelectMany(line => line.Event.What switch { EscalatedUp up => up.PassedOver, NobodyAbove none => none.PassedOver, _ => [] }).Distinct()];
        string[] after =
        [
            .. withoutCard ? [$"Say `card` and an id for a card with its buttons, such as {MessageList.Command(to, $"card {news.First().Id}")}."] : Array.Empty<string>(),
            .. unlinked.Length > 0 ? [Lines.Unlinked(unlinked, playbook).Trim()] : Array.Empty<string>(),
        ];
        var title = news.All(line => line.Event.What is Reminded) ? $"{rows.Count} reminders:" : $"**{rows.Count} escalations need a look**, the most severe first:";
        return MessageList.Of(title, rows, left => $"+ {left} more: say {MessageList.Command(to, "open")} to see all of them.", after);
    }

    /// <summary>
    /// What becomes owed in place of a message that cannot be delivered: the CSM hears which team or manager was not reached,
    /// and what the owner cannot be reminded of in person stands in the team's thread. Nothing falls silent.
    /// </summary>
    public async Task<IReadOnlyList<Owed>> AlarmAsync(ClaimedMessage claimed, Undeliverable end, CancellationToken cancel)
    {
        var why = end.Why;
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
                return [new(csm, new Words($"I could not post {id} in {where}: {why}. {NextStep(end.Cause, team)}"))];

            case { To: ToPerson to, What: LiveCard } when to != csm:
                var person = (await store.BindingsAsync(claimed.Tenant, cancel)).FirstOrDefault(b => b.Person?.Id == to.PersonId)?.Person?.Name ?? "somebody";
                return [new(csm, new Words($"I could not bring {id} to {Looks.Safe(person)}: {why}."))];

            case { To: ToPerson to, What: LiveCard } when end.Cause is UndeliverableCause.TooLarge or UndeliverableCause.Refused:
                return [new(to, new Words($"I could not show {id} here: {why}. That is a fault of mine, and my log says more: please tell whoever runs me. `status {id}` shows where it stands."))];

            case { To: ToThread to, What: Telling } when end.Cause == UndeliverableCause.Gone:
                var channel = new ToChannel(to.ChannelId);
                return await IsPostedAnewAsync(claimed, id.Value, cancel)
                    ? []
                    : [new(channel, new LiveCard(id.Value, Fresh: true)), new(csm, new Words($"The thread of {id} in {Looks.Safe(await NameOfAsync(claimed.Tenant, channel, cancel))} is gone, so I post its card there once more."))];

            case { To: ToPerson to, What: Telling telling } when escalation.Owner?.Id == to.PersonId:
                var bindings = await store.BindingsAsync(claimed.Tenant, cancel);
                return [.. Places.Of(escalation.Teams, bindings).OfType<ToChannel>().Select(near => new Owed(new ToThread(near.ChannelId, escalation.Id), telling) { IsListable = claimed.Message.IsListable })];

            default:
                return [];
        }
    }

    /// <summary>Whether the card of an escalation is owed anew behind a message of its thread.</summary>
    public async Task<bool> IsPostedAnewAsync(ClaimedMessage claimed, EscalationId id, CancellationToken cancel) =>
        (await store.WaitingBehindAsync(claimed, 100, cancel)).Any(behind => behind.Message.What is LiveCard { Fresh: true } card && card.Id == id);

    private static string NextStep(UndeliverableCause cause, string team) => cause switch
    {
        UndeliverableCause.Gone        => $"Ask somebody there to add me and to type `@Escalation Agent link {team}`; the card follows by itself.",
        UndeliverableCause.Unconfirmed => $"Please look there. If it is not there, have somebody type `@Escalation Agent link {team}` in it, and the card follows.",
        _                              => "That is a fault of mine, and my log says more: please tell whoever runs me, and tell the team yourself until then.",
    };

    /// <summary>A channel, in words.</summary>
    public async Task<string> NameOfAsync(string tenant, ToChannel to, CancellationToken cancel) =>
        Views.NameOf(await store.FindChannelAsync(tenant, to.ChannelId, cancel)) ?? "the team's channel";

    private async Task<string?> ZoneOfReaderAsync(string tenant, Target to, Escalation escalation, CancellationToken cancel) =>
        (to is ToPerson person ? await store.FindContactAsync(tenant, person.PersonId, cancel) : null)?.TimeZone ?? portraits.ZoneOf(escalation);
}
