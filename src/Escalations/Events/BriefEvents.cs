using System.Text.Json.Serialization;
using TextAnalysis.Checking;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace Escalations;

/// <summary>A CSM began a brief.</summary>
/// <param name="Form">What it is about and which parts it has; null for a customer's matter.</param>
/// <param name="SaidIn">The language in which it was begun; null in records from before that was kept.</param>
public sealed record DraftStarted(
    Person Csm,
    PlaybookVersion Playbook,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BriefForm? Form = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Language? SaidIn = null
) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => throw new InvalidDataException($"{before.Id} was started twice.");

    public override Move MoveBy(Actor by) => throw new InvalidOperationException("An escalation begins once.");

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The CSM said which kind of matter it is, and so which playbook it runs under.</summary>
/// <param name="Category">The key of the category; null where that is decided last.</param>
/// <param name="Form">What it is about and which parts its brief has.</param>
/// <param name="IsConfidential">Whether only those may know of it who are asked.</param>
public sealed record KindChosen(PlaybookVersion Playbook, string? Category, BriefForm Form, bool IsConfidential) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Playbook = Playbook,
            IsConfidential = IsConfidential,
            Brief = before.Brief with { Form = Form, Trigger = before.Playbook.Name == Playbook.Name ? before.Brief.Trigger : null },
            Draft = before.Draft with
            {
                Kind = Category,
                // What was suggested of the category was from among others.
                Suggestion = before.Draft.Suggestion is { } suggestion
                    ? suggestion with
                    {
                        Category = null,
                        CategoryReasons = [],
                        CategoryConfidence = null,
                        OtherCategory = null,
                    }
                    : null,
            },
        };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The CSM said who receives it in the place of a role that is named for each matter.</summary>
/// <param name="Receiver">The role's key.</param>
public sealed record ReceiverNamed(string Receiver, Person Person) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            NamedReceivers = new Dictionary<string, Person>(before.NamedReceivers) { [Receiver] = Person },
        };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The CSM said what set it off.</summary>
/// <param name="Trigger">A key of the playbook.</param>
public sealed record TriggerNamed(string Trigger) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before with { Brief = before.Brief with { Trigger = Trigger } };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The CSM pasted notes; they are the source that a draft is proven by.</summary>
public sealed record NotesTaken(string Text) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Draft = before.Draft with
            {
                Notes = [.. before.Draft.Notes, Text],
                MessageLink = before.Draft.MessageLink ?? MessageLink.In(Text),
                SaidAt = happened.At,
            },
        };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Text = filter.Words(Text) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>A section got its text.</summary>
/// <param name="Unproven">What it claims and no source holds; null when there is nothing of the kind, and in old records.</param>
public sealed record SectionWritten(BriefSection Section, string Text, Origin Origin, IReadOnlyList<UnprovenFact>? Unproven = null) : EscalationEvent
{
    /// <summary>
    /// Its sentences with the words of the sources that the writer named for them, as far as they stand there; null for none, and in
    /// old records.
    /// </summary>
    public IReadOnlyList<Evidence>? Evidence { get; init; }

    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before.Said(happened) with
        {
            Brief = before.Brief.Answered(Section) with
            {
                Passages = before.Brief.With(Section, new(Text, Origin, happened.By.Name) { Unproven = Unproven ?? [], Evidence = Evidence ?? [] }),
                Skipped = [.. before.Brief.Skipped.Where(s => s != Section)],
                NotKnown = before.Brief.NotKnownWithout(Section),
            },
        };

    public override Move MoveBy(Actor by) => by.IsHuman ? Move.Edit : Move.Propose;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Text = filter.Words(Text), Unproven = null, Evidence = null };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>A writer read the notes, and put these of their sentences into no section.</summary>
