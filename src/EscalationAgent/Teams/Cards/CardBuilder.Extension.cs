using Escalations;
using Escalations.Deadlines;
using Escalations.Intake;
using TeamsBot.Activities;

namespace EscalationAgent.Teams.Cards;

/// <content>What is shown where the bot is not: the dialog in which a message is escalated, and the card that a search puts into a message.</content>
internal sealed partial class CardBuilder
{
    /// <summary>The dialog in which a message is escalated, or a brief begun from scratch.</summary>
    /// <param name="source">Where the message is from; null from scratch.</param>
    /// <param name="message">Null from scratch.</param>
    /// <param name="draft">The brief that is worked on; null for none.</param>
    /// <param name="zone">The reader's IANA zone; null when unknown.</param>
    public static DialogCard Dialog(MessageSource? source, MessagePayload? message, Escalation? draft, string? zone)
    {
        DialogButton Button(string title, string verb, string style, string id = "") =>
            new(title, verb, style, id, source?.Author ?? "", source?.Sent ?? "", source?.Subject ?? "", source?.Link ?? "");
        string[] from =
        [
            .. message?.Author is { } author ? [$"**{CardFormat.Escape(CardFormat.Short(author, 100))}**"] : Array.Empty<string>(),
            .. message?.Sent is { } sent ? [DueText.For(sent, zone)] : Array.Empty<string>(),
        ];
        return new(
            Words.Say(message is null ? "extension.title" : "extension.title.message"),
            Words.Say("extension.lead"),
            [
                .. from.Length == 0 ? [] : new[] { new CardLine(Words.Say("extension.from", string.Join(", ", from))) },
                .. message is { Text.Length: 0 } ? [new CardLine(Words.Say("extension.no_words"))] : Array.Empty<CardLine>(),
                .. message is { Files.Count: > 0 } ? [new CardLine(Answers.NotTaken(message.Files))] : Array.Empty<CardLine>(),
                .. draft is not null && source is { Link.Length: > 0 } && draft.Draft.MessageLink == source.Link
                    ? [new CardLine(Words.Say("extension.same", draft.Id))]
                    : Array.Empty<CardLine>(),
            ],
            message?.Text ?? "",
            Interview.LongestNotes,
            [
                Button(Words.Say("offer.start"), Verbs.UseNotes, "positive"),
                .. draft is null ? [] : new[] { Button(Words.Say("offer.add", draft.Id), Verbs.AddNotes, "default", draft.Id.ToString()) },
            ]
        )
        {
            Summary = Words.Say("extension.title"),
        };
    }

    /// <summary>That there is an escalation, for people of whom nothing is known: nothing of what it is about.</summary>
    public static ReferenceCard Reference(Escalation escalation) =>
        new(
            escalation.Id.ToString(),
            escalation.Decision is { } d ? CardFormat.Of(d.Severity) : null,
            CardFormat.StyleOf(escalation.Decision?.Severity, escalation.Status.IsEnded()),
            CardFormat.ColorOf(escalation.Decision?.Severity, escalation.Status.IsEnded()),
            escalation.Status.ReaderTitle(),
            CardFormat.ColorOf(escalation.Status)
        )
        {
            Summary = escalation.Id.ToString(),
        };
}

/// <summary>Where a message is from, as its notes say it; each is empty when it is not known.</summary>
/// <param name="Sent">Day and time, UTC.</param>
internal sealed record MessageSource(string Author, string Sent, string Subject, string Link);
