namespace Escalations.Drafting;

/// <summary>An escalation, and what happened to it, as one audience may read it (R19, R20). Updates and reviews are written for everybody and stay as they are.</summary>
public sealed class AudienceView
{
    /// <summary>The sections that executives read; the others tell how the work goes.</summary>
    private static readonly IReadOnlyList<BriefSection> ForExecutives =
    [
        BriefSection.Headline, BriefSection.CustomerImpact, BriefSection.SpecificAsk, BriefSection.CustomerCommunication, BriefSection.CommercialContext, BriefSection.Recommendation,
    ];

    private const int LongestLine = 160;

    private readonly Audience audience;
    private readonly Withheld? withheld;
    private readonly Cutting? cutting;

    /// <param name="brief">The whole brief: what is known of the money helps to find it in texts.</param>
    public AudienceView(Audience audience, Brief brief)
    {
        this.audience = audience;
        withheld = audience switch
        {
            Audience.Technical => new WithheldBusiness(brief.ArrAtRisk?.Amount),
            Audience.Executive => new WithheldDetail(),
            _ => null,
        };
        cutting = withheld is null ? null : new(withheld);
    }

    /// <summary>What an audience will not see, for the one who writes: "without revenue, renewal and mood"; null when it sees all.</summary>
    public static string? LeftOut(Audience audience) => audience switch
    {
        Audience.Technical => "without revenue, renewal and mood",
        Audience.Executive => "in a few lines, without technical detail and ticket numbers",
        _ => null,
    };

    public Escalation Of(Escalation escalation) => withheld is null ? escalation : escalation with
    {
        Brief = Of(escalation.Brief),
        Notes = [],
        LastDraft = null,
        Suggestion = null,
        Decision = escalation.Decision is { } decision ? decision with { Because = Text(decision.Because) } : null,
        SentBackBecause = Text(escalation.SentBackBecause),
        RoutedAgainBecause = Text(escalation.RoutedAgainBecause),
        Pause = escalation.Pause is { } pause ? pause with { Because = Words(pause.Because) } : null,
        Held = [.. escalation.Held.Select(held => held with { Because = Words(held.Because) })],
        Resolution = escalation.Resolution is { } resolution ? resolution with { What = Words(resolution.What) } : null,
    };

    public RecordedEvent Of(RecordedEvent happened) => withheld is null ? happened : happened with { What = Of(happened.What) };

    public IReadOnlyList<RecordedEvent> Of(IReadOnlyList<RecordedEvent> history) => withheld is null ? history : [.. history.Select(Of)];

    public Brief Of(Brief brief)
    {
        if (withheld is null)
        {
            return brief;
        }

        var isShort = audience == Audience.Executive;
        var shown = isShort ? ForExecutives : [.. BriefSections.All.Where(s => s != BriefSection.CommercialContext)];
        return new()
        {
            Account = brief.Account,
            Skipped = brief.Skipped,
            IsInShort = isShort,
            ArrAtRisk = isShort ? brief.ArrAtRisk : null,
            Renewal = isShort ? brief.Renewal : null,
            Sentiment = isShort ? brief.Sentiment : null,
            Context = Text(brief.Context) is { } context && context != withheld.Rest ? (isShort ? Line(context) : context) : null,
            Passages = shown.Where(brief.Passages.ContainsKey).ToDictionary(s => s, s => brief.Passages[s] with { Text = Passage(brief, s, isShort), Unproven = [], Confirmed = [] }),
        };
    }

    private string Passage(Brief brief, BriefSection section, bool isShort)
    {
        var text = Words(brief.Passages[section].Text);
        if (section == BriefSection.Headline && text == withheld!.Rest)
        {
            text = $"{(brief.Account is { } account ? $"A matter of {account}." : "A customer's matter.")} {withheld.Rest}";
        }

        return isShort ? Line(text) : text;
    }

    private EscalationEvent Of(EscalationEvent what) => what switch
    {
        NotesTaken e => e with { Text = Words(e.Text) },
        SectionWritten e => e with { Text = Words(e.Text), Unproven = null },
        ContextAdded e => e with { Text = Text(e.Text) },
        FactsChecked e => e with { Confirmed = [], Removed = [], Text = Text(e.Text) },
        ContradictionSettled e => e with { Quote = Text(e.Quote) },
        DraftMade e => e with { LeftOut = [], Contradictions = [], Duplicates = [], Missing = [] },
        AnswerChallenged e => e with { Text = Words(e.Text) },
        ClassificationDecided e => e with { Because = Text(e.Because) },
        Routed e => e with { AgainBecause = Text(e.AgainBecause) },
        Acknowledged or WorkStarted or UpdatePosted or ReviewPublished => what,
        HandedOver e => e with { Because = Text(e.Because) },
        Returned e => e with { Because = Words(e.Because) },
        Resolved e => e with { What = Words(e.What) },
        Reopened e => e with { Because = Words(e.Because) },
        Closed e => e with { Remark = Text(e.Remark) },
        Withdrawn e => e with { Because = Text(e.Because) },
        PushedHarder e => e with { Remark = Text(e.Remark) },
        TimelineAccepted e => e with { Remark = Text(e.Remark) },
        OtherPathChosen e => e with { Remark = Text(e.Remark) },
        ClockPaused e => e with { Because = Words(e.Because) },
        RemindersHeld e => e with { Because = Words(e.Because) },
        Reclassified e => e with { Because = Words(e.Because) },
        CustomerTold e => e with { Text = Text(e.Text) },
        _ => what,
    };

    private string? Text(string? text) => text is null ? null : Words(text);

    private string Words(string text) => cutting!.Of(text);

    /// <summary>As much of a text as one line holds, in whole sentences where that is possible.</summary>
    private static string Line(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= LongestLine)
        {
            return line;
        }

        var whole = "";
        foreach (var sentence in Parts.Sentences(line))
        {
            if ((whole + sentence.TrimEnd()).Length > LongestLine)
            {
                break;
            }

            whole += sentence;
        }

        return whole.Length > 0 ? whole.TrimEnd() : $"{line.AsSpan(0, line.LastIndexOf(' ', LongestLine - 1) is var space and > 0 ? space : LongestLine - 1)}…";
    }
}
