using System.Security.Cryptography;
using System.Text;
using Escalations;
using Escalations.Drafting;
using Escalations.Ports;
using Escalations.UseCases;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams;

/// <summary>
/// Notices when somebody edits or deletes a message that has been read. Records are not rewritten behind their writer's
/// back: they hear what the first version came to, and how to change that.
/// </summary>
internal sealed class Corrections(IEscalations escalations, IEscalationQueries queries, SayAnswer say)
{
    /// <summary>How many of a person's escalations are searched for a message; people correct what they have just written.</summary>
    private const int Latest = 10;

    /// <summary>An edit that changes no words, as when Teams adds the preview of a link, is passed over.</summary>
    public async Task HearEditAsync(TurnContext caller, string now, CancellationToken cancel)
    {
        if (!caller.IsPersonal)
        {
            await SayAsync(caller, now, "I saw the edit. I act on messages as they were first sent, so please say it again in a new one.", cancel);
            return;
        }

        var came = await FindAsync(caller, cancel);
        if (came is not { } found)
        {
            await SayAsync(caller, now, "I saw the edit. I act on messages as they were first sent, so please send it again as a new one.", cancel);
        }
        else if (Lines(TextOf(found.What)) is var before && !before.SequenceEqual(Lines(WithoutCommand(now, found.What))))
        {
            await SayAsync(caller, now, Edited(found.Escalation, found.What, now), cancel);
        }
    }

    public async Task HearDeletionAsync(TurnContext caller, CancellationToken cancel)
    {
        if (caller.IsPersonal && await FindAsync(caller, cancel) is { Escalation: var escalation, What: var what })
        {
            await SayAsync(
                caller,
                "deleted",
                escalation.Status == Status.Draft
                    ? $"I saw that you deleted the message. {escalation.Id} still holds what it said: {HowToChange(what, [])}, or `cancel` "
                        + $"to take the whole brief back."
                    : $"I saw that you deleted the message. {escalation.Id} was made of it and has been {Became(escalation)}; what is on record stays.",
                cancel
            );
        }
    }

    private static string Edited(Escalation escalation, EscalationEvent what, string now)
    {
        if (escalation.Status != Status.Draft)
        {
            return $"I saw the edit. {escalation.Id} has been {Became(escalation)}, so its brief stays as it is; tell the team in the thread of its card.";
        }

        var touched = what is NotesTaken notes ? EditedNotes.SectionsTouched(escalation.Brief, notes.Text, now) : [];
        return $"I saw the edit. {escalation.Id} still holds what you wrote first: {HowToChange(what, touched)} to bring it into the brief.";
    }

    private static string HowToChange(EscalationEvent what, IReadOnlyList<BriefSection> touched) =>
        what switch
        {
            SectionExtended e => $"say `edit {e.Section.Title().ToLowerInvariant()}`",
            SectionWritten e => $"say `edit {e.Section.Title().ToLowerInvariant()}`",
            AnswerChallenged e => $"say `edit {e.Section.Title().ToLowerInvariant()}`",
            AccountNamed => "say `account:` and the name",
            _ when touched.Count > 0 => $"say {string.Join(" and ", touched.Select(s => $"`edit {s.Title().ToLowerInvariant()}`"))}",
            _ => "say `edit` and the section, or send the changed part after `notes:`",
        };

    private static string Became(Escalation escalation) => escalation.RoutedAt is not null ? "routed" : escalation.Status.Title().ToLowerInvariant();

    /// <summary>The first thing that came of the message in one of the person's latest escalations.</summary>
    private async Task<(Escalation Escalation, EscalationEvent What)?> FindAsync(TurnContext caller, CancellationToken cancel)
    {
        if (caller.Delivery is not { } delivery)
        {
            return null;
        }

        foreach (var escalation in await queries.ListAsync(caller.Tenant, [], caller.Person.Id, Latest, cancel))
        {
            var came = (await escalations.HistoryAsync(caller.Tenant, escalation.Id, cancel))
                .Select(HashChain.Open)
                .Where(e => e.Cause == delivery && e.By.IsHuman && TextOf(e.What) is not null)
                .ToList();
            if (came.Count > 0)
            {
                return (escalation, came[0].What);
            }
        }

        return null;
    }

    private static string? TextOf(EscalationEvent what) =>
        what switch
        {
            NotesTaken e => e.Text,
            SectionWritten e => e.Text,
            SectionExtended e => e.Text,
            AnswerChallenged e => e.Text,
            AccountNamed e => e.Account,
            _ => null,
        };

    /// <summary>The message without the word that made a command of it.</summary>
    private static string WithoutCommand(string now, EscalationEvent what) =>
        ChatCommand.Parse(now) switch
        {
            Escalate { Notes: { } notes } when what is NotesTaken => notes,
            Notes notes when what is NotesTaken => notes.Text,
            Account account when what is AccountNamed => account.Name,
            _ => now,
        };

    private static IEnumerable<string> Lines(string? text) => (text ?? "").Split('\n').Select(TypedText.Plain).Where(line => line.Length > 0);

    /// <summary>Each version of a message is answered once.</summary>
    private Task<Response> SayAsync(TurnContext caller, string version, string words, CancellationToken cancel)
    {
        var delivery = caller.Delivery is { } message ? $"{message}|{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version)))[..16]}" : null;
        return say.HandleAsync(caller.Saying with { Delivery = delivery }, [new(caller.ReplyTo, new TextMessage(words))], cancel);
    }
}
