using TextAnalysis.Redaction;
using TextAnalysis.Tokens;

namespace Escalations.Access;

/// <summary>An escalation, and what happened to it, as one audience may read it (R19, R20). Updates and reviews are written for everybody and stay as they are.</summary>
public sealed partial class AudienceView
{
    /// <summary>The sections that executives read; the others tell how the work goes.</summary>
    private static readonly IReadOnlyList<BriefSection> ForExecutives =
    [
        BriefSection.Headline, BriefSection.CustomerImpact, BriefSection.SpecificAsk, BriefSection.CustomerCommunication, BriefSection.CommercialContext, BriefSection.Recommendation,
    ];

    private const int LongestLine = 160;

    private readonly Audience audience;
    private readonly bool showsSecrets;
    private readonly Lazy<IReadOnlyList<string>> known;
    private readonly RedactionRule? withheld;
    private readonly Redactor? redactor;

    /// <param name="brief">The whole brief: what is known of the money helps to find it in texts, and what its CSM released is read.</param>
    public AudienceView(Audience audience, Brief brief)
        : this(audience, brief, showsSecrets: false)
    {
    }

    private AudienceView(Audience audience, Brief brief, bool showsSecrets)
    {
        this.audience = audience;
        this.showsSecrets = showsSecrets;
        known = new(() => InBrief(brief));
        withheld = audience switch
        {
            Audience.Technical => new BusinessRule(brief.ArrAtRisk?.Amount),
            Audience.Executive => new TechnicalRule(),
            _ => null,
        };
        redactor = withheld is null ? null : new(withheld, [.. brief.Released.Where(r => r.Audience == audience).SelectMany(r => r.Sentences).Select(Hidden)]);
    }

    /// <summary>What an audience will not see, for the one who writes: "without revenue, renewal and mood"; null when it sees all.</summary>
    public static string? LeftOut(Audience audience) => audience switch
    {
        Audience.Technical => "without revenue, renewal and mood",
        Audience.Executive => "in a few lines, without technical detail and ticket numbers",
        _ => null,
    };

    /// <summary>The sentences that an audience will not read, or not whole: what its CSM released counts as withheld here. A section that is business as a whole has all of its own among them.</summary>
    public static IReadOnlyList<WithheldSentence> WithheldFrom(Audience audience, Brief brief)
    {
        var view = new AudienceView(audience, brief with { Released = [] }, showsSecrets: true);
        return view.redactor is not { } cut ? [] :
        [
            .. view.Sections.Where(brief.Passages.ContainsKey).SelectMany(section => cut.Cuts(brief.TextOf(section)!).Select(sentence => new WithheldSentence(section, sentence))),
            .. brief.Context is { } context ? cut.Cuts(context).Select(sentence => new WithheldSentence(null, sentence)) : [],
            .. view.WholeSections.Where(brief.Passages.ContainsKey).SelectMany(section => Redactor.Sentences(brief.TextOf(section)!).Select(sentence => new WithheldSentence(section, sentence))),
        ];
    }

    /// <summary>The sections that the audience reads.</summary>
    private IReadOnlyList<BriefSection> Sections => audience switch
    {
        Audience.Executive => ForExecutives,
        Audience.Technical => [.. BriefSections.All.Except(WholeSections)],
        _ => BriefSections.All,
    };

    /// <summary>The sections of which the audience reads only what was released to it.</summary>
    private IReadOnlyList<BriefSection> WholeSections => audience == Audience.Technical ? [BriefSection.CommercialContext] : [];

    public Escalation Of(Escalation escalation) => ownReader is { } own ? InOwnChat(escalation, own) : escalation with
    {
        Brief = Of(escalation.Brief),
        Notes = [],
        LastDraft = null,
        Suggestion = withheld is null && escalation.Suggestion is { } suggestion ? suggestion with { CategoryReasons = [], SeverityReasons = [] } : null,
        LastUpdate = escalation.LastUpdate is { } update ? Of(update) : null,
        Review = escalation.Review is { } review ? Of(review) : null,
        Decision = escalation.Decision is { } decision ? decision with { Because = Text(decision.Because) } : null,
        SentBackBecause = Text(escalation.SentBackBecause),
        RoutedAgainBecause = Text(escalation.RoutedAgainBecause),
        Pause = escalation.Pause is { } pause ? pause with { Because = Words(pause.Because) } : null,
        Held = [.. escalation.Held.Select(held => held with { Because = Words(held.Because) })],
        Resolution = escalation.Resolution is { } resolution ? resolution with { What = Words(resolution.What) } : null,
    };

