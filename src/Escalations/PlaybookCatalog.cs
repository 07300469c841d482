using TextAnalysis.Tokens;

namespace Escalations;

/// <summary>
/// The playbooks that run side by side, in all editions that are in use. Each escalation keeps to its own. What is known changes
/// while the program runs; every question is answered from one state of it.
/// </summary>
public sealed class PlaybookCatalog
{
    private readonly Lock gate = new();
    private readonly string defaultName;
    private readonly IReadOnlyCollection<string> off;
    private volatile Known known;

    /// <param name="newest">At least the default one; names are unique.</param>
    /// <param name="defaultName">The one that new briefs run under when nobody says which.</param>
    /// <param name="off">Names of those under which nothing new begins; what runs under them goes on.</param>
    public PlaybookCatalog(IEnumerable<Playbook> newest, string defaultName, IReadOnlyCollection<string>? off = null)
    {
        this.defaultName = defaultName;
        this.off = off ?? [];
        known = With(newest.ToDictionary(p => p.Version.Name, StringComparer.Ordinal), [], new Dictionary<string, Playbook>(), []);
    }

    /// <summary>One playbook, which is the default.</summary>
    public PlaybookCatalog(Playbook only)
        : this([only], only.Version.Name) { }

    /// <summary>The one that new briefs run under when nobody says which; its leadership gets the weekly summary.</summary>
    public Playbook Default => known.Newest[defaultName];

    /// <summary>All that new briefs can run under, the default one first.</summary>
    public IReadOnlyList<Playbook> Live => known.Live;

    /// <summary>The newest edition of each, those included under which nothing new begins.</summary>
    public IReadOnlyCollection<Playbook> Newest => [.. known.Newest.Values];

    /// <summary>Names of those whose file is gone: nothing new begins under them.</summary>
    public IReadOnlySet<string> Gone => known.Gone;

    /// <summary>All whose rules hold for something: the live ones, and earlier editions under which something still runs.</summary>
    public IReadOnlyList<Playbook> InForce => known.InForce;

    /// <summary>Every team and role of the playbooks in force, each once. The same key in two playbooks is the same team, linked once.</summary>
    public IReadOnlyList<Team> Teams => [.. InForce.SelectMany(p => p.Teams).DistinctBy(t => t.Key)];

    /// <summary>Those to which somebody is linked; others are named for each matter.</summary>
    public IReadOnlyList<Team> LinkedTeams => [.. Teams.Where(t => !t.IsNamed)];

    public Team? FindTeam(string? key) => known.All.Select(p => p.FindTeam(key)).FirstOrDefault(t => t is not null);

    /// <summary>The names of teams for people; a key that no playbook knows stands for itself.</summary>
    public string TitlesOf(IEnumerable<string> teams, string between = ", ") =>
        string.Join(between, teams.Select(key => InReaderLanguage(FindTeam(key)?.Title ?? key)));

