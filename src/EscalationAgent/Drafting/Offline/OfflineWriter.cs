using Escalations;
using Escalations.Drafting;
using Escalations.Ports;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Drafts by extraction and classifies by models of its own, which are part of the program: what it writes is in the notes.</summary>
internal sealed class OfflineWriter : IDraftWriter
{
    private const int FewestWordsMore = 2;

    public string Name => "offline rules 3";

    public Task<Draft> WriteAsync(DraftRequest request, CancellationToken cancel) => Task.FromResult(Write(request));

    private Draft Write(DraftRequest request)
    {
        var (subject, texts) = request.SoFar.Form.Subject == Subject.Customer ? (null, request.Notes) : SubjectLine.TakenFrom(request.Notes);
        var checklist = new ChecklistFinder(NotesReader.Read(texts, request.WrittenOn), request.Checklist);
        var notes = checklist.ForBrief();
        var roles = RoleShares.Of(notes.Statements, request.WrittenOn);
        var account = new AccountFinder(notes, request.WrittenOn).Find();
        var figures = new Figures(notes, request.WrittenOn);
        var (revenue, renewal) = (figures.Revenue(), figures.Renewal());
        var sources = new[] { revenue?.Source, renewal?.Source }.OfType<Statement>().ToList();
        var known = request.SoFar;
        var headline = request.AnswerTo is null ? HeadlineChooser.Choose(notes.Statements, roles, account ?? known.Account) : null;
        var sorted = new SectionSorter(request.WrittenOn) { AnswerTo = request.AnswerTo }.Sort(notes, roles, sources, headline, [.. known.Passages.Keys]);
        var sections = new Dictionary<BriefSection, string>(sorted.Sections);
        if (headline is not null)
        {
            sections[BriefSection.Headline] = headline;
        }

        var executive = !request.HasExecutiveFloor ? null : ExecutiveContact.QuoteIn(notes, account ?? known.Account);
        return new(
            known.Account is null ? account : null,
            sections.Where(s => known.TextOf(s.Key) is null).ToDictionary(),
            known.ArrAtRisk is null ? revenue?.Value : null,
            known.Renewal is null ? renewal?.Day : null,
            known.Sentiment is null ? MoodReader.Read(notes.Statements) : null,
            Suggest(request, notes, NoteFeatures.Kept(notes.Statements, roles), revenue?.Value, renewal, executive)
        )
        {
            Subject = subject,
            Executive = executive,
            MissingParts = PartsFinder.Missing(notes.Statements, roles, new(request.WrittenOn), revenue is not null, renewal is not null),
            NotPlaced = [.. notes.Statements.Where(s => SaysMore(s, account ?? known.Account)).Select(s => new UnplacedSentence(s.Text)), .. sorted.NotPlaced],
            LeftOut = sorted.LeftOut,
            Checklist = checklist.Answers(),
        };
    }

    /// <summary>Whether more than the customer's name stands behind its label.</summary>
    private static bool SaysMore(Statement statement, string? account) =>
        statement.Field == Field.Account
        && Token.WordsOf(statement.Text.Replace(account ?? "\0", "", StringComparison.OrdinalIgnoreCase)).Count >= FewestWordsMore
        && statement.Dates.Count + statement.Amounts.Count == 0;

    private Suggestion? Suggest(
        DraftRequest request,
        NotesRead notes,
        IReadOnlyList<Statement> kept,
        Money? revenue,
        (DateOnly Day, Statement Source)? renewal,
        string? executive
    ) =>
        new Classifier(notes.Raw, request.Categories).Suggest(
            kept,
            revenue ?? request.SoFar.ArrAtRisk,
            Near(notes, renewal, request.WrittenOn),
            executive,
            Name
        );

    /// <summary>How near the renewal is, with the words that say so.</summary>
    internal static (int Days, string Quote)? Near(NotesRead notes, (DateOnly Day, Statement Source)? renewal, DateOnly writtenOn) =>
        renewal is { } found ? (found.Day.DayNumber - writtenOn.DayNumber, new Quoter(notes.Raw).QuoteOf(found.Source, 0, found.Source.Text.Length)) : null;
}
