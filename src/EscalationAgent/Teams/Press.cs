using System.Text.Json;
using EscalationAgent.Teams.Faces;
using Escalations;
using Escalations.Intake;
using Escalations.Lifecycle;
using Escalations.UseCases;

namespace EscalationAgent.Teams;

/// <summary>Does what a pressed button asks for, and shows what is so afterwards. A press on an old card shows the new one.</summary>
internal sealed class Press(IEscalationStore store, Talk talk, WriteBrief brief, RouteEscalation route, MoveEscalation move, SayAnswer say, Views views, Playbook playbook)
{
    private const string Unreadable = "I could not read that button. Please open the card again.";

    public async Task<PressResult> HandleAsync(Caller caller, string? verb, JsonElement data, CancellationToken cancel)
    {
        var button = new ButtonData(data);
        var request = caller.Showing;
        switch (verb ?? button.Verb)
        {
            case Verbs.Begin:
                await talk.BeginAsync(caller, request with { ReplyTo = caller.ReplyTo }, false, cancel);
                return PressResult.Say("Let us begin.");
            case Verbs.Mine:
                await talk.ListMineAsync(caller, request, cancel);
                return PressResult.Say("Here they are.");
            case Verbs.Status when button.Id is { } id:
                await talk.ShowStatusAsync(caller, request, id, cancel);
                return PressResult.Say($"{id} is shown below.");
            case Verbs.UseNotes:
                return Note(await brief.UseKeptNotesAsync(request, null, cancel), "I have read your notes.");
            case Verbs.AddNotes when button.Id is { } id:
                return Note(await brief.UseKeptNotesAsync(request, id, cancel), $"I have added your notes to {id}.");
            case Verbs.DropNotes:
                return Note(await brief.DropKeptNotesAsync(request, cancel), "All right.");
            case { } known when button is { Id: { } id, Seen: { } seen }:
                return await OnEscalationAsync(caller, known, id, seen, button, cancel);
            default:
                return PressResult.Say(Unreadable);
        }
    }

    /// <summary>A button of an older client, which cannot be answered in place: what would be shown there is said in the conversation.</summary>
    public async Task HandleSubmitAsync(Caller caller, JsonElement data, CancellationToken cancel)
    {
        var result = await HandleAsync(caller, null, data, cancel);
        var answer = caller.Showing with { Delivery = caller.Delivery is { } delivery ? $"{delivery}|shown" : null };
        await say.HandleAsync(answer, [new(caller.ReplyTo, result.Face is { } face ? views.Keep(face) : new Words(result.Note ?? "Done."))], cancel);
    }

    private async Task<PressResult> OnEscalationAsync(Caller caller, string verb, EscalationId id, int seen, ButtonData button, CancellationToken cancel)
    {
        if (await store.FindAsync(caller.Tenant, id, cancel) is not { } escalation
            || !await views.MaySeeAsync(escalation, caller.Person, caller.Channel?.ChannelId, cancel)
            || (caller.Channel is null && escalation.Csm.Id != caller.Person.Id))
        {
            return PressResult.Say($"I do not know {id}.");
        }

        return verb switch
        {
            Verbs.Show => PressResult.Show(await ViewAsync(caller, escalation, null, cancel)),
            Verbs.Back or Verbs.Skip or Verbs.Keep or Verbs.Preview or Verbs.Cancel or Verbs.Resume => await OnQuestionAsync(caller, verb, escalation, seen, cancel),
            Verbs.AskEdit => escalation.Status == Status.Draft
                ? PressResult.Show(Portraits.Edit(escalation))
                : PressResult.Show(await ViewAsync(caller, escalation, $"{id} has been routed; its brief can no longer be changed.", cancel)),
            Verbs.SaveEdit => await AfterAsync(caller, id, await brief.SaveFormAsync(caller.Showing, id, button.Text("account"), Sections(button), cancel), cancel),
            Verbs.Route => await RouteAsync(caller, escalation, seen, button, cancel),
            Verbs.AskUpdate or Verbs.AskResolve or Verbs.AskHandOver or Verbs.AskReturn or Verbs.AskReopen or Verbs.AskWithdraw =>
                PressResult.Show(await FormAsync(caller, escalation, verb, cancel)),
            _ => await MoveAsync(caller, verb, escalation, seen, button, cancel),
        };
    }

    /// <summary>Buttons of the interview speak of the question they stand under.</summary>
    private async Task<PressResult> OnQuestionAsync(Caller caller, string verb, Escalation escalation, int seen, CancellationToken cancel)
    {
        var id = escalation.Id;
        if (verb is Verbs.Back or Verbs.Skip or Verbs.Keep && seen != escalation.Version)
        {
            return PressResult.Show(Remark("That question has been answered; the open one is below."));
        }

        var request = caller.Showing;
        return verb switch
        {
            Verbs.Back => Note(await brief.BackAsync(request, id, cancel), "One question back."),
            Verbs.Skip => Note(await brief.SkipAsync(request, id, cancel), "Left out."),
            Verbs.Keep => Note(await brief.KeepAsync(request, id, cancel), "Left as it is."),
            Verbs.Preview => Note(await brief.PreviewAsync(request, id, cancel), "The brief is shown below."),
            Verbs.Resume => Note(await brief.ResumeAsync(request with { ReplyTo = null }, id, "Let us go on.", cancel), "Let us go on."),
            _ => Note(await move.HandleAsync(request, id, null, new Withdrawn(null), cancel), $"{id} is cancelled."),
        };
    }

