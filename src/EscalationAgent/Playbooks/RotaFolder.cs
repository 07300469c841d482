using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>The folder of rotas: one file for each team or role.</summary>
internal static class RotaFolder
{
    /// <param name="teams">Keys of the teams and roles that there are.</param>
    /// <returns>The rotas, and all that is wrong with the files. A folder that is not there holds none.</returns>
    public static (IReadOnlyList<Rota> Rotas, IReadOnlyList<PlaybookFault> Faults) Read(string folder, IReadOnlyCollection<string> teams)
    {
        var rotas = new List<Rota>();
        var faults = new List<PlaybookFault>();
        foreach (var path in YamlTree.FilesIn(folder))
        {
            var file = $"rotas/{Path.GetFileName(path)}";
            var (rota, wrong) = RotaReader.Read(file, File.ReadAllText(path), teams);
            faults.AddRange(wrong);
            if (rota is not null && rotas.Exists(other => other.Team == rota.Team))
            {
                faults.Add(new(file, 0, 0, $"another file is about team '{rota.Team}' already; a team has one rota"));
            }
            else if (rota is not null)
            {
                rotas.Add(rota);
            }
        }

        return (rotas, faults);
    }
}

/// <summary>The rotas can't be used. Says everything that is wrong with all of them.</summary>
internal sealed class RotaException(IReadOnlyList<PlaybookFault> faults) : Exception($"The rotas can't be used:{string.Concat(faults.Select(f => $"\n{f}"))}");
