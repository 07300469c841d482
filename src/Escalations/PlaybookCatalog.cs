namespace Escalations;

/// <summary>The playbooks that run side by side. Each escalation keeps to its own.</summary>
public sealed class PlaybookCatalog
{
    private readonly Dictionary<string, Playbook> known;

    /// <param name="known">At least the default one; names are unique.</param>
    /// <param name="defaultName">The one that new briefs run under when nobody says which.</param>
    /// <param name="off">Names of those under which nothing new begins; what runs under them goes on.</param>
    public PlaybookCatalog(IEnumerable<Playbook> known, string defaultName, IReadOnlyCollection<string>? off = null)
    {
        this.known = known.ToDictionary(p => p.Version.Name, StringComparer.Ordinal);
        Default = this.known[defaultName];
        Live =
        [
            .. this
                .known.Values.Where(p => off?.Contains(p.Version.Name) is not true)
                .OrderBy(p => p.Version.Name != defaultName)
                .ThenBy(p => p.Version.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>One playbook, which is the default.</summary>
    public PlaybookCatalog(Playbook only)
        : this([only], only.Version.Name) { }

    /// <summary>The one that new briefs run under when nobody says which; its leadership gets the weekly summary.</summary>
    public Playbook Default { get; }

    /// <summary>All that new briefs can run under, the default one first.</summary>
    public IReadOnlyList<Playbook> Live { get; }

    /// <summary>Every team and role of the live playbooks, each once. The same key in two playbooks is the same team, linked once.</summary>
    public IReadOnlyList<Team> Teams => [.. Live.SelectMany(p => p.Teams).DistinctBy(t => t.Key)];

    /// <summary>Those to which somebody is linked; others are named for each matter.</summary>
    public IReadOnlyList<Team> LinkedTeams => [.. Teams.Where(t => !t.IsNamed)];

    public Team? FindTeam(string? key) => known.Values.Select(p => p.FindTeam(key)).FirstOrDefault(t => t is not null);

    /// <summary>The names of teams for people; a key that no playbook knows stands for itself.</summary>
    public string TitlesOf(IEnumerable<string> teams, string between = ", ") =>
        string.Join(between, teams.Select(key => InReaderLanguage(FindTeam(key)?.Title ?? key)));

    /// <summary>Whether a key is that of a leadership, which sees all of its playbook.</summary>
    public bool IsLeadership(string team) => Live.Any(p => p.LeadershipTeam == team);

    /// <summary>A text of any of them as the reader knows it; as it is written where there is no translation.</summary>
    public string InReaderLanguage(string text) => Live.Select(p => p.InReaderLanguage(text)).FirstOrDefault(said => said != text, text);

    /// <summary>A category by its key, in the first playbook that has it.</summary>
    public Category? FindCategory(string? key) => Live.Select(p => p.FindCategory(key)).FirstOrDefault(c => c is not null);

    /// <summary>A live playbook by its name.</summary>
    public Playbook? Find(string? name) => Live.FirstOrDefault(p => p.Version.Name == name);

    /// <summary>The playbook that an escalation runs under; the default one where its own is not there any more.</summary>
    public Playbook Of(Escalation escalation) => known.GetValueOrDefault(escalation.Playbook.Name) ?? Default;
}
