using Escalations;
using Escalations.UseCases;
using TeamsBot.Cards;

namespace EscalationAgent.Teams.Cards;

/// <summary>The forms of what a CSM can choose in place of routing a brief.</summary>
internal static class ChoiceForms
{
    private const int LongestHeadline = 90;

    /// <summary>Asks what they will do about it without a team.</summary>
    public static FormCard Handle(Escalation escalation) =>
        Forms.Form(
            escalation,
            Words.Say("button.handle"),
            Verbs.Handle,
            texts: [new("because", Words.Say("form.handle.because"), Words.Say("form.handle.hint"), Multiline: false)]
        );

    /// <summary>Asks which open escalation shall stand for the brief too, and what its team should know.</summary>
    /// <param name="open">Those that can.</param>
    /// <param name="chosen">The one that the CSM pressed.</param>
    public static FormCard Combine(Escalation escalation, IReadOnlyList<SimilarEscalation> open, EscalationId chosen) =>
        Forms.Form(
            escalation,
            Words.Say("button.combine"),
            Verbs.Combine,
            notice: Words.Say("form.combine.text"),
            choices:
            [
                new(
                    "other",
                    Words.Say("form.combine.with"),
                    chosen.ToString(),
                    [.. open.Select(similar => new ChoiceOption(CardText.Plain(Named(similar.Escalation)), similar.Escalation.Id.ToString()))],
                    "expanded"
                ),
            ],
            texts: [new("because", Words.Say("form.combine.remark"), Words.Say("form.optional"), Required: false)]
        );

    private static string Named(Escalation escalation) => $"{escalation.Id} · {CardFormat.Short(CardFormat.Headline(escalation), LongestHeadline)}";
}