    public RecordedEvent Of(RecordedEvent happened) => IsTheirs(happened) ? happened : happened with { What = Of(happened.What) };

    public IReadOnlyList<RecordedEvent> Of(IReadOnlyList<RecordedEvent> history) => [.. history.Select(Of)];

    /// <summary>A text of a form that its writer gets to see once more, in a place where others may read along.</summary>
    public UpdateAnswers Of(UpdateAnswers answers) => ownReader is not null ? answers : HiddenIn(answers);

    private UpdateAnswers HiddenIn(UpdateAnswers answers) => new(Hidden(answers.Known), Hide(answers.Unknown), Hidden(answers.Next), Hidden(answers.NextUpdate), Hide(answers.Meanwhile));

    /// <inheritdoc cref="Of(UpdateAnswers)"/>
    public ReviewAnswers Of(ReviewAnswers answers) => ownReader is not null ? answers : HiddenIn(answers);

    private ReviewAnswers HiddenIn(ReviewAnswers answers) => new(Hidden(answers.Timeline), Hidden(answers.Impact), Hidden(answers.Decided), Hidden(answers.ToFix));

    public Brief Of(Brief brief)
    {
        if (ownReader is not null)
        {
            return wroteBrief ? brief : Concealed(brief);
        }

        if (withheld is null)
        {
            return brief with
            {
                Account = Hide(brief.Account),
                Context = Hide(brief.Context),
                Challenged = null,
                Settled = [],
                Released = [],
                Passages = brief.Passages.ToDictionary(p => p.Key, p => p.Value with { Text = Hidden(p.Value.Text), Unproven = [], Confirmed = [] }),
            };
        }

        var isShort = audience == Audience.Executive;
        return new()
        {
            Account = Hide(brief.Account),
            Skipped = brief.Skipped,
            IsInShort = isShort,
            ArrAtRisk = isShort ? brief.ArrAtRisk : null,
            Renewal = isShort ? brief.Renewal : null,
            Sentiment = isShort ? brief.Sentiment : null,
            Context = Text(brief.Context) is { } context && context != withheld.Rest ? (isShort ? Line(context) : context) : null,
            Passages = Sections.Concat(WholeSections).Where(brief.Passages.ContainsKey)
                .Select(s => (Section: s, Text: WholeSections.Contains(s) ? redactor!.OnlyReleased(Hidden(brief.Passages[s].Text)) : Passage(brief, s, isShort)))
                .Where(p => p.Text is not null)
                .ToDictionary(p => p.Section, p => brief.Passages[p.Section] with { Text = p.Text!, Unproven = [], Confirmed = [] }),
        };
    }

    private string Passage(Brief brief, BriefSection section, bool isShort)
    {
        var text = Words(brief.Passages[section].Text);
        if (section == BriefSection.Headline && text == withheld!.Rest)
        {
            text = $"{(Hide(brief.Account) is { } account ? $"A matter of {account}." : "A customer's matter.")} {withheld.Rest}";
        }

        return isShort ? Line(text) : text;
    }

