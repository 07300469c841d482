using TextAnalysis.Redaction;
using TextAnalysis.Tokens;

namespace Escalations.Access;

/// <summary>
/// An escalation, and what happened to it, as one audience may read it (R19, R20). Updates and reviews are written for everybody
/// and stay as they are.
/// </summary>
public sealed partial class AudienceView : IAudienceFilter
{
    /// <summary>The sections that executives read; the others tell how the work goes.</summary>
    private static readonly IReadOnlyList<BriefSection> ForExecutives =
    [
        BriefSection.Headline,
        BriefSection.CustomerImpact,
        BriefSection.SpecificAsk,
        BriefSection.CustomerCommunication,
        BriefSection.CommercialContext,
        BriefSection.Recommendation,
    ];

    private const int LongestLine = 160;

    private readonly Audience audience;
    private readonly bool showsSecrets;
    private readonly Lazy<IReadOnlyList<string>> known;
    private readonly RedactionRule? withheld;
    private readonly Redactor? redactor;

    /// <param name="brief">The whole brief: what is known of the money helps to find it in texts, and what its CSM released is read.</param>
    public AudienceView(Audience audience, Brief brief)
        : this(audience, brief, showsSecrets: false) { }

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
    public static string? LeftOut(Audience audience) =>
        audience switch
        {
            Audience.Technical => DomainWords.Say("audience.technical.without"),
            Audience.Executive => DomainWords.Say("audience.executive.without"),
            _ => null,
        };

    /// <summary>
    /// The sentences that an audience will not read, or not whole: what its CSM released counts as withheld here. A section that is
    /// business as a whole has all of its own among them.
    /// </summary>
    public static IReadOnlyList<WithheldSentence> WithheldFrom(Audience audience, Brief brief)
    {
        var view = new AudienceView(audience, brief with { Released = [] }, showsSecrets: true);
        return view.redactor is not { } cut
            ? []
            :
            [
                .. view
                    .Sections.Where(brief.Passages.ContainsKey)
                    .SelectMany(section => cut.Cuts(brief.TextOf(section)!).Select(sentence => new WithheldSentence(section, sentence))),
                .. brief.Context is { } context ? cut.Cuts(context).Select(sentence => new WithheldSentence(null, sentence)) : [],
                .. view
                    .WholeSections.Where(brief.Passages.ContainsKey)
                    .SelectMany(section => Redactor.Sentences(brief.TextOf(section)!).Select(sentence => new WithheldSentence(section, sentence))),
            ];
    }

    /// <summary>The sentences of a text that an audience would not read if they stood in the brief.</summary>
    public static IReadOnlyList<string> CutFrom(Audience audience, Brief brief, string text) =>
        new AudienceView(audience, brief with { Released = [] }, showsSecrets: true).redactor?.Cuts(text).ToList() ?? [];

    /// <summary>The sections that the audience reads.</summary>
    private IReadOnlyList<BriefSection> Sections =>
        audience switch
        {
            Audience.Executive => ForExecutives,
            Audience.Technical => [.. BriefSections.All.Except(WholeSections)],
            _ => BriefSections.All,
        };

    /// <summary>The sections of which the audience reads only what was released to it.</summary>
    private IReadOnlyList<BriefSection> WholeSections => audience == Audience.Technical ? [BriefSection.CommercialContext] : [];

    public Escalation Of(Escalation escalation) =>
        ownReader is { } own
            ? InOwnChat(escalation, own)
            : escalation with
            {
                Brief = Of(escalation.Brief),
                Draft = escalation.Draft with
                {
                    Notes = [],
                    Made = null,
                    SetAside = null,
                    Findings = null,
                    Suggestion =
                        withheld is null && escalation.Draft.Suggestion is { } suggestion
                            ? suggestion with
                            {
                                CategoryReasons = [],
                                SeverityReasons = [],
                            }
                            : null,
                },
                Decision = escalation.Decision is { } decision ? decision with { Because = Text(decision.Because) } : null,
                SentBackBecause = Text(escalation.SentBackBecause),
                Assignment = escalation.Assignment with { AgainBecause = Text(escalation.Assignment.AgainBecause) },
                Work = escalation.Work with
                {
                    LastUpdate = (UpdatePosted?)escalation.Work.LastUpdate?.ReadThrough(this),
                    Pause = escalation.Work.Pause is { } pause ? pause with { Because = Words(pause.Because) } : null,
                    Held = [.. escalation.Work.Held.Select(held => held with { Because = Words(held.Because) })],
                    Reproduction = (ReproductionReported?)escalation.Work.Reproduction?.ReadThrough(this),
                },
                Outcome = escalation.Outcome with
                {
                    Review = (ReviewPublished?)escalation.Outcome.Review?.ReadThrough(this),
                    Fixes = [.. escalation.Outcome.Fixes.Select(fix => fix with { What = Hidden(fix.What), Who = Hidden(fix.Who) })],
                    Resolution = (Resolved?)escalation.Outcome.Resolution?.ReadThrough(this),
                    Handling = Text(escalation.Outcome.Handling),
                },
                Decisions = [.. escalation.Decisions.Select(d => (DecisionLogged)d.ReadThrough(this))],
                Advice = [.. escalation.Advice.Select(a => a with { Text = Words(a.Text) })],
                Ticket = audience == Audience.Executive ? null : escalation.Ticket,
            };

