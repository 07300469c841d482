using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Deadlines;
using Escalations.UseCases;

namespace EscalationAgent.Teams.Tab;

/// <summary>Shows one escalation: what <c>status</c>, <c>explain</c> and <c>proof</c> say of it in the reader's own chat.</summary>
internal sealed class TabDetails(
    EscalationAccess access,
    CardService cards,
    CardBuilder cardBuilder,
    TabRows rows,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    /// <returns>Null when there is none, or the reader may not see it: the two cannot be told apart.</returns>
    public async Task<TabEscalation?> OfAsync(TabReader reader, EscalationId id, CancellationToken cancel)
    {
        var viewer = reader.Viewer;
        if (await access.FindVisibleAsync(viewer, id, cancel) is not { Escalation: var escalation })
        {
            return null;
        }

        var audience = await access.ViewAtAsync(escalation, viewer.Place, viewer.Links, cancel);
        var shown = audience.Of(escalation);
        var history = audience.Of(await cards.HistoryAsync(escalation, cancel));
        var teams = TeamDirectory.OfTeams(escalation, playbooks.Of(escalation), viewer.Links.Bindings);
        var status = await cards.StatusAsync(escalation, viewer.Place, viewer.Links, reader.Zone, null, null, cancel);
        var isCsm = escalation.Csm.Id == viewer.Person.Id;
        return new(
            rows.Of(shown, reader, teams.Contains(viewer.Place), isWaiting: false),
            escalation.Csm.Name,
            status.Lead is { } lead ? PlainText.Of(lead) : null,
            [.. status.Facts.Select(fact => new TabFact(fact.Title, PlainText.Of(fact.Value), PlainText.LinkOf(fact.Value)))],
            [.. Brief(shown)],
            [.. Review(shown)],
            [.. Deadlines(shown, reader)],
            [.. cardBuilder.News(shown, history, reader.Zone).Select(news => new TabStep(news.Event.At, PlainText.Of(news.Line)))],
            isCsm ? [.. CardBuilder.Proofs(shown, null).Rows.Select(Of)] : [],
            await cards.LinkToAsync(escalation, viewer.Links, cancel)
        );
    }

    private static IEnumerable<TabSection> Brief(Escalation shown)
    {
        foreach (var section in BriefSections.All)
        {
            if (shown.Brief.Passages.TryGetValue(section, out var passage))
            {
                yield return new(section.Key(), section.ReaderTitle(), passage.Text, [.. passage.Unproven.Select(fact => fact.Text)]);
            }
        }

        if (shown.Brief.Context is { } context)
        {
            yield return new("context", Words.Say("review.context.name"), context, []);
        }
    }

    /// <summary>What the review found, its root cause first: what a figure leads to in the end (A068).</summary>
    private IEnumerable<TabSection> Review(Escalation shown)
    {
        if (shown.Outcome.Review?.Answers is not { } answers)
        {
            yield break;
        }

        if (answers.Cause is { } cause)
        {
            yield return new("cause", Words.Say("postmortem.cause.title"), cause, []);
        }

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        yield return new("impact", Words.Say("postmortem.impact"), answers.Impact, []);
        yield return new("decided", Words.Say("postmortem.decided"), answers.Decided, []);
        yield return new(
            "to_fix",
            Words.Say("case.to_fix"),
            shown.Outcome.Fixes.Count == 0
                ? answers.ToFix
                : string.Join(
                    '\n',
                    shown.Outcome.Fixes.Select(fix => (fix.IsOpen ? "– " : "✓ ") + PlainText.Of(CardBuilder.Fix(fix, fix.IsOpen ? today : null)))
                ),
            []
        );
    }

    private IEnumerable<TabDeadline> Deadlines(Escalation shown, TabReader reader)
    {
        var now = clock.GetUtcNow();
        return shown
            .Deadlines.Where(d => d.Kind != DeadlineKind.Pause)
            .OrderBy(d => d.Kind)
            .Zip(Explanation.Of(shown, reader.Zone))
            .Select(d => new TabDeadline(
                Capital(cardBuilder.WhatOf(d.First)),
                d.First.DueAt,
                d.First.MetAt,
                d.First.IsPaused,
                d.First is { MetAt: null, IsPaused: false } && d.First.DueAt <= now && !shown.Status.IsEnded(),
                [d.Second.State, .. d.Second.Lines]
            ));
    }

    private static TabProof Of(ExplainedRow row) => new(row.Title, PlainText.Of(row.State), [.. row.Lines.Select(line => PlainText.Of(line.Text))]);

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