/// <param name="NotPlaced">All for which it found none, in the order of the notes.</param>
/// <param name="LeftOut">All that it left out on purpose.</param>
public sealed record SentencesSetAside(IReadOnlyList<UnplacedSentence> NotPlaced, IReadOnlyList<LeftOutSentence> LeftOut) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before with { Draft = before.Draft with { SetAside = this } };

    public override Move MoveBy(Actor by) => Move.Propose;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { NotPlaced = [], LeftOut = [] };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The CSM put a sentence of the notes that stood nowhere into a section.</summary>
/// <param name="Sentence">As it stands in the notes.</param>
public sealed record SentencePlaced(BriefSection Section, string Sentence) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Brief = before.Brief.Extended(Section, Sentence, happened.By.Name),
        };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Sentence = filter.Words(Sentence) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The CSM left an optional section out.</summary>
public sealed record SectionSkipped(BriefSection Section) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Brief = before.Brief.Answered(Section) with
            {
                Passages = before.Brief.With(Section, null),
                Skipped = [.. before.Brief.Skipped.Where(s => s != Section), Section],
                NotKnown = before.Brief.NotKnownWithout(Section),
            },
        };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The CSM added something to a section: in their own words, behind what is there.</summary>
public sealed record SectionExtended(BriefSection Section, string Text) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before.Said(happened) with
        {
            Brief = before.Brief.Answered(Section).Extended(Section, Text, happened.By.Name) with
            {
                PartsAnswered = [.. before.Brief.PartsAnswered.Union([Section])],
            },
        };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Text = filter.Words(Text) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>A writer looked which parts of its sections the brief lacks.</summary>
/// <param name="Missing">In the order of the brief; empty when it lacks none.</param>
public sealed record PartsReviewed(IReadOnlyList<BriefPart> Missing) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before with { Brief = before.Brief with { MissingParts = Missing } };

    public override Move MoveBy(Actor by) => Move.Propose;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The CSM left out the parts that a section lacks.</summary>
public sealed record PartsSkipped(BriefSection Section) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Brief = before.Brief with { PartsAnswered = [.. before.Brief.PartsAnswered.Union([Section])] },
        };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The CSM does not know a part yet. It stays open until it is answered.</summary>
/// <param name="Remark">What they said beyond that; null for nothing.</param>
public sealed record SectionLeftOpen(BriefSection Section, string? Remark = null) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before.Said(happened) with
        {
            Brief = before.Brief.Answered(Section) with
            {
                Passages = before.Brief.With(Section, null),
                Skipped = [.. before.Brief.Skipped.Where(s => s != Section)],
                NotKnown = [.. before.Brief.NotKnownWithout(Section), new(Section, Remark)],
            },
        };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Remark = filter.Text(Remark) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The CSM wants to answer a section again; its text stays until there is a new one.</summary>
public sealed record SectionReopened(BriefSection Section) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Brief = before.Brief with { Reopened = Section, Challenged = null },
        };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The CSM let a reopened section, or a challenged answer, stand as it is.</summary>
public sealed record SectionKept(BriefSection Section) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before.Said(happened) with { Brief = before.Brief.Kept(Section) };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>An answer was asked back about.</summary>
public sealed record AnswerChallenged(BriefSection Section, string Text, string Why) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Brief = before.Brief with { Challenged = new(Section, Text, Why) },
        };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Text = filter.Words(Text), Why = filter.Words(Why) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The customer got a name.</summary>
public sealed record AccountNamed(string Account, Origin Origin) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before with { Brief = before.Brief with { Account = Account } };

    public override Move MoveBy(Actor by) => by.IsHuman ? Move.Edit : Move.Propose;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Account = filter.Hidden(Account) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>Money or dates at stake were found.</summary>
public sealed record CommercialFactsFound(Money? ArrAtRisk, DateOnly? Renewal, Origin Origin) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Brief = before.Brief with { ArrAtRisk = ArrAtRisk ?? before.Brief.ArrAtRisk, Renewal = Renewal ?? before.Brief.Renewal },
        };

    public override Move MoveBy(Actor by) => by.IsHuman ? Move.Edit : Move.Propose;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => filter.ReadsBusiness ? this : this with { ArrAtRisk = null, Renewal = null };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The customer's mood was noted.</summary>