    private EscalationEvent Of(EscalationEvent what) => what switch
    {
        NotesTaken e => e with { Text = Words(e.Text) },
        SectionWritten e => e with { Text = Words(e.Text), Unproven = null },
        ContextAdded e => e with { Text = Text(e.Text) },
        FactsChecked e when withheld is null => e with { Confirmed = [.. e.Confirmed.Select(Hidden)], Removed = [.. e.Removed.Select(Hidden)], Text = Hide(e.Text) },
        FactsChecked e => e with { Confirmed = [], Removed = [], Text = Text(e.Text) },
        // Values of revenue and renewal are business; that it was settled is not.
        ContradictionSettled e when withheld is not null => e with
        {
            About = e.About.Any(char.IsAsciiDigit) ? "a figure" : Hidden(e.About),
            Quote = e.Quote is null ? null : Text(e.Quote) is { } cut && (e.Value is not { Length: > 0 } value || !cut.Contains(value, StringComparison.Ordinal)) ? cut : "",
            Value = null,
            Among = null,
        },
        ContradictionSettled e => e with { About = e.About.Any(char.IsAsciiDigit) ? Words(e.About) : Hidden(e.About), Quote = Text(e.Quote), Value = Text(e.Value), Among = null },
        SentencesReleased e => e with { Sentences = [.. e.Sentences.Select(Words)] },
        DraftMade e => e with { LeftOut = [], Contradictions = [], Duplicates = [], Missing = [] },
        AccountNamed e => e with { Account = Hidden(e.Account) },
        CommercialFactsFound e => withheld is BusinessRule ? e with { ArrAtRisk = null, Renewal = null } : e,
        ClassificationSuggested e => e with { Suggestion = e.Suggestion with { CategoryReasons = [], SeverityReasons = [] } },
        AnswerChallenged e => e with { Text = Words(e.Text), Why = Words(e.Why) },
        ClassificationDecided e => e with { Because = Text(e.Because) },
        Routed e => e with { AgainBecause = Text(e.AgainBecause) },
        UpdatePosted e => Of(e),
        ReviewPublished e => Of(e),
        CsmReassigned e => e with { Because = Text(e.Because) },
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
        Retimed e => e with { Because = Hidden(e.Because) },
        DeliveryFailed e => e with { Where = Hidden(e.Where), Why = Hidden(e.Why) },
        // Nobody wrote a text for these: ids, people, places of the playbook, times.
        DraftStarted or SectionSkipped or SectionReopened or SectionKept or SentimentNoted or WriterAsked or RoutingHeld or Acknowledged or WorkStarted or Stalled or Restored
            or Reminded or AlarmsDeferred or EscalatedUp or NobodyAbove or ClockResumed => what,
        _ => throw new ArgumentException($"It is not known what an audience may read of {what.GetType().Name}.", nameof(what)),
    };

    /// <summary>The team's own words to everybody: only secrets are hidden in them.</summary>
    private UpdatePosted Of(UpdatePosted update) => update with { Text = Hidden(update.Text), Answers = update.Answers is { } answers ? HiddenIn(answers) : null };

    private ReviewPublished Of(ReviewPublished review) => new(HiddenIn(review.Answers));

    private string? Hide(string? text) => text is null ? null : Hidden(text);

    private string Hidden(string text) => showsSecrets ? text : Secrets.Hide(text, known.Value);

    /// <summary>All secrets of a brief: what one section tells must not be read in another.</summary>
    public static IReadOnlyList<string> InBrief(Brief brief) => [.. brief.Passages.Values.Select(p => p.Text).Append(brief.Context ?? "").SelectMany(Secrets.In).Distinct()];

    private string? Text(string? text) => text is null ? null : Words(text);

    private string Words(string text) => redactor is null ? Hidden(text) : redactor.Of(Hidden(text));

    /// <summary>As much of a text as one line holds, in whole sentences where that is possible.</summary>
    private static string Line(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= LongestLine)
        {
            return line;
        }

        var whole = "";
        foreach (var sentence in SentenceSplitter.Sentences(line))
        {
            if ((whole + sentence.TrimEnd()).Length > LongestLine)
            {
                break;
            }

            whole += sentence;
        }

        return whole.Length > 0 ? whole.TrimEnd() : $"{Graphemes.Head(line, line.LastIndexOf(' ', LongestLine - 1) is var space and > 0 ? space : LongestLine - 1)}…";
    }
}

/// <summary>A sentence that an audience will not read, or not whole.</summary>
/// <param name="Section">Where it is; null for what the CSM adds when they decide.</param>
/// <param name="Text">As it is written.</param>
public sealed record WithheldSentence(BriefSection? Section, string Text);
