namespace Escalations.UseCases;

/// <summary>Who hears of what: the teams' channels and the CSM.</summary>
internal static class Circle
{
    /// <summary>The channels of the teams that have an escalation; teams without one are left out, a shared one counts once.</summary>
    public static IReadOnlyList<string> ChannelsOf(IEnumerable<string> teams, IReadOnlyList<Binding> bindings) =>
        [.. teams.Select(team => bindings.FirstOrDefault(b => b.Team == team)?.ChannelId).OfType<string>().Distinct()];

    /// <summary>What is owed after a move: every card brought up to date, one line in each place where people should notice.</summary>
    /// <param name="channels">The channels that had the escalation before the move, or have it after.</param>
    public static IReadOnlyList<Owed> After(Escalation escalation, RecordedEvent happened, IReadOnlyList<string> channels)
    {
        var csm = new ToPerson(escalation.Csm.Id);
        var id = escalation.Id;
        var telling = new Telling(id, happened.Sequence);

        if (happened.What is Routed)
        {
            // The CSM hears of it once the accountable team's card is there, so that the line can link to it.
            return [.. channels.Select((channel, i) => new Owed(
                new ToChannel(channel),
                new LiveCard(id, Fresh: true),
                i == 0 ? [new(csm, telling), new(csm, new LiveCard(id))] : null))];
        }

        var inChannels = channels.SelectMany(channel => new Owed[] { new(new ToChannel(channel), new LiveCard(id)), new(new ToThread(channel, id), telling) });
        return happened.What switch
        {
            // The card with its buttons is the news.
            Resolved => [.. inChannels, new(csm, new LiveCard(id, Fresh: true))],
            Returned => [.. inChannels, new(csm, telling), new(csm, new LiveCard(id, Fresh: true))],
            _ when happened.By.Person?.Id == escalation.Csm.Id && happened.What is Closed or Reopened or Withdrawn or Restored => [.. inChannels, new(csm, new LiveCard(id))],
            _ => [.. inChannels, new(csm, new LiveCard(id)), new(csm, telling)],
        };
    }
}