public sealed record SentimentNoted(Sentiment Sentiment, Origin Origin) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before with { Brief = before.Brief with { Sentiment = Sentiment } };

    public override Move MoveBy(Actor by) => by.IsHuman ? Move.Edit : Move.Propose;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The CSM added what no notes and no writer can know.</summary>
/// <param name="Text">Null when they took it back.</param>
public sealed record ContextAdded(string? Text) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before.Said(happened) with
        {
            Brief = before.Brief with { Context = Text },
        };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Text = filter.Text(Text) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>A writer that takes its time was asked to read what the CSM gave; its draft is owed.</summary>
/// <param name="Writer">Its name, such as "gpt-4.1-mini with prompt draft-brief v1".</param>
public sealed record WriterAsked(string Writer) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before with { Draft = before.Draft with { WriterAskedAt = happened.At } };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The draft that was owed is there; what it wrote and suggested is in the events before this one.</summary>
/// <param name="Making">Who wrote it at what cost.</param>
/// <param name="Instead">Why it was not the writer that had been asked, as the end of "The model ..."; null when it was.</param>
/// <param name="LeftOut">What was taken out because a draft must not bring it along, such as an address that no source holds.</param>
/// <param name="Missing">What the writer would ask the CSM.</param>
public sealed record DraftMade(
    DraftProvenance Making,
    string? Instead,
    IReadOnlyList<string> LeftOut,
    IReadOnlyList<Contradiction> Contradictions,
    IReadOnlyList<PossibleDuplicate> Duplicates,
    IReadOnlyList<string> Missing
) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Draft = before.Draft with
            {
                WriterAskedAt = null,
                Made = this,
                // A model says things in its own words: what rules could not place is not what its draft lacks.
                SetAside = Instead is null ? null : before.Draft.SetAside,
            },
        };

    public override Move MoveBy(Actor by) => Move.Propose;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { LeftOut = [], Contradictions = [], Duplicates = [], Missing = [] };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The CSM went through the facts of a section that nothing proved.</summary>
/// <param name="Confirmed">These are right: stated by the CSM from now on.</param>
/// <param name="Removed">These are not; they were taken out with their sentences.</param>
/// <param name="Text">The section's text after that; null when nothing is left of it.</param>
public sealed record FactsChecked(BriefSection Section, IReadOnlyList<string> Confirmed, IReadOnlyList<string> Removed, string? Text) : EscalationEvent
{
    /// <summary>In whose place the CSM wrote something else; null for none, and in old records.</summary>
    public IReadOnlyList<FactCorrection>? Corrected { get; init; }

    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before.Said(happened) with { Brief = before.Brief.Checked(this) };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) =>
        filter.ReadsAll
            ? this with
            {
                Confirmed = [.. Confirmed.Select(filter.Hidden)],
                Removed = [.. Removed.Select(filter.Hidden)],
                Corrected = Corrected is null ? null : [.. Corrected.Select(c => new FactCorrection(filter.Hidden(c.Fact), filter.Hidden(c.Right)))],
                Text = filter.Text(Text),
            }
            : this with
            {
                Confirmed = [],
                Removed = [],
                Corrected = null,
                Text = filter.Text(Text),
            };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The CSM said which of several contradictory statements is right.</summary>
/// <param name="Quote">Words that hold the right one; null when it was left open, and all stand for the team to see.</param>
/// <param name="Value">The right one as it is in the quote; null when it was left open, and in old records.</param>
/// <param name="Among">All that had been said of it; what is said later opens the question again. Null in old records.</param>
public sealed record ContradictionSettled(string About, string? Quote, string? Value = null, IReadOnlyList<string>? Among = null) : EscalationEvent
{
    /// <summary>
    /// What had been ticked for it before and is open again, so that the brief does not state it any more; null for nothing, and in
    /// old records.
    /// </summary>
    public CommercialFact? TakesBack { get; init; }

