using Escalations.Ports;

namespace Escalations.UseCases;

/// <summary>What the escalations that have not ended need of their playbooks.</summary>
public sealed class PlaybookUse
{
    private readonly Dictionary<string, Dictionary<PlaybookPart, Need>> followed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PlaybookVersion> editions = new(StringComparer.Ordinal);

    /// <summary>The editions that are on record.</summary>
    public IReadOnlyCollection<PlaybookVersion> Editions => editions.Values;

    /// <summary>Whether anything follows the file of that playbook, because no edition is on record of it.</summary>
    public bool IsFollowed(string playbook) => followed.ContainsKey(playbook);

    /// <summary>What a playbook lacks that is needed by escalations which follow its file, in words.</summary>
    /// <param name="before">The edition that they follow now: what it lacks as well is no loss. Null where that is not known.</param>
    public IReadOnlyList<string> Lacking(Playbook playbook, Playbook? before) =>
        [
            .. followed
                .GetValueOrDefault(playbook.Version.Name, [])
                .Where(need => !Has(playbook, need.Key) && (before is null || Has(before, need.Key)))
                .OrderBy(need => need.Key.Kind, StringComparer.Ordinal)
                .ThenBy(need => need.Key.Key, StringComparer.Ordinal)
                .Select(need =>
                    $"{need.Key.Kind} '{need.Key.Key}' is gone, which {need.Value.First} still needs"
                    + (need.Value.Count == 1 ? "" : $" ({need.Value.Count} escalations in all)")
                ),
        ];

    /// <summary>Takes one more into account.</summary>
    public void Add(Escalation escalation)
    {
        if (escalation.Status.IsEnded())
        {
            return;
        }

        if (escalation.Playbook.Edition is { } edition)
        {
            editions.TryAdd(edition, escalation.Playbook);
            return;
        }

        if (!followed.TryGetValue(escalation.Playbook.Name, out var needs))
        {
            followed[escalation.Playbook.Name] = needs = [];
        }

        foreach (var part in PartsOf(escalation).Distinct())
        {
            needs[part] = needs.TryGetValue(part, out var need) ? need with { Count = need.Count + 1 } : new(escalation.Id, 1);
        }
    }

    private static IEnumerable<PlaybookPart> PartsOf(Escalation escalation) =>
        [
            .. escalation
                .Assignment.Teams.Concat(escalation.Assignment.Above)
                .Concat(escalation.Draft.AwaitedTeams)
                .Concat(escalation.NamedReceivers.Keys)
                .Select(team => new PlaybookPart(PlaybookPart.Team, team)),
            .. new[] { escalation.Decision?.Category, escalation.Draft.Kind }
                .OfType<string>()
                .Select(category => new PlaybookPart(PlaybookPart.Category, category)),
        ];

    private static bool Has(Playbook playbook, PlaybookPart part) =>
        part.Kind == PlaybookPart.Category ? playbook.FindCategory(part.Key) is not null : playbook.FindTeam(part.Key) is not null;

    private sealed record Need(EscalationId First, int Count);

    /// <param name="Kind">What people call it.</param>
    private sealed record PlaybookPart(string Kind, string Key)
    {
        public const string Team = "team or role";
        public const string Category = "category";
    }
}

/// <summary>Looks through all that has not ended, some at a time, for what is needed of playbooks. One that cannot be read is passed over.</summary>
public sealed class PlaybookUseSurvey(IEscalations escalations, IEscalationQueries queries, IDirectory directory)
{
    private const int PageSize = 500;

    private readonly PlaybookUse use = new();
    private Queue<string>? tenants;
    private OpenPosition? after;

    /// <summary>Goes on where it has stopped.</summary>
    /// <param name="most">After about so many it stops again.</param>
    /// <returns>Null while there is more to look at.</returns>
    public async Task<PlaybookUse?> ContinueAsync(int most, CancellationToken cancel)
    {
        tenants ??= new(await directory.TenantsAsync(cancel));
        for (var seen = 0; tenants.Count > 0; )
        {
            if (seen >= most)
            {
                return null;
            }

            var page = await queries.OpenAsync(tenants.Peek(), after, PageSize, cancel);
            foreach (var position in page)
            {
                await AddAsync(tenants.Peek(), position.Id, cancel);
            }

            seen += page.Count;
            after = page.Count == PageSize ? page[^1] : null;
            if (after is null)
            {
                tenants.Dequeue();
            }
        }

        return use;
    }

    private async Task AddAsync(string tenant, EscalationId id, CancellationToken cancel)
    {
        try
        {
            if (await escalations.FindAsync(tenant, id, cancel) is { } escalation)
            {
                use.Add(escalation);
            }
        }
        catch (Exception unreadable) when (unreadable is not StoreUnavailableException && !cancel.IsCancellationRequested)
        {
            // Whoever watches its deadlines tells of it.
        }
    }
}
