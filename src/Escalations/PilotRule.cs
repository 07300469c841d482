using TextAnalysis.Tokens;

namespace Escalations;

/// <summary>For what a playbook is tried before it is for all.</summary>
/// <param name="Only">Names of customers, releases, features or pieces of work; empty where only the teams count.</param>
/// <param name="Teams">Keys of teams and roles, one of which has to receive it; empty where only the names count.</param>
/// <param name="Until">The last day of the pilot; null while nobody has said.</param>
public sealed record PilotRule(IReadOnlyList<string> Only, IReadOnlyList<string> Teams, DateOnly? Until = null)
{
    /// <summary>Whether it still runs; afterwards the playbook is for all.</summary>
    public bool RunsOn(DateOnly today) => Until is not { } last || today <= last;

    /// <summary>Whether what a matter is about is in it: the words of one of its names, in that order, whatever stands around them.</summary>
    /// <param name="subject">The customer, or what it is about; null while nobody has said.</param>
    public bool Includes(string? subject) =>
        Only.Count == 0 || (subject is not null && Only.Any(name => $" {Words(subject)} ".Contains($" {Words(name)} ", StringComparison.Ordinal)));

    /// <summary>Whether one of those who receive a matter is in it.</summary>
    public bool IncludesOneOf(IEnumerable<string> receivers) => Teams.Count == 0 || receivers.Any(Teams.Contains);

    /// <summary>Small letters without accents, words between single blanks.</summary>
    private static string Words(string text) =>
        string.Join(
            ' ',
            string.Concat(Folding.Fold(text).Select(Folding.BareLetter).Select(c => char.IsLetterOrDigit(c) ? c : ' '))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
}
