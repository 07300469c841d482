using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>What somebody may see at one moment.</summary>
/// <param name="Visible">All of it, people matters and their own drafts included.</param>
/// <param name="Confidential">How many people matters are open that they may count.</param>
/// <param name="TimeZone">IANA zone of the weeks.</param>
public sealed record AllOfOne(IReadOnlyList<EscalationOutline> Visible, OutlineSight Sight, int Confidential, DateTimeOffset Now, string TimeZone)
{
    /// <summary>Those that a figure of the board counts, the most severe first, then what moved last.</summary>
    public IReadOnlyList<EscalationOutline> Matching(BoardFilter filter) =>
        [
            .. Visible
                .Where(o => o is { RoutedAt: not null, Around.IsConfidential: false } && filter.Includes(o, Now, TimeZone))
                .Where(o => filter.Currency is null || Sight.ReadsMoney(o))
                .OrderBy(o => o.Status.IsEnded())
                .ThenBy(o => o.Around.Severity ?? Severity.S4)
                .ThenByDescending(o => o.LastEventAt),
        ];

    /// <param name="weeks">How far it looks back.</param>
    public Board Board(int weeks) => Reporting.Board.Of(Visible, Confidential, weeks, Sight.ReadsMoney, Now, TimeZone);
}

/// <summary>Somebody looks at all that they may see: who may is decided by <see cref="EscalationAccess"/> for each, as everywhere.</summary>
public sealed class LookAtAll(EscalationIndex index, EscalationAccess access, PlaybookCatalog playbooks, TimeProvider clock)
{
    /// <param name="viewer">Alone in their own chat, and no guest.</param>
    /// <returns>Null while all is being read for the first time, and that takes longer than the patience.</returns>
    public async Task<AllOfOne?> HandleAsync(Viewer viewer, TimeSpan patience, CancellationToken cancel)
    {
        if (await index.ReadAsync(viewer.Tenant, patience, cancel) is not { } all)
        {
            return null;
        }

        var sight = await access.SightOfAsync(viewer, cancel);
        IReadOnlyList<EscalationOutline> visible = [.. all.Where(sight.Includes)];

        // Whoever reads the weekly report reads there how many there are.
        var counted = await access.MaySeeSummaryAsync(viewer, cancel) ? all : visible;
        return new(
            visible,
            sight,
            counted.Count(o => o is { IsOpen: true, Around.IsConfidential: true }),
            clock.GetUtcNow(),
            playbooks.Default.DefaultCalendar.TimeZone
        );
    }
}
