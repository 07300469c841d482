using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>
/// Finds the rungs above a category's accountable team: from manager to manager, or as the category spells them out. One
/// list for all severities is climbed as far as each severity's <c>rungs</c> says; a list of a severity's own must fit
/// into them. A rung that nothing can reach is a fault.
/// </summary>
/// <param name="rungs">How many rungs a severity goes up; null for all.</param>
internal sealed class LadderReader(YamlReader yaml, KnownTeams teams, IReadOnlyDictionary<Severity, int?> rungs)
{
    /// <param name="piece">What the category says of its ladder; null for nothing.</param>
    /// <param name="routesTo">Who has it from the beginning; the first of them is accountable.</param>
    /// <param name="cells">The same for each severity, where they differ; empty where they do not.</param>
    public IReadOnlyDictionary<Severity, IReadOnlyList<string>> Read(
        YamlPiece? piece,
        string where,
        IReadOnlyList<string> routesTo,
        IReadOnlyDictionary<Severity, string[]> cells
    ) =>
        piece switch
        {
            null => Climbed(ByManagers(routesTo)),
            YamlMap => PerSeverity
                .Each(yaml, piece, where)
                .ToDictionary(s => s.Key, s => (IReadOnlyList<string>)OfOne(s.Key, s.Value, $"{where} {s.Key}", cells.GetValueOrDefault(s.Key) ?? routesTo)),
            _ => Climbed(OfAll(piece, where, routesTo)),
        };

    /// <summary>From manager to manager; who has it from the beginning is no rung.</summary>
    private IReadOnlyList<string> ByManagers(IReadOnlyList<string> routesTo) =>
        [.. teams.Above(routesTo.Count > 0 ? routesTo[0] : null).Where(rung => !routesTo.Contains(rung))];

    private List<string> OfAll(YamlPiece piece, string where, IReadOnlyList<string> routesTo)
    {
        var written = yaml.Texts(piece, where);
        var most = Severities.All.Max(s => rungs.GetValueOrDefault(s) ?? int.MaxValue);
        if (written.Count > most)
        {
            yaml.Fault(
                written[most].At,
                $"{where}: rung {most + 1} can't be reached, because no severity goes up more than {most}; write fewer here, or more under rungs"
            );
        }

        return Checked(written, where, routesTo);
    }

    /// <summary>A severity's own list; an empty one says that it does not go up.</summary>
    private List<string> OfOne(Severity severity, YamlPiece piece, string where, IReadOnlyList<string> routesTo)
    {
        var written = piece is YamlList { Items.Count: 0 } ? [] : yaml.Texts(piece, where);
        if (rungs.GetValueOrDefault(severity) is { } most && written.Count > most)
        {
            yaml.Fault(
                written[most].At,
                $"{where}: rung {most + 1} can't be reached, because severity {severity} goes up no more than {most}; write fewer here, or more under its rungs"
            );
        }

        return Checked(written, where, routesTo);
    }

    /// <summary>Faults: unknown rungs, those that could bring it to nobody new, and those that lead down again.</summary>
    private List<string> Checked(IReadOnlyList<YamlText> written, string where, IReadOnlyList<string> routesTo)
    {
        var ladder = new List<string>();
        foreach (var rung in written.DistinctBy(rung => rung.Value))
        {
            if (teams.Known(rung, rung.Value, $"{where} names team") is null)
            {
                continue;
            }

            if (routesTo.Contains(rung.Value))
            {
                yaml.Fault(rung.At, $"{where} leads back to team '{rung.Value}', which has it from the beginning; leave it out");
            }
            else if (routesTo.Take(1).Concat(ladder).FirstOrDefault(earlier => IsAbove(earlier, rung.Value)) is { } above)
            {
                yaml.Fault(rung.At, $"{where} leads down to team '{rung.Value}', above which '{above}' stands; name the nearer one first, or leave it out");
            }

            ladder.Add(rung.Value);
        }

        return ladder;
    }

    /// <summary>Of managers in a circle none is above the other: the circle is a fault of its own.</summary>
    private bool IsAbove(string one, string other) => teams.Above(other).Contains(one) && !teams.Above(one).Contains(other);

    private Dictionary<Severity, IReadOnlyList<string>> Climbed(IReadOnlyList<string> ladder) =>
        Severities.All.ToDictionary(s => s, s => rungs.GetValueOrDefault(s) is { } most ? [.. ladder.Take(most)] : ladder);
}
