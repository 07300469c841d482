using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Reporting;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>The quarterly review of a process: its figures for whoever is asked to begin it, and the brief that they begin.</summary>
internal sealed class ReviewTalk(SummariseQuarter quarters, WriteBrief brief, Administrators administrators, PlaybookCatalog playbooks)
{
    /// <summary>The card that asks; null where the playbook is not reviewed any more.</summary>
    public async Task<OfferCard?> CardAsync(string tenant, QuarterReview review, CancellationToken cancel) =>
        ReportQuarter.TryParse(review.Quarter, out var quarter) && await quarters.HandleAsync(tenant, review.Playbook, quarter, cancel) is { } report
            ? CardBuilder.Quarter(report)
            : null;

    /// <summary>Begins the review as a brief with the figures in it: a person has pressed, and decides everything else on the brief.</summary>
    public async Task<CardActionResult> BeginAsync(TurnContext caller, ButtonData button, CancellationToken cancel)
    {
        if (
            (button.Text("id") ?? "").Split('|') is not [var name, var written]
            || !ReportQuarter.TryParse(written, out var quarter)
            || playbooks.Newest.FirstOrDefault(p => p.Version.Name == name) is not { QuarterlyReview: { } rule } playbook
            || !await MayBeginAsync(caller, playbook, rule, cancel)
            || await quarters.HandleAsync(caller.Tenant, name, quarter, cancel) is not { } report
        )
        {
            return CardActionResult.Say(Words.Say("quarter.not_yours"));
        }

        var begun = await brief.BeginAsync(caller.Showing, CardBuilder.QuarterNotes(report), cancel, playbook, about: CardBuilder.QuarterSubject(report));
        if (begun.IsRefusal || begun.About is not { } id)
        {
            return CardActionResult.Say(begun.Say ?? Words.Say("button_unread"));
        }

        await brief.ChooseKindAsync(caller.Showing with { Delivery = null }, id, name, rule.Category, cancel);
        var text = Words.Say("quarter.begun", CardFormat.Escape(caller.Person.Name), CardBuilder.QuarterSubject(report));
        return CardActionResult.Show(new NoteCard(text) { Summary = text });
    }

    private async Task<bool> MayBeginAsync(TurnContext caller, Playbook playbook, QuarterlyReviewRule rule, CancellationToken cancel) =>
        !caller.IsGuest
        && (
            TeamDirectory.Of([rule.BegunBy, playbook.LeadershipTeam], caller.Links.Bindings).Contains(caller.Place)
            || await administrators.IncludesAsync(caller.Tenant, caller.Person, cancel)
        );
}
