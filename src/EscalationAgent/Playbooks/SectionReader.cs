using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>Reads lists of sections of a brief.</summary>
internal static class SectionReader
{
    public static IReadOnlyList<BriefSection> Read(YamlReader yaml, YamlPiece piece, string where)
    {
        var sections = new List<BriefSection>();
        foreach (var written in yaml.Texts(piece, where))
        {
            if (BriefSections.All.Where(s => s.Key() == written.Value).ToList() is [var section])
            {
                sections.Add(section);
            }
            else
            {
                yaml.Fault(
                    written.At,
                    $"{where} names '{written.Value}', which is no part of a brief; write {string.Join(", ", BriefSections.All.Select(s => s.Key()))}"
                );
            }
        }

        return sections;
    }
}
