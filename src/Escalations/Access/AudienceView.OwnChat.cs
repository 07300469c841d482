using TextAnalysis.Checking;

namespace Escalations.Access;

/// <content>
/// The chat of an escalation's CSM: all is read there, and a secret as it was written only by the one who wrote it. What a
/// team wrote, and a brief that was taken over, keep theirs.
/// </content>
public sealed partial class AudienceView
{
    private readonly string? ownReader;
    private readonly bool wroteBrief;

    private AudienceView(Brief brief, string reader, bool wroteBrief)
        : this(Audience.Full, brief)
    {
        ownReader = reader;
        this.wroteBrief = wroteBrief;
    }

    /// <summary>What the CSM of an escalation reads of it in their own chat, where nobody reads along.</summary>
    public static AudienceView OfCsm(Escalation escalation) => new(escalation.Brief, escalation.Csm.Id, escalation.Author.Id == escalation.Csm.Id);

    private Escalation InOwnChat(Escalation escalation, string reader)
    {
        var (work, outcome) = (escalation.Work, escalation.Outcome);
        var shown = escalation with
        {
            Decision =
                escalation.Decision is { } decision && decision.By.Id != reader ? decision with { Because = Hide(decision.Because) } : escalation.Decision,
            SentBackBecause = Hide(escalation.SentBackBecause),
            Assignment = escalation.Assignment with { AgainBecause = Hide(escalation.Assignment.AgainBecause) },
            Work = work with
            {
                LastUpdate = (UpdatePosted?)work.LastUpdate?.ReadThrough(this),
                Pause = work.Pause is { } pause ? pause with { Because = Hidden(pause.Because) } : null,
                Held = [.. work.Held.Select(held => held with { Because = Hidden(held.Because) })],
                Reproduction = (ReproductionReported?)work.Reproduction?.ReadThrough(this),
            },
            Outcome = outcome with
            {
                Review = (ReviewPublished?)outcome.Review?.ReadThrough(this),
                Fixes = [.. outcome.Fixes.Select(fix => fix with { What = Hidden(fix.What), Who = Hidden(fix.Who) })],
                Resolution =
                    outcome.Resolution is { } resolution && outcome.ResolvedBy?.Id != reader ? (Resolved)resolution.ReadThrough(this) : outcome.Resolution,
            },
            Decisions = [.. escalation.Decisions.Select(d => (DecisionLogged)d.ReadThrough(this))],
            Advice = [.. escalation.Advice.Select(a => a with { Text = Hidden(a.Text) })],
        };
        return wroteBrief
            ? shown
            : shown with
            {
                Brief = Concealed(escalation.Brief),
                Draft = escalation.Draft with
                {
                    Notes = [.. escalation.Draft.Notes.Select(Hidden)],
                    Made = escalation.Draft.Made is { } draft ? Concealed(draft) : null,
                    SetAside = escalation.Draft.SetAside is { } aside ? Concealed(aside) : null,
                    Findings = null,
                    Suggestion = escalation.Draft.Suggestion is { } suggestion
                        ? suggestion with
                        {
                            CategoryReasons = [.. suggestion.CategoryReasons.Select(Concealed)],
                            SeverityReasons = [.. suggestion.SeverityReasons.Select(Concealed)],
                        }
                        : null,
                },
            };
    }

    /// <summary>All of the brief, as the decision on it needs that, without the secrets in it.</summary>
    private Brief Concealed(Brief brief) =>
        brief with
        {
            Account = Hide(brief.Account),
            Context = Hide(brief.Context),
            NotKnown = [.. brief.NotKnown.Select(part => part with { Remark = Hide(part.Remark) })],
            Checklist = brief.Checklist.ToDictionary(a => a.Key, a => a.Value with { Text = Hidden(a.Value.Text) }),
            Challenged = brief.Challenged is { } challenge ? challenge with { Text = Hidden(challenge.Text) } : null,
            Settled = [.. brief.Settled.Select(s => s with { Quote = Hide(s.Quote), Value = Hide(s.Value) })],
            Released = [.. brief.Released.Select(r => r with { Sentences = [.. r.Sentences.Select(Hidden)] })],
            Passages = brief.Passages.ToDictionary(
                p => p.Key,
                p =>
                    p.Value with
                    {
                        Text = Hidden(p.Value.Text),
                        Unproven = [.. p.Value.Unproven.Select(fact => fact with { Text = Hidden(fact.Text), Doubt = Hide(fact.Doubt) })],
                        Evidence = [.. p.Value.Evidence.Select(e => new Evidence(Hidden(e.Sentence), [.. e.Quotes.Select(Hidden)]))],
                        Confirmed = [.. p.Value.Confirmed.Select(Hidden)],
                    }
            ),
        };

    private SentencesSetAside Concealed(SentencesSetAside aside) =>
        new([.. aside.NotPlaced.Select(s => s with { Text = Hidden(s.Text) })], [.. aside.LeftOut.Select(s => s with { Text = Hidden(s.Text) })]);

    private DraftMade Concealed(DraftMade draft) =>
        draft with
        {
            LeftOut = [.. draft.LeftOut.Select(Hidden)],
            Contradictions = [.. draft.Contradictions.Select(c => new Contradiction(c.About, [.. c.Quotes.Select(Hidden)]))],
            Duplicates = [.. draft.Duplicates.Select(d => d with { Why = Hidden(d.Why) })],
            Missing = [.. draft.Missing.Select(Hidden)],
        };

    private Reason Concealed(Reason reason) => reason with { Text = Hidden(reason.Text), Quote = Hide(reason.Quote) };

    /// <summary>A writer's words are taken from the brief; what is done to a brief quotes it.</summary>
    private bool IsTheirs(RecordedEvent happened) =>
        ownReader is { } reader
        && (happened.By.Person is { } person ? person.Id == reader : wroteBrief)
        && (wroteBrief || happened.What is not (FactsChecked or ContradictionSettled or SentencesReleased or SentencePlaced or SectionKept));
}
