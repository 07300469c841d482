using Escalations;
using Escalations.Reporting;
using Escalations.UseCases;
using TextAnalysis.Tokens;

namespace EscalationAgent.Teams.Tab;

/// <summary>Which list is looked at.</summary>
internal enum TabView
{
    /// <summary>What cannot go on before its reader, or somebody of their team, has done something.</summary>
    Inbox,

    /// <summary>What is theirs and goes on without them.</summary>
    Running,

    /// <summary>What was theirs and has ended.</summary>
    Closed,

    /// <summary>All that they may see of what was routed.</summary>
    All,
}

/// <summary>What is asked of a list.</summary>
/// <param name="Words">Words that all stand in what the reader may read of it; null for any.</param>
/// <param name="Page">From 1.</param>
internal sealed record TabQuestion(TabView View, BoardFilter Filter, string? Words, int Page);

/// <summary>Makes the lists of the tab.</summary>
internal sealed class TabLists(LookAtAll look, EscalationAccess access, TabRows rows)
{
    private const int PageSize = 25;

    /// <summary>How long a page waits while all is read for the first time; after that it says so, and asks again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <returns>Null while all is being read for the first time.</returns>
    public async Task<TabList?> OfAsync(TabReader reader, TabQuestion question, CancellationToken cancel)
    {
        if (await look.HandleAsync(reader.Viewer, Patience, cancel) is not { } all)
        {
            return null;
        }

        var (theirs, waiting) = Theirs(all);
        var ended = theirs.Where(o => o.Status.IsEnded()).OrderByDescending(o => o.LastEventAt).ToList();
        var running = theirs.Where(o => !o.Status.IsEnded() && !waiting.Contains(o)).ToList();
        IReadOnlyList<EscalationOutline> chosen = question.View switch
        {
            TabView.Inbox => [.. Sorted(waiting)],
            TabView.Running => [.. Sorted(running)],
            TabView.Closed => ended,
            _ => all.Matching(question.Filter),
        };
        if (question.View != TabView.All)
        {
            chosen = [.. chosen.Where(o => question.Filter.Includes(o, all.Now, all.TimeZone))];
        }

        if (question.Words is { } words)
        {
            var found = (await access.SearchAsync(reader.Viewer, words, inWholeBrief: true, cancel)).Select(e => e.Id).ToHashSet();
            chosen = [.. chosen.Where(o => found.Contains(o.Id))];
        }

        var (page, pages) = PageOf(question.Page, chosen.Count);
        return new(
            await rows.OfAsync(reader, all.Sight, OnPage(chosen, page), cancel),
            chosen.Count,
            page,
            pages,
            new(waiting.Count, running.Count, ended.Count)
        );
    }

    /// <summary>The page that is shown when one is asked for, and how many there are.</summary>
    public static (int Page, int Pages) PageOf(int asked, int total)
    {
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        return (Math.Min(asked, pages), pages);
    }

    /// <param name="page">From 1.</param>
    public static IEnumerable<T> OnPage<T>(IEnumerable<T> all, int page) => all.Skip((page - 1) * PageSize).Take(PageSize);

    private static (IReadOnlyList<EscalationOutline> Theirs, HashSet<EscalationOutline> Waiting) Theirs(AllOfOne all)
    {
        IReadOnlyList<EscalationOutline> theirs = [.. all.Visible.Where(all.Sight.Concerns)];
        return (theirs, [.. theirs.Where(all.Sight.WaitsFor)]);
    }

    /// <summary>The most severe first, then what is due first.</summary>
    private static IEnumerable<EscalationOutline> Sorted(IEnumerable<EscalationOutline> outlines) =>
        outlines.OrderBy(o => o.Around.Severity ?? Severity.S4).ThenBy(o => o.DueAt ?? DateTimeOffset.MaxValue).ThenByDescending(o => o.LastEventAt);

    /// <summary>Whether words hold anything to look for.</summary>
    public static bool IsSearch(string? words) => words is not null && Token.WordsOf(words).Any();
}
