using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>
/// The rungs above the cells of a matrix: the same row's next higher severity, then the top. A cell whose first receiver has it
/// already is no step up; who shares a cell is asked together.
/// </summary>
internal sealed class LadderOfCells
{
    private readonly Dictionary<string, IReadOnlyList<string>> beside = [];

    /// <param name="cells">Who receives at each severity.</param>
    /// <param name="top">Who is above all of them; null for nobody.</param>
    /// <param name="rungs">How many rungs a severity goes up; null for all.</param>
    public LadderOfCells(IReadOnlyDictionary<Severity, string[]> cells, string? top, IReadOnlyDictionary<Severity, int?> rungs) =>
        Ladders = Severities.All.ToDictionary(s => s, s => (IReadOnlyList<string>)Climb(s, cells, top, rungs.GetValueOrDefault(s) ?? int.MaxValue));

    public IReadOnlyDictionary<Severity, IReadOnlyList<string>> Ladders { get; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Beside => beside;

    private List<string> Climb(Severity from, IReadOnlyDictionary<Severity, string[]> cells, string? top, int most)
    {
        var have = cells.GetValueOrDefault(from, []).ToHashSet();
        var ladder = new List<string>();
        var above = Severities.All.Where(s => s < from).OrderDescending().Select(s => cells.GetValueOrDefault(s, []));
        foreach (var cell in above.Append(top is null ? [] : [top]))
        {
            if (ladder.Count == most || cell is not [var first, ..] || have.Contains(first))
            {
                continue;
            }

            ladder.Add(first);
            if (cell.Where(have.Add).Skip(1).ToList() is { Count: > 0 } others)
            {
                beside[first] = [.. beside.GetValueOrDefault(first, []).Union(others)];
            }
        }

        return ladder;
    }
}