    public RecordedEvent Of(RecordedEvent happened) => IsTheirs(happened) ? happened : happened with { What = happened.What.ReadThrough(this) };

    public IReadOnlyList<RecordedEvent> Of(IReadOnlyList<RecordedEvent> history) => [.. history.Select(Of)];

    /// <summary>A text of a form that its writer gets to see once more, in a place where others may read along.</summary>
    public UpdateAnswers Of(UpdateAnswers answers) => ownReader is not null ? answers : answers.With(Hidden);

    /// <inheritdoc cref="Of(UpdateAnswers)"/>
    public ReviewAnswers Of(ReviewAnswers answers) => ownReader is not null ? answers : answers.With(Hidden);

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
                Passages = brief.Passages.ToDictionary(
                    p => p.Key,
                    p => p.Value with { Text = Hidden(p.Value.Text), Unproven = [], Evidence = [], Confirmed = [] }
                ),
                NotKnown = [.. brief.NotKnown.Select(part => part with { Remark = Hide(part.Remark) })],
                Checklist = brief.Checklist.ToDictionary(a => a.Key, a => a.Value with { Text = Hidden(a.Value.Text) }),
            };
        }

        var isShort = audience == Audience.Executive;
        return new()
        {
            Form = brief.Form,
            Trigger = brief.Trigger,
            Account = Hide(brief.Account),
            Skipped = brief.Skipped,
            Checklist = isShort ? new Dictionary<string, ChecklistAnswer>() : Shown(brief.Checklist),
            NotKnown = [.. brief.NotKnown.Where(part => Sections.Contains(part.Section)).Select(part => part with { Remark = Text(part.Remark) })],
            IsInShort = isShort,
            ArrAtRisk = isShort ? brief.ArrAtRisk : null,
            Renewal = isShort ? brief.Renewal : null,
            Sentiment = isShort ? brief.Sentiment : null,
            Context = Text(brief.Context) is { } context && context != Rest ? (isShort ? Line(context) : context) : null,
            Passages = Sections
                .Concat(WholeSections)
                .Where(brief.Passages.ContainsKey)
                .Select(s =>
                    (Section: s, Text: WholeSections.Contains(s) ? redactor!.OnlyReleased(Hidden(brief.Passages[s].Text)) : Passage(brief, s, isShort))
                )
                .Where(p => p.Text is not null)
                .ToDictionary(p => p.Section, p => brief.Passages[p.Section] with { Text = p.Text!, Unproven = [], Evidence = [], Confirmed = [] }),
        };
    }

    private Dictionary<string, ChecklistAnswer> Shown(IReadOnlyDictionary<string, ChecklistAnswer> checklist) =>
        checklist.ToDictionary(a => a.Key, a => a.Value with { Text = Words(a.Value.Text) });

    private string Passage(Brief brief, BriefSection section, bool isShort)
    {
        var text = Words(brief.Passages[section].Text);
        if (section == BriefSection.Headline && text == Rest)
        {
            text = $"{(Hide(brief.Account) is { } account ? DomainWords.Say("audience.matter_of", account) : DomainWords.Say("audience.matter"))} {Rest}";
        }

        return isShort ? Line(text) : text;
    }

    bool IAudienceFilter.ReadsAll => withheld is null;

    bool IAudienceFilter.ReadsBusiness => withheld is not BusinessRule;

    string IAudienceFilter.Words(string text) => Words(text);

    string? IAudienceFilter.Text(string? text) => Text(text);

    string IAudienceFilter.Hidden(string text) => Hidden(text);

    private string? Hide(string? text) => text is null ? null : Hidden(text);

    private string Hidden(string text) => showsSecrets ? text : Secrets.Hide(text, known.Value);

    /// <summary>All secrets of a brief: what one section tells must not be read in another.</summary>
    public static IReadOnlyList<string> InBrief(Brief brief) =>
        [
            .. brief
                .Passages.Values.Select(p => p.Text)
                .Concat(brief.NotKnown.Select(part => part.Remark ?? ""))
                .Concat(brief.Checklist.Values.Select(a => a.Text))
                .Append(brief.Context ?? "")
                .SelectMany(Secrets.In)
                .Distinct(),
        ];

    private string? Text(string? text) => text is null ? null : Words(text);

    private string Words(string text) =>
        redactor is null ? Hidden(text)
        : redactor.Of(Hidden(text)) is var left && left == withheld!.Rest ? Rest
        : left;

    /// <summary>What stands in place of a text of which nothing is left.</summary>
    private string Rest => DomainWords.Say(withheld is BusinessRule ? "audience.rest.business" : "audience.rest.technical");

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

        return whole.Length > 0
            ? whole.TrimEnd()
            : $"{Graphemes.Head(line, line.LastIndexOf(' ', LongestLine - 1) is var space and > 0 ? space : LongestLine - 1)}…";
    }
}

/// <summary>A sentence that an audience will not read, or not whole.</summary>
/// <param name="Section">Where it is; null for what the CSM adds when they decide.</param>
/// <param name="Text">As it is written.</param>
public sealed record WithheldSentence(BriefSection? Section, string Text);
