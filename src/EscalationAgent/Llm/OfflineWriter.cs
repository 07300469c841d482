using Escalations;
using Escalations.Drafting;
using Escalations.UseCases;

namespace EscalationAgent.Llm;

/// <summary>Drafts by extraction and classifies by rule: what it writes stands in the notes, and it needs no model.</summary>
internal sealed class OfflineWriter : IWriter
{
    public string Name => "offline rules 1";

    public Task<Draft> WriteAsync(DraftRequest request, CancellationToken cancel) => Task.FromResult(Write(request));

    private Draft Write(DraftRequest request)
    {
        var notes = NotesReader.Read(request.Notes, request.WrittenOn);
        var account = new AccountFinder(notes).Find();
        var revenue = Figures.Revenue(notes.Statements);
        var renewal = Figures.Renewal(notes.Statements, request.WrittenOn);
        var sections = new Dictionary<BriefSection, string>(new SectionSorter(request.WrittenOn).Sort(notes.Statements));
        if (HeadlineChooser.Choose(notes.Statements, account ?? request.SoFar.Account) is { } headline)
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
            Suggest(request, notes, revenue, renewal));
    }

    private Suggestion? Suggest(DraftRequest request, NotesRead notes, Money? revenue, (DateOnly Day, Statement Source)? renewal)
    {
        var classifier = new Classifier(notes.Raw, request.Categories);
        (int, string)? near = renewal is { } found
            ? (found.Day.DayNumber - request.WrittenOn.DayNumber, classifier.QuoteOf(found.Source, 0, found.Source.Text.Length))
            : null;
        return classifier.Suggest(notes.Statements, revenue ?? request.SoFar.ArrAtRisk, near, Name);
    }
}
