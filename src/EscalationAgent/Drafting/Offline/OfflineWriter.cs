using Escalations;
using Escalations.Drafting;
using Escalations.Ports;
using TextAnalysis.Facts;

namespace EscalationAgent.Drafting.Offline;

/// <summary>Drafts by extraction and classifies by rule: what it writes is in the notes, and it needs no model.</summary>
internal sealed class OfflineWriter : IDraftWriter
{
    public string Name => "offline rules 2";

    public Task<Draft> WriteAsync(DraftRequest request, CancellationToken cancel) => Task.FromResult(Write(request));

    private Draft Write(DraftRequest request)
    {
        var notes = NotesReader.Read(request.Notes, request.WrittenOn);
        var account = new AccountFinder(notes).Find();
        var revenue = Figures.Revenue(notes.Statements);
        var renewal = Figures.Renewal(notes.Statements, request.WrittenOn);
        var sections = new Dictionary<BriefSection, string>(new SectionSorter(request.WrittenOn).Sort(notes.Statements));
        var suggestion = Suggest(request, notes, revenue, renewal, account ?? request.SoFar.Account);
        if (HeadlineChooser.Choose(notes.Statements, account ?? request.SoFar.Account, suggestion is not null) is { } headline)
        {
            sections[BriefSection.Headline] = headline;
        }

        var known = request.SoFar;
        return new(
            known.Account is null ? account : null,
            sections.Where(s => known.TextOf(s.Key) is null).ToDictionary(),
            known.ArrAtRisk is null ? revenue : null,
            known.Renewal is null ? renewal?.Day : null,
            known.Sentiment is null ? MoodReader.Read(notes.Statements) : null,
            suggestion
        );
    }

    /// <summary>What the classifier goes by, for the training of its weights.</summary>
    internal static IReadOnlyList<Feature> SignsOf(NotesRead notes, DateOnly writtenOn) =>
        FeatureExtractor.Of(notes.Statements, Figures.Revenue(notes.Statements), Near(notes, Figures.Renewal(notes.Statements, writtenOn), writtenOn));

    private Suggestion? Suggest(DraftRequest request, NotesRead notes, Money? revenue, (DateOnly Day, Statement Source)? renewal, string? account) =>
        new Classifier(notes.Raw, request.Categories).Suggest(
            notes.Statements,
            revenue ?? request.SoFar.ArrAtRisk,
            Near(notes, renewal, request.WrittenOn),
            ExecutiveContact.QuoteIn(notes, account),
            Name
        );

    private static (int Days, string Quote)? Near(NotesRead notes, (DateOnly Day, Statement Source)? renewal, DateOnly writtenOn) =>
        renewal is { } found ? (found.Day.DayNumber - writtenOn.DayNumber, new Quoter(notes.Raw).QuoteOf(found.Source, 0, found.Source.Text.Length)) : null;
}