    /// <summary>Whether a team or role is called so: by its key, or by its title in English or in the reader's language.</summary>
    public bool IsCalled(string team, string said) =>
        new[] { team, team.Replace('_', ' '), TitlesOf([team]), FindTeam(team)?.Title ?? team }.Any(name =>
            Folding.FoldInPlace(name).Equals(Folding.FoldInPlace(said), StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Whether a key is that of a leadership, which sees all of its playbook.</summary>
    public bool IsLeadership(string team) => InForce.Any(p => p.LeadershipTeam == team);

    /// <summary>A text of any of them as the reader knows it; as it is written where there is no translation.</summary>
    public string InReaderLanguage(string text) => known.All.Select(p => p.InReaderLanguage(text)).FirstOrDefault(said => said != text, text);

    /// <summary>A category by its key, in the first playbook that has it.</summary>
    public Category? FindCategory(string? key) => known.All.Select(p => p.FindCategory(key)).FirstOrDefault(c => c is not null);

    /// <summary>Whether a category of that key is confidential in any of them.</summary>
    public bool MayBeConfidential(string? category) => known.All.Any(p => p.FindCategory(category) is { IsConfidential: true });

    /// <summary>A live playbook by its name, in its newest edition.</summary>
    public Playbook? Find(string? name) => Live.FirstOrDefault(p => p.Version.Name == name);

    /// <summary>
    /// The playbook that an escalation runs under: in its own edition, by today's calendars. Where no edition is on record it is the
    /// newest, and the default one where its own is not there any more.
    /// </summary>
    public Playbook Of(Escalation escalation) => known.Of(escalation.Playbook) ?? Default;

    /// <summary>Its playbook as its file is now: for what is no promise to those who began under an earlier edition.</summary>
    public Playbook NewestOf(Escalation escalation) => known.Newest.GetValueOrDefault(escalation.Playbook.Name) ?? Of(escalation);

    /// <summary>
    /// The playbook from which the kind of a draft is chosen: the newest edition, as long as the draft has not been with a team.
    /// </summary>
    /// <param name="name">The playbook that is chosen.</param>
    /// <returns>Null when nothing can begin under it.</returns>
    public Playbook? ChosenFor(Escalation draft, string? name) => draft.RoutedAt is not null && draft.Playbook.Name == name ? Of(draft) : Find(name);

    /// <summary>Whether an edition can be answered for.</summary>
    public bool Knows(string edition) => known.Editions.ContainsKey(edition);

    /// <summary>Whether an edition is counted among those under which something runs.</summary>
    public bool IsInUse(string edition) => known.InUse.Contains(edition);

    /// <summary>An edition that no file here has, as it was stored.</summary>
    /// <param name="isInUse">Whether something that has not ended runs under it.</param>
    public void Add(Playbook edition, bool isInUse) =>
        Change(now =>
            With(
                now.Newest,
                now.Gone,
                new Dictionary<string, Playbook>(now.Editions) { [edition.Version.Edition!] = edition },
                isInUse ? [.. now.InUse, edition.Version.Edition!] : now.InUse
            )
        );

    /// <summary>Something that has not ended runs under a known edition.</summary>
    public void Use(string edition)
    {
        if (!IsInUse(edition))
        {
            Change(now => With(now.Newest, now.Gone, now.Editions, [.. now.InUse, edition]));
        }
    }

    /// <summary>All editions under which something runs that has not ended; any other is not in use.</summary>
    public void UseOnly(IEnumerable<string> editions) => Change(now => With(now.Newest, now.Gone, now.Editions, [.. editions]));

    /// <summary>The files have changed: all of it counts at once, or nothing.</summary>
    /// <param name="newest">Those with a new edition, and new ones.</param>
    /// <param name="gone">Names of all whose file is gone.</param>
    /// <exception cref="ArgumentException">The default one would be gone.</exception>
    public void Take(IReadOnlyCollection<Playbook> newest, IReadOnlyCollection<string> gone)
    {
        if (gone.Contains(defaultName))
        {
            throw new ArgumentException($"{defaultName} is the default one.", nameof(gone));
        }

        Change(now =>
        {
            var after = new Dictionary<string, Playbook>(now.Newest, StringComparer.Ordinal);
            foreach (var playbook in newest)
            {
                after[playbook.Version.Name] = playbook;
            }

            return With(after, [.. gone], now.Editions, now.InUse);
        });
    }

    private void Change(Func<Known, Known> change)
    {
        lock (gate)
        {
            known = change(known);
        }
    }

    /// <param name="editions">Those known so far, as they were written.</param>
    private Known With(
        IReadOnlyDictionary<string, Playbook> newest,
        HashSet<string> gone,
        IReadOnlyDictionary<string, Playbook> editions,
        HashSet<string> inUse
    )
    {
        var all = new Dictionary<string, Playbook>(editions);
        foreach (var playbook in newest.Values.Where(p => p.Version.Edition is not null))
        {
            all[playbook.Version.Edition!] = playbook;
        }

        IReadOnlyList<Playbook> live =
        [
            .. newest
                .Values.Where(p => !off.Contains(p.Version.Name) && !gone.Contains(p.Version.Name))
                .OrderBy(p => p.Version.Name != defaultName)
                .ThenBy(p => p.Version.Name, StringComparer.Ordinal),
        ];
        return new(newest, gone, all, inUse, live);
    }

    /// <summary>One state of what is known.</summary>
    private sealed class Known
    {
        /// <summary>By the edition; with the newest calendars of its name.</summary>
        private readonly Dictionary<string, Playbook> byEdition;

        /// <param name="newest">By name; one whose file is gone stays, for what follows it.</param>
        /// <param name="editions">By edition, as written.</param>
        public Known(
            IReadOnlyDictionary<string, Playbook> newest,
            HashSet<string> gone,
            IReadOnlyDictionary<string, Playbook> editions,
            HashSet<string> inUse,
            IReadOnlyList<Playbook> live
        )
        {
            (Newest, Gone, Editions, InUse, Live) = (newest, gone, editions, inUse, live);
            byEdition = editions.ToDictionary(
                e => e.Key,
                e => !newest.TryGetValue(e.Value.Version.Name, out var latest) || ReferenceEquals(latest, e.Value) ? e.Value : e.Value.WithCalendarsOf(latest)
            );
            InForce =
            [
                .. Live,
                .. byEdition.Where(e => inUse.Contains(e.Key)).Select(e => e.Value).Except(Live, ReferenceEqualityComparer.Instance).Cast<Playbook>(),
            ];
            All = [.. InForce, .. newest.Values, .. byEdition.Values];
        }

        public IReadOnlyDictionary<string, Playbook> Newest { get; }

        public HashSet<string> Gone { get; }

        public IReadOnlyDictionary<string, Playbook> Editions { get; }

        public HashSet<string> InUse { get; }

        public IReadOnlyList<Playbook> Live { get; }

        public IReadOnlyList<Playbook> InForce { get; }

        /// <summary>Those in force before the others; some stand twice.</summary>
        public IReadOnlyList<Playbook> All { get; }

        public Playbook? Of(PlaybookVersion version) =>
            version.Edition is { } edition && byEdition.TryGetValue(edition, out var own) ? own : Newest.GetValueOrDefault(version.Name);
    }
}
