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
            await SayAsync(caller, now, Words.Say("edited.public"), cancel);
            return;
        }

        var came = await FindAsync(caller, cancel);
        if (came is not { } found)
        {
            await SayAsync(caller, now, Words.Say("edited.unknown"), cancel);
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
                    ? Words.Say("deleted.draft", escalation.Id, HowToChange(what, []))
                    : Words.Say("deleted.routed", escalation.Id, Became(escalation)),
                cancel
            );
        }
    }

    private static string Edited(Escalation escalation, EscalationEvent what, string now)
    {
        if (escalation.Status != Status.Draft)
        {
            return Words.Say("edited.routed", escalation.Id, Became(escalation));
        }

        var touched = what is NotesTaken notes ? EditedNotes.SectionsTouched(escalation.Brief, notes.Text, now) : [];
        return Words.Say("edited.draft", escalation.Id, HowToChange(what, touched));
    }

    private static string HowToChange(EscalationEvent what, IReadOnlyList<BriefSection> touched) =>
        what switch
        {
            SectionExtended e => Words.Say("edited.section", DomainWords.InSentence(e.Section.ReaderTitle())),
            SectionWritten e => Words.Say("edited.section", DomainWords.InSentence(e.Section.ReaderTitle())),
            AnswerChallenged e => Words.Say("edited.section", DomainWords.InSentence(e.Section.ReaderTitle())),
            AccountNamed => Words.Say("edited.account"),
            _ when touched.Count > 0 => Words.Say(
                "edited.sections",
                string.Join(Words.Say("and"), touched.Select(s => Words.Say("edited.one", DomainWords.InSentence(s.ReaderTitle()))))
            ),
            _ => Words.Say("edited.any"),
        };

    private static string Became(Escalation escalation) =>
        escalation.RoutedAt is not null ? Words.Say("status.routed_word") : DomainWords.InSentence(escalation.Status.ReaderTitle());

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
            PerhapsEscalate { Notes: var notes } when what is NotesTaken => notes,
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
