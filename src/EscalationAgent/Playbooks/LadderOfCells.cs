using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>
/// The rungs above the cells of a matrix: the same row's next higher severity, then the top. Who has it already is no rung, and who
/// shares a cell is asked together.
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
            if (ladder.Count < most && cell.Where(have.Add).ToList() is [var first, .. var others])
            {
                ladder.Add(first);
                if (others.Count > 0)
                {
                    beside[first] = [.. beside.GetValueOrDefault(first, []).Union(others)];
                }
            }
        }

        return ladder;
    }
}
