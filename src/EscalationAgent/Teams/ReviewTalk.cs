using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Ports;
using Escalations.Reporting;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>The quarterly review of a process: its figures for whoever is asked to begin it, and the brief that they begin.</summary>
internal sealed class ReviewTalk(
    SummariseQuarter quarters,
    BeginOnce begin,
    IDirectory directory,
    Administrators administrators,
    PlaybookCatalog playbooks,
    TimeProvider clock
)
{
    /// <summary>The card that asks; null where the playbook is not reviewed any more.</summary>
    public async Task<OfferCard?> CardAsync(string tenant, QuarterReview review, Target to, CancellationToken cancel)
    {
        if (!ReportQuarter.TryParse(review.Quarter, out var quarter) || await quarters.HandleAsync(tenant, review.Playbook, quarter, cancel) is not { } report)
        {
            return null;
        }

        var links = await directory.LinksAsync(tenant, cancel);
        IReadOnlyList<string> asked = report.Playbook.QuarterlyReview is { } rule ? [rule.BegunBy] : [];
        var card = CardBuilder.Quarter(report);
        return card with { Text = CardBuilder.InPlaceOf(links.AwayAt(clock.GetUtcNow()).InPlaceOf(to, TeamDirectory.Of(asked, links.Bindings)), card.Text) };
    }

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

        var subject = CardBuilder.QuarterSubject(report);
        var (begun, earlier) = await begin.HandleAsync(
            caller.Showing,
            $"quarterly review begun|{name}|{quarter}",
            CardBuilder.QuarterNotes(report),
            new(report.Playbook, About: subject, Kind: playbook.FindCategory(rule.Category)!),
            cancel
        );
        if (begun is { IsRefusal: true })
        {
            return CardActionResult.Say(begun.Say ?? Words.Say("button_unread"));
        }

        var text = Words.Say("quarter.begun", CardFormat.Escape((earlier?.Csm ?? caller.Person).Name), subject);
        return CardActionResult.Show(new NoteCard(text) { Summary = text });
    }

    private async Task<bool> MayBeginAsync(TurnContext caller, Playbook playbook, QuarterlyReviewRule rule, CancellationToken cancel) =>
        !caller.IsGuest
        && (
            TeamDirectory
                .Of([rule.BegunBy, playbook.LeadershipTeam], caller.Links.Bindings)
                .SelectMany(caller.Links.AwayAt(clock.GetUtcNow()).WithBackup)
                .Contains(caller.Place) || await administrators.IncludesAsync(caller.Tenant, caller.Person, cancel)
        );
}