    /// <summary>It is named after one of the values.</summary>
    private bool IsFigure => About.Any(char.IsAsciiDigit);

    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Brief = before.Brief with
            {
                Settled = [.. before.Brief.Settled.Where(s => s.About != About), this],
                ArrAtRisk = TakesBack == CommercialFact.ArrAtRisk ? null : before.Brief.ArrAtRisk,
                Renewal = TakesBack == CommercialFact.Renewal ? null : before.Brief.Renewal,
            },
        };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) =>
        filter.ReadsAll
            ? this with
            {
                About = IsFigure ? filter.Words(About) : filter.Hidden(About),
                Quote = filter.Text(Quote),
                Value = filter.Text(Value),
                Among = null,
            }
            // Values of revenue and renewal are business; that it was settled is not.
            : this with
            {
                About = IsFigure ? "a figure" : filter.Hidden(About),
                Quote =
                    Quote is null ? null
                    : filter.Text(Quote) is { } cut && (Value is not { Length: > 0 } value || !cut.Contains(value, StringComparison.Ordinal)) ? cut
                    : "",
                Value = null,
                Among = null,
            };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>What a brief states of the customer's contract.</summary>
public enum CommercialFact
{
    [JsonStringEnumMemberName("arr_at_risk")]
    ArrAtRisk,

    [JsonStringEnumMemberName("renewal")]
    Renewal,
}

/// <summary>The CSM let an audience read sentences of the brief that would be kept from it.</summary>
/// <param name="Sentences">As they are written; these and no others of that audience. Empty when all were taken back.</param>
public sealed record SentencesReleased(Audience Audience, IReadOnlyList<string> Sentences) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before.Said(happened) with
        {
            Brief = before.Brief with
            {
                Released = [.. before.Brief.Released.Where(r => r.Audience != Audience), .. Sentences.Count > 0 ? [this] : Array.Empty<SentencesReleased>()],
            },
        };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Sentences = [.. Sentences.Select(filter.Words)] };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>A writer proposed category and severity.</summary>
public sealed record ClassificationSuggested(Suggestion Suggestion) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before with { Draft = before.Draft with { Suggestion = Suggestion } };

    public override Move MoveBy(Actor by) => Move.Propose;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) =>
        this with
        {
            Suggestion = Suggestion with { CategoryReasons = [], SeverityReasons = [] },
        };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>A person decided category and severity.</summary>
/// <param name="Because">Their reason; required when they chose otherwise than suggested.</param>
public sealed record ClassificationDecided(string Category, Severity Severity, string? Because) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Decision = new(Category, Severity, Because, happened.By.Person!, happened.At),
        };

    public override Move MoveBy(Actor by) => Move.Decide;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Because = filter.Text(Because) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>The CSM wanted to route, but these teams have no channel yet.</summary>
public sealed record RoutingHeld(IReadOnlyList<string> UnboundTeams) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) => before with { Draft = before.Draft with { AwaitedTeams = UnboundTeams } };

    public override Move MoveBy(Actor by) => Move.Edit;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this;

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => null;

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.ToNobody;
}

/// <summary>Somebody took over as its CSM: they decide on it from now on.</summary>
public sealed record CsmReassigned(Person To, string? Because = null) : EscalationEvent
{
    internal override Escalation Apply(Escalation before, RecordedEvent happened) =>
        before with
        {
            Csm = To,
            CsmManager = To.Id == before.Csm.Id ? before.CsmManager : null,
            Draft = before.Draft with { BriefBy = To.Id == before.Csm.Id ? before.Draft.BriefBy : before.Author },
            FormerCsms = [.. before.FormerCsms.Append(before.Csm.Id).Distinct().Where(id => id != To.Id)],
        };

    public override Move MoveBy(Actor by) => Move.TakeOver;

    public override EscalationEvent ReadThrough(IAudienceFilter filter) => this with { Because = filter.Text(Because) };

    public override IReadOnlyList<Deadline>? DeadlinesBy(IDeadlineRules rules) => rules.After(this);

    public override IReadOnlyList<OutboxMessage> NoticesBy(INoticeRules rules) => rules.After(this);
}
