using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Launches;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>Early signs of a launch: logged, judged, closed, and escalated where a person says so.</summary>
internal sealed partial class LaunchTalk
{
    /// <summary>What sets a forecast off, in the launch protocol (A005).</summary>
    private const string Forecast = "risk_forecast";

    /// <summary>Which kind of matter one is there (A021).</summary>
    private const string EarlySign = "early_sign";

    private async Task<CardActionResult> LogRiskAsync(TurnContext caller, Launch launch, ButtonData button, CancellationToken cancel)
    {
        if (button.Choice<Likelihood>("likelihood") is not { } likelihood || button.Choice<RiskTrend>("trend") is not { } trend)
        {
            return Again(Words.Say("form.choose"));
        }

        var (owner, problem) = await OwnerAsync(caller, launch, button, null, cancel);
        if (problem is not null)
        {
            return Again(problem);
        }

        var milestone = launch.Milestones.FirstOrDefault(m => RiskCards.ValueOf(m) == button.Text("milestone"));
        return milestone is null && button.Text("milestone") is not (null or LaunchCards.DayItself)
            ? Again(DomainWords.Say("launch.meanwhile"))
            : await AfterRiskAsync(
                caller,
                launch.Id,
                await risks.LogAsync(
                    caller.Showing,
                    caller.Viewer,
                    launch.Id,
                    button.Line("what"),
                    likelihood,
                    trend,
                    milestone?.Name,
                    owner,
                    button.Line("mitigation"),
                    (await SeenAsync(caller, launch, button, cancel)).Risks.Count,
                    cancel
                ),
                refused => RiskCards.New(launch, button.Text, refused),
                cancel
            );

        CardActionResult Again(string? refused) => CardActionResult.Show(RiskCards.New(launch, button.Text, refused));
    }

    private async Task<CardActionResult> JudgeRiskAsync(TurnContext caller, string verb, Launch launch, ButtonData button, CancellationToken cancel)
    {
        if (button.Number("risk") is not { } number || launch.FindRisk(number) is not { IsOpen: true } now)
        {
            return CardActionResult.Show(RiskCards.All(launch, mayChange: true, DomainWords.Say("launch.risk.choose")));
        }

        if (verb == Verbs.LaunchAskRiskNow)
        {
            return CardActionResult.Show(RiskCards.Now(launch, now));
        }

        var seen = (await SeenAsync(caller, launch, button, cancel)).FindRisk(number) ?? now;
        if (verb == Verbs.LaunchCloseRisk)
        {
            return await AfterRiskAsync(
                caller,
                launch.Id,
                await risks.CloseAsync(caller.Showing, caller.Viewer, launch.Id, seen, button.Line("how"), cancel),
                Again,
                cancel
            );
        }

        if (button.Choice<Likelihood>("likelihood") is not { } likelihood || button.Choice<RiskTrend>("trend") is not { } trend)
        {
            return CardActionResult.Show(Again(Words.Say("form.choose")));
        }

        var (owner, problem) = await OwnerAsync(caller, launch, button, now.Owner, cancel);
        return problem is not null
            ? CardActionResult.Show(Again(problem))
            : await AfterRiskAsync(
                caller,
                launch.Id,
                await risks.JudgeAsync(caller.Showing, caller.Viewer, launch.Id, seen, likelihood, trend, owner, button.Line("mitigation"), cancel),
                Again,
                cancel
            );

        FormCard Again(string? refused) => RiskCards.Now(launch, now, button.Text, refused);
    }

    /// <summary>Begins a brief from a risk that has become worse, once for each time: a person has pressed, and decides everything else on the brief.</summary>
    private async Task<CardActionResult> EscalateRiskAsync(TurnContext caller, Launch launch, LaunchRecorded happened, CancellationToken cancel)
    {
        // Of a sign that was logged, its number is how many there were with it.
        var number = happened.What is RiskChanged changed
            ? changed.Number
            : (await records.FindEarlierAsync(caller.Tenant, launch.Id, happened.Sequence, cancel))?.Risks.Count ?? 0;
        if (launch.FindRisk(number) is not { } risk)
        {
            return CardActionResult.Say(DomainWords.Say("launch.unknown"));
        }

        var what = CardFormat.Short(risk.What, RiskCards.ShortSign);
        if (!launch.IsOpen || !risk.IsOpen || risk.Worsened is not { } worsened)
        {
            return CardActionResult.Say(Words.Say("launch.risk.over", launch.Name, what));
        }

        if (risk.Begun is { } earlier)
        {
            return CardActionResult.Say(Words.Say("launch.risk.begun", earlier.By.Name, earlier.Id));
        }

        var protocol = playbooks.Find(LaunchRecords.Protocol);
        var (begun, first) = await begin.HandleAsync(
            caller.Showing,
            $"launch risk begun|{launch.Id}|{number}|{worsened}",
            notes: null,
            new(protocol, About: launch.Name, Kind: protocol?.FindCategory(EarlySign), Trigger: Forecast)
            {
                Sections = RiskCards.Brief(launch, risk),
                Severity = (risk.Severity, RiskCards.Judged(risk)),
            },
            cancel
        );
        if (first is not null)
        {
            return CardActionResult.Say(Words.Say("launch.risk.begun", first.Csm.Name, first.Id));
        }

        if (begun is { IsRefusal: true })
        {
            return CardActionResult.Say(begun.Say ?? Words.Say("button_unread"));
        }

        if (begun?.About is { } id)
        {
            await manage.NoteEscalationAsync(caller.Showing with { Delivery = null }, launch.Id, number, id, cancel);
        }

        var text = Words.Say("launch.escalated", CardFormat.Escape(launch.Name), CardFormat.Escape(what), CardFormat.Escape(caller.Person.Name));
        return CardActionResult.Show(new NoteCard(text) { Summary = text });
    }

    /// <summary>Whom a form names as owner; nobody where its field was emptied.</summary>
    /// <param name="now">Who is it now, and stays it where the field says so.</param>
    private async Task<(Person? Owner, string? Problem)> OwnerAsync(
        TurnContext caller,
        Launch launch,
        ButtonData button,
        Person? now,
        CancellationToken cancel
    ) =>
        button.Line("owner") is not { } named ? (null, null)
        : named == now?.Name ? (now, null)
        : await NamedAsync(caller, launch, named, cancel);

    private Task<CardActionResult> AfterRiskAsync(TurnContext caller, string id, Response outcome, Func<string?, CardModel> again, CancellationToken cancel) =>
        AfterAsync(caller, id, outcome, again, cancel, found => Task.FromResult(CardActionResult.Show(RiskCards.All(found.Launch, mayChange: true))));
}
