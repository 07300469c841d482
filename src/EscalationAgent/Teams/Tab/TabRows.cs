using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Ports;
using Escalations.Reporting;
using Escalations.UseCases;

namespace EscalationAgent.Teams.Tab;

/// <summary>Lines of lists: each is read through <see cref="EscalationAccess"/>, as the one who looks may read it.</summary>
internal sealed class TabRows(IEscalations escalations, EscalationAccess access, CardBuilder cardBuilder, PlaybookCatalog playbooks, TimeProvider clock)
{
    private const int LongestHeadline = 160;

    /// <summary>Some of what somebody may see, in this order. What is gone meanwhile is left out.</summary>
    public async Task<IReadOnlyList<TabRow>> OfAsync(TabReader reader, OutlineSight sight, IEnumerable<EscalationOutline> outlines, CancellationToken cancel)
    {
        var rows = new List<TabRow>();
        foreach (var outline in outlines)
        {
            if (await escalations.FindAsync(reader.Viewer.Tenant, outline.Id, cancel) is { } found)
            {
                var view = (await access.ViewAtAsync(found, reader.Viewer.Place, reader.Viewer.Links, cancel)).Of(found);
                rows.Add(Of(view, reader, sight.IsAskedInPerson(outline), sight.WaitsFor(outline)));
            }
        }

        return rows;
    }

    /// <param name="view">As its reader may read it.</param>
    /// <param name="isAsked">Whether they are asked in person to say that they have it.</param>
    /// <param name="isWaiting">Whether it waits for them or for their team.</param>
    public TabRow Of(Escalation view, TabReader reader, bool isAsked, bool isWaiting)
    {
        var person = reader.Viewer.Person;
        var next = CardBuilder.NextDeadline(view, view.Csm.Id == person.Id);
        return new(
            view.Id.ToString(),
            PlainText.Of(CardFormat.Account(view)),
            CardFormat.Short(CardFormat.Headline(view), LongestHeadline),
            view.Decision?.Severity.ToString(),
            view.Decision is { } decision ? decision.Severity.ReaderTitle() : null,
            view.Status.Key(),
            view.ReaderStatus(),
            view.Status.IsEnded(),
            playbooks.TitlesOf(view.Assignment.Teams),
            view.Work.Owner?.Name,
            CardBuilder.WaitsFor(view, person, _ => isAsked) ?? (isWaiting && view.Status == Status.Routed ? Words.Say("tab.waits.team") : null),
            next is null ? null : new(cardBuilder.WhatOf(next), next.DueAt, next.DueAt <= clock.GetUtcNow()),
            view.LastEventAt,
            view.IsConfidential,
            view.Outcome.Review?.Answers.Cause is { } cause ? CardFormat.Short(cause, LongestHeadline) : null
        );
    }
}
