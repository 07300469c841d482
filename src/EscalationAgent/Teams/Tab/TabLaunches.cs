using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Launches;
using Escalations.UseCases;
using TextAnalysis.Redaction;

namespace EscalationAgent.Teams.Tab;

/// <summary>Shows launches in the tab: in figures, with what lies behind each of them.</summary>
internal sealed class TabLaunches(LaunchBoards boards, TabRows rows, PlaybookCatalog playbooks)
{
    /// <summary>So many of the last measures are drawn.</summary>
    private const int LongestTrend = 60;

    public async Task<TabLaunchList> ListAsync(TabReader reader, CancellationToken cancel) =>
        new([.. (await boards.ListAsync(reader.Viewer, cancel)).Select(one => TabLaunchRow.Of(one.Found, one.Standing))]);

    /// <returns>Null when there is no such launch, or the reader may not see it: the two cannot be told apart.</returns>
    public async Task<TabLaunch?> FindAsync(TabReader reader, string id, CancellationToken cancel) =>
        await boards.FindAsync(reader.Viewer, id, cancel) is { } board ? TabLaunch.Of(board, LevelOf) : null;

    /// <param name="page">From 1.</param>
    /// <inheritdoc cref="FindAsync"/>
    public async Task<TabLaunchMatters?> MattersAsync(TabReader reader, string id, LaunchFilter filter, int page, CancellationToken cancel)
    {
        if (await boards.FindAsync(reader.Viewer, id, cancel) is not { } board)
        {
            return null;
        }

        var chosen = board.Matching(filter);
        var (shown, pages) = TabLists.PageOf(page, chosen.Count);
        return new(
            board.Found.Launch.Name,
            TitleOf(filter),
            await rows.OfAsync(reader, board.Sight, TabLists.OnPage(chosen, shown), cancel),
            chosen.Count,
            shown,
            pages
        );
    }

    /// <inheritdoc cref="MattersAsync"/>
    public async Task<TabMeasures?> MeasuresAsync(TabReader reader, string id, string criterion, int page, CancellationToken cancel)
    {
        if (await boards.MeasuresAsync(reader.Viewer, id, criterion, cancel) is not var (found, agreed, measures))
        {
            return null;
        }

        var (shown, pages) = TabLists.PageOf(page, measures.Count);
        return new(
            found.Launch.Name,
            TabCriterion.Of(found, agreed.Criterion),
            [.. TabLists.OnPage(measures, shown).Select(Of)],
            [.. measures.Take(LongestTrend).Reverse().Select(Of)],
            measures.Count,
            shown,
            pages
        );

        TabMeasure Of(Measure measure) =>
            new(
                measure.At,
                measure.Value,
                PlainText.Of(LaunchCards.Number(measure.Value, agreed.Criterion)),
                Secrets.Hide(measure.Source),
                agreed.Criterion.IsMetBy(measure.Value)
            );
    }

    private string TitleOf(LaunchFilter filter) =>
        string.Join(
            " · ",
            new[]
            {
                filter.OnlyDefects ? Words.Say("tab.launch.defects") : null,
                filter.Figure switch
                {
                    LaunchFigure.Opened => Words.Say("tab.launch.opened"),
                    LaunchFigure.Fixed => Words.Say("tab.launch.fixed"),
                    LaunchFigure.Decision => Words.Say("launch.fact.decisions"),
                    _ => Words.Say("tab.launch.open"),
                },
                filter.Severity is { } severity ? $"{severity} {severity.ReaderTitle()}" : null,
                filter.Week is { } week ? Words.Say("tab.pair", Words.Say("tab.board.week"), week) : null,
                filter.Currency is not { } currency ? null
                : currency.Length > 0 ? Words.Say("tab.filter.currency", currency)
                : Words.Say("tab.board.money.other"),
                filter.Customer,
                filter.Journey is { } journey ? Words.Say("tab.pair", Words.Say("tab.launch.journey"), LevelOf(journey)) : null,
            }.OfType<string>()
        );

    private string LevelOf(string level) => level.Length == 0 ? Words.Say("tab.launch.journey.none") : playbooks.InReaderLanguage(level);
}
