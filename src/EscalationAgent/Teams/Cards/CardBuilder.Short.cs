using Escalations;
using Escalations.Access;
using Escalations.UseCases;

namespace EscalationAgent.Teams.Cards;

/// <content>The same brief for each audience (R19, R20).</content>
internal sealed partial class CardBuilder
{
    /// <summary>A line for each section, and one for what is at stake: the whole brief, for those who want it in short.</summary>
    private static IReadOnlyList<TitledText> InShort(Brief brief)
    {
        var atStake = AtStake(brief);
        var lines = BriefSections
            .All.Where(section => section != BriefSection.Headline && Passage(brief, section, []) is not null)
            .Select(section => $"**{ShortTitle(section)}**: {Passage(brief, section, [])!.Text}")
            .ToList();
        if (brief.Context is { } context)
        {
            lines.Insert(0, Words.Say("short.csm_adds", CardFormat.Escape(context)));
        }

        lines.Insert(
            lines.Count - (brief.TextOf(BriefSection.Recommendation) is null ? 0 : 1),
            Words.Say("short.at_stake", (atStake.Count == 0 ? Words.Say("short.no_figures") : string.Join(", ", atStake)))
        );
        return [new(Words.Say("short.title"), string.Join("\n\n", lines))];
    }

    private static string ShortTitle(BriefSection section) =>
        section switch
        {
            BriefSection.CustomerImpact => Words.Say("short.impact"),
            BriefSection.SpecificAsk => Words.Say("short.ask"),
            BriefSection.CustomerCommunication => Words.Say("fact.customer"),
            BriefSection.CommercialContext => Words.Say("short.commercial"),
            _ => section.ReaderTitle(),
        };

    /// <summary>What may be lost, each in a few words.</summary>
    private static IReadOnlyList<string> AtStake(Brief brief) =>
        [
            .. brief.ArrAtRisk is { } arr ? [Words.Say("short.arr", CardFormat.Of(arr))] : Array.Empty<string>(),
            .. brief.Renewal is { } renewal ? [Words.Say("short.renewal", CardFormat.Of(renewal))] : Array.Empty<string>(),
            .. brief.Sentiment is { } sentiment ? [Words.Say("short.customer", DomainWords.InSentence(CardFormat.Of(sentiment)))] : Array.Empty<string>(),
        ];

    /// <summary>What the receiving teams will not see, for the CSM who sends it; a place that several share is named by the one that decides there.</summary>
    private (string? Text, string? Title) LeftOut(Escalation escalation, IReadOnlyList<Team> teams, IReadOnlyList<Binding> bindings)
    {
        var routed = escalation with { Assignment = escalation.Assignment with { Teams = [.. teams.Select(t => t.Key)] } };
        var readers = teams
            .DistinctBy(team => bindings.FirstOrDefault(b => b.Team == team.Key)?.To ?? (object)team)
            .Select(team =>
                (
                    Title: playbooks.InReaderLanguage(team.Title),
                    Audience: bindings.FirstOrDefault(b => b.Team == team.Key)?.To is { } place
                        ? TeamDirectory.AudienceAt(place, routed, playbooks.Of(escalation), bindings)
                        : team.Audience
                )
            )
            .Where(reader => AudienceView.LeftOut(reader.Audience) is not null)
            .ToList();
        if (readers.Count == 0)
        {
            return (null, null);
        }

        var kept = readers
            .GroupBy(reader => reader.Audience, reader => reader.Title)
            .Select(same => (Readers: string.Join(Words.Say("and"), same), Sentences: ReleaseSentences.NotSeen(escalation.Brief, same.Key)))
            .ToList();
        string[] lines =
        [
            string.Join(' ', readers.Select(reader => Words.Say("notseen.sees", reader.Title, AudienceView.LeftOut(reader.Audience)))),
            .. kept.Where(same => same.Sentences.Count > 0).Select(same => NotSeen(same.Readers, same.Sentences)),
        ];
        return (string.Join("\n\n", lines), Title(kept.Max(same => same.Sentences.Count), string.Join(Words.Say("and"), kept.Select(same => same.Readers))));
    }

    private static string Title(int sentences, string readers) =>
        sentences == 0 ? Words.Say("notseen.kinds", readers) : Words.Count("notseen.title", sentences, readers);

    /// <summary>Each sentence by its words; those of the commercial context, which is theirs in no case, by their number.</summary>
    private static string NotSeen(string readers, IReadOnlyList<WithheldSentence> kept)
    {
        const int Shown = 12;
        var (quoted, business) = (
            kept.Where(s => s.Section != BriefSection.CommercialContext).ToList(),
            kept.Count(s => s.Section == BriefSection.CommercialContext)
        );
        string[] named =
        [
            .. quoted.Take(Shown).Select(s => Quoted(s.Text)),
            .. quoted.Count > Shown ? [Words.Say("more", quoted.Count - Shown)] : Array.Empty<string>(),
            .. business > 0 ? [Words.Count("notseen.commercial", business)] : Array.Empty<string>(),
        ];
        return Words.Say("notseen.text", readers, string.Join(", ", named));
    }
}
