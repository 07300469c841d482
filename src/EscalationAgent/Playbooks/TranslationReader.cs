using EscalationAgent.Yaml;
using Escalations;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace EscalationAgent.Playbooks;

/// <summary>Reads what a playbook says in other languages: for each language its own texts, and how they read there.</summary>
internal sealed class TranslationReader(YamlReader yaml)
{
    private static readonly string[] Codes = [.. Enum.GetValues<Language>().Select(SentenceBook.CodeOf)];

    /// <param name="playbook">Whose texts they are.</param>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Read(YamlPiece? piece, Playbook playbook)
    {
        var read = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        var texts = TextsOf(playbook).ToHashSet(StringComparer.Ordinal);
        foreach (var (language, translations) in piece is null ? [] : yaml.Entries(piece, "translations"))
        {
            if (!Codes.Contains(language.Value))
            {
                yaml.Fault(language.At, $"translations has no language '{language.Value}'; it has {string.Join(", ", Codes)}");
                continue;
            }

            var where = $"translations.{language.Value}";
            var known = new Dictionary<string, string>();
            foreach (var (text, translated) in yaml.Entries(translations, where))
            {
                if (!texts.Contains(text.Value))
                {
                    yaml.Fault(text.At, $"{where} translates '{text.Value}', which this playbook does not say");
                }
                else if (yaml.Text(translated, where) is { } said)
                {
                    known[text.Value] = said;
                }
            }

            read[language.Value] = known;
        }

        return read;
    }

    private static IEnumerable<string> TextsOf(Checklist checklist) =>
        [checklist.Title, .. checklist.Items.SelectMany(item => new[] { item.Title, item.Hint }.OfType<string>().Concat(item.Choices))];

    /// <summary>What a person is to do; null for ways that need nobody.</summary>
    private static string? StepOf(BackupWay? way) => way is { Kind: BackupKind.ByHand } ? way.Text : null;

    /// <summary>All that people read of it.</summary>
    private static IEnumerable<string> TextsOf(Playbook playbook) =>
        [
            playbook.Title,
            .. playbook.Severities.SelectMany(s => new[] { s.Meaning, StepOf(s.Primary), StepOf(s.Backup) }.OfType<string>()),
            .. playbook.Teams.SelectMany(t => new[] { t.Title, t.Via, t.Duties }).OfType<string>(),
            .. playbook.Categories.SelectMany(c => new[] { c.Checklist, c.ResolveChecklist }).OfType<Checklist>().SelectMany(TextsOf),
            .. playbook.Categories.SelectMany(c => new[] { c.Title, c.Trigger, c.Outcome.What }),
            .. playbook.Categories.SelectMany(c => c.Decisions),
            .. playbook.Triggers.Select(t => t.Title),
            .. playbook.Meetings.Select(m => m.Title),
        ];
}