    private async Task<PressResult> RouteAsync(Caller caller, Escalation escalation, int seen, ButtonData button, CancellationToken cancel)
    {
        var category = playbook.FindCategory(button.Text("category"))?.Key;
        Severity? severity = Severities.TryParse(button.Text("severity"), out var level) ? level : null;
        var because = button.Text("because");
        var outcome = await route.HandleAsync(caller.Showing, escalation.Id, seen, category, severity, because, cancel);
        return await AfterAsync(caller, escalation.Id, outcome, cancel, new Chosen(category, severity, because));
    }

    private async Task<PressResult> MoveAsync(Caller caller, string verb, Escalation escalation, int seen, ButtonData button, CancellationToken cancel)
    {
        var (what, problem) = await MoveOfAsync(caller, verb, escalation, button, cancel);
        if (what is null)
        {
            return problem is null ? PressResult.Say(Unreadable) : PressResult.Show(await ViewAsync(caller, escalation, problem, cancel));
        }

        return await AfterAsync(caller, escalation.Id, await move.HandleAsync(caller.Showing, escalation.Id, seen, what, cancel), cancel);
    }

    private async Task<(EscalationEvent? What, string? Problem)> MoveOfAsync(Caller caller, string verb, Escalation escalation, ButtonData button, CancellationToken cancel)
    {
        switch (verb)
        {
            case Verbs.Acknowledge:
                var owner = button.Text("owner") is null or "" or "me" ? caller.Person : await MemberAsync(caller, button.Text("owner")!, cancel);
                return owner is null ? (null, "I do not know that person in this channel.") : (new Acknowledged(Titled(owner, escalation)), null);
            case Verbs.HandOver:
                var heir = await MemberAsync(caller, button.Text("owner") ?? "", cancel);
                return heir is null ? (null, "Choose somebody of this channel to hand it to.") : (new HandedOver(Titled(heir, escalation), Line(button, "because")), null);
            case Verbs.Start:
                return (new WorkStarted(), null);
            case Verbs.Update:
                return (new UpdatePosted(Line(button, "text") ?? ""), null);
            case Verbs.Resolve:
                return (new Resolved(button.Text("kind") == "decision" ? ResolutionKind.Decision : ResolutionKind.Fix, Line(button, "text") ?? ""), null);
            case Verbs.Return:
                return (new Returned(Line(button, "because") ?? ""), null);
            case Verbs.Close:
                return (new Closed(null), null);
            case Verbs.Reopen:
                return (new Reopened(Line(button, "because") ?? ""), null);
            case Verbs.Withdraw:
                return (new Withdrawn(Line(button, "because")), null);
            case Verbs.CancelDraft:
                return (new Withdrawn(null), null);
            case Verbs.Restore:
                return (new Restored(), null);
            default:
                return (null, null);
        }
    }

    private async Task<CardFace> FormAsync(Caller caller, Escalation escalation, string verb, CancellationToken cancel)
    {
        var move = verb switch
        {
            Verbs.AskUpdate => Move.Update,
            Verbs.AskResolve => Move.Resolve,
            Verbs.AskHandOver => Move.HandOver,
            Verbs.AskReturn => Move.Return,
            Verbs.AskReopen => Move.Reopen,
            _ => Move.Withdraw,
        };
        var standing = new Standing(Actor.Human(caller.Person), InTeamsChannel: caller.Channel is not null);
        if (!Transitions.OpenTo(escalation, standing).Contains(move))
        {
            return await ViewAsync(caller, escalation, $"{escalation.Id} has moved on since this card was drawn: it is {escalation.Status.Title().ToLowerInvariant()} now.", cancel);
        }

        var members = caller.Channel?.Members ?? [];
        return Forms.Of(move, escalation, [.. members.Where(m => m.Id != escalation.Owner?.Id)]);
    }

    /// <summary>What is so after a request, with what the person must know on top.</summary>
    private async Task<PressResult> AfterAsync(Caller caller, EscalationId id, Response outcome, CancellationToken cancel, Chosen? chosen = null) =>
        await store.FindAsync(caller.Tenant, id, cancel) is { } now
            ? PressResult.Show(await ViewAsync(caller, now, outcome.Say, cancel, outcome.IsRefusal ? chosen : null))
            : PressResult.Say(outcome.Say ?? $"I do not know {id}.");

    private Task<CardFace> ViewAsync(Caller caller, Escalation escalation, string? notice, CancellationToken cancel, Chosen? chosen = null) =>
        caller.Channel is { } channel
            ? views.ForTeamAsync(escalation, channel.ChannelId, cancel, notice)
            : views.ForCsmAsync(escalation, cancel, notice, chosen);

    private async Task<Person?> MemberAsync(Caller caller, string id, CancellationToken cancel) =>
        caller.Channel is { } channel
            ? (await store.FindChannelAsync(caller.Tenant, channel.ChannelId, cancel))?.Members.FirstOrDefault(m => m.Id == id)
            : null;

    /// <summary>An owner is named with their role; where none is known, with their team.</summary>
    private Person Titled(Person person, Escalation escalation) =>
        person.Title is null && escalation.Teams.Count > 0 ? person with { Title = playbook.FindTeam(escalation.Teams[0])?.Title } : person;

    private static Dictionary<BriefSection, string> Sections(ButtonData button) => BriefSections.All
        .Select(section => (section, Text: button.Text(section.Key())))
        .Where(s => s.Text is not null)
        .ToDictionary(s => s.section, s => s.Text!);

    private static string? Line(ButtonData button, string name) =>
        button.Text(name)?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, Interview.LongestAnswer)] : null;

    private static PressResult Note(Response outcome, string done) =>
        outcome is { IsRefusal: true, Say: { } why } ? PressResult.Say(why) : PressResult.Show(Remark(outcome.Say ?? done));

    private static NoteFace Remark(string text) => new(text) { Summary = text };
}
