using Escalations;
using Escalations.UseCases;

namespace EscalationAgent.Storage;

/// <summary>The store without a file, for tests and trials. It keeps text like the others, never the caller's objects.</summary>
internal sealed class InMemoryStore : IEscalationStore, IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Dictionary<(string Tenant, EscalationId Id), Row> escalations = [];
    private readonly Dictionary<(string Tenant, string Delivery), FirstAnswer> deliveries = [];
    private readonly Dictionary<(string Tenant, int Year), int> numbers = [];
    private readonly Dictionary<(string Tenant, string Kind, string Key), string> directory = [];
    private readonly Dictionary<(string Tenant, EscalationId Id, string Lane), string> cards = [];
    private readonly Dictionary<(string Tenant, DateOnly Day), Dictionary<string, ModelCost>> modelUse = [];
    private readonly InMemoryOutbox outbox = new();

    public Task<FirstAnswer?> CommitAsync(Commit commit, CancellationToken cancel)
    {
        CommitCheck.Check(commit);
        return InTurnAsync(() =>
        {
            if (commit.Delivery is { } delivery && deliveries.TryGetValue((commit.Tenant, delivery), out var first))
            {
                return first;
            }

            // Everything that can fail comes before anything is kept.
            var rows = commit.Changes.Select(change => After(commit.Tenant, change)).ToList();
            var owed = InMemoryOutbox.Written(commit.Owed);
            Keep(commit, rows, owed, [.. DirectoryEntry.Of(commit)]);
            return null;
        }, cancel);
    }

    public Task<FirstAnswer?> FindAnswerAsync(string tenant, string delivery, CancellationToken cancel) =>
        InTurnAsync(() => deliveries.GetValueOrDefault((tenant, delivery)), cancel);

    public Task<EscalationId> NextIdAsync(string tenant, int year, CancellationToken cancel) =>
        InTurnAsync(() => new EscalationId(year, numbers[(tenant, year)] = numbers.GetValueOrDefault((tenant, year)) + 1), cancel);

    public Task<Escalation?> FindAsync(string tenant, EscalationId id, CancellationToken cancel) =>
        InTurnAsync(() => escalations.GetValueOrDefault((tenant, id))?.Escalation, cancel);

    public Task<IReadOnlyList<SealedEvent>> HistoryAsync(string tenant, EscalationId id, CancellationToken cancel) =>
        InTurnAsync(() => escalations.GetValueOrDefault((tenant, id))?.History ?? [], cancel);

    public Task<SealedEvent?> FindEventAsync(string tenant, EscalationId id, int sequence, CancellationToken cancel) =>
        InTurnAsync(() => escalations.GetValueOrDefault((tenant, id))?.History.ElementAtOrDefault(sequence - 1), cancel);

    public Task<IReadOnlyList<Escalation>> ListAsync(string tenant, IReadOnlyCollection<Status> statuses, string? csm, int limit, CancellationToken cancel) =>
        InTurnAsync<IReadOnlyList<Escalation>>(() =>
        [
            .. Of(tenant)
                .Where(e => (statuses.Count == 0 || statuses.Contains(e.Status)) && (csm is null || e.Csm.Id == csm))
                .OrderByDescending(e => e.LastEventAt).ThenByDescending(e => e.Id.Year).ThenByDescending(e => e.Id.Number)
                .Take(limit),
        ], cancel);

    public Task<IReadOnlyList<Escalation>> OfAccountAsync(string tenant, string account, DateTimeOffset since, int limit, CancellationToken cancel) =>
        InTurnAsync<IReadOnlyList<Escalation>>(() =>
        [
            .. Of(tenant)
                .Where(e => e.RoutedAt >= since && e.Brief.Account is { } name && StoredText.AccountKey(name) == StoredText.AccountKey(account))
                .OrderByDescending(e => e.RoutedAt).Take(limit),
        ], cancel);

    public Task<IReadOnlyList<(EscalationId Id, IReadOnlyList<SealedEvent> History)>> AliveBetweenAsync(string tenant, DateTimeOffset since, DateTimeOffset until, CancellationToken cancel) =>
        InTurnAsync<IReadOnlyList<(EscalationId, IReadOnlyList<SealedEvent>)>>(() =>
        [
            .. Of(tenant)
                .Where(e => e.StartedAt < until && (e.EndedAt is null || e.EndedAt >= since))
                .OrderBy(e => e.Id.Year).ThenBy(e => e.Id.Number)
                .Select(e => (e.Id, escalations[(tenant, e.Id)].History)),
        ], cancel);

    public Task<IReadOnlyList<DueKey>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel) =>
        InTurnAsync<IReadOnlyList<DueKey>>(() =>
        [
            .. escalations.Values.Select(row => row.Escalation).Where(e => e.NextWake <= now)
                .OrderBy(e => e.Decision?.Severity ?? Severity.S4).ThenBy(e => e.NextWake)
                .Take(limit).Select(e => new DueKey(e.Tenant, e.Id)),
        ], cancel);

    public Task<Contact?> FindContactAsync(string tenant, string personId, CancellationToken cancel) =>
        FindAsync(tenant, DirectoryEntry.ContactKind, personId, StoredText.Contact, cancel);

    public Task<Channel?> FindChannelAsync(string tenant, string channelId, CancellationToken cancel) =>
        FindAsync(tenant, DirectoryEntry.ChannelKind, channelId, StoredText.Channel, cancel);

    public Task<IReadOnlyList<string>> TenantsAsync(CancellationToken cancel) =>
        InTurnAsync<IReadOnlyList<string>>(() => [.. directory.Keys.Where(key => key.Kind == DirectoryEntry.BindingKind).Select(key => key.Tenant).Distinct()], cancel);

    public Task<IReadOnlyList<Binding>> BindingsAsync(string tenant, CancellationToken cancel) =>
        InTurnAsync<IReadOnlyList<Binding>>(() =>
        [
            .. directory.Where(e => e.Key.Tenant == tenant && e.Key.Kind == DirectoryEntry.BindingKind)
                .OrderBy(e => e.Key.Key, StringComparer.Ordinal).Select(e => StoredText.Binding(e.Value)),
        ], cancel);

    public Task<PendingNotes?> FindPendingNotesAsync(string tenant, string personId, CancellationToken cancel) =>
        FindAsync(tenant, DirectoryEntry.NotesKind, personId, StoredText.PendingNotes, cancel);

    public Task<PostedCard?> FindCardAsync(string tenant, EscalationId id, string lane, CancellationToken cancel) =>
        InTurnAsync(() => cards.TryGetValue((tenant, id, lane), out var json) ? StoredText.PostedCard(json) : null, cancel);

    public Task<IReadOnlyList<PostedCard>> CardsAsync(string tenant, EscalationId id, CancellationToken cancel) =>
        InTurnAsync<IReadOnlyList<PostedCard>>(() =>
        [
            .. cards.Where(card => card.Key.Tenant == tenant && card.Key.Id == id)
                .OrderBy(card => card.Key.Lane, StringComparer.Ordinal).Select(card => StoredText.PostedCard(card.Value)),
        ], cancel);

    public Task<IReadOnlyList<ClaimedMessage>> ClaimOwedAsync(OwedKind kind, DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancel) =>
        InTurnAsync(() => outbox.Claim(kind, now, lease, limit), cancel);

    public Task<IReadOnlyList<WaitingMessage>> WaitingBehindAsync(ClaimedMessage message, int limit, CancellationToken cancel) =>
        InTurnAsync(() => outbox.Behind(message, limit), cancel);

    public Task<bool> SettleAsync(ClaimedMessage message, Settlement settlement, CancellationToken cancel) => InTurnAsync(() =>
    {
        var sent = settlement as Sent;
        var entries = DirectoryEntry.Of(sent?.Contacts ?? [], sent?.Channels ?? []).ToList();
        var card = sent?.Card is { } posted ? StoredText.Of(posted) : null;
        if (outbox.Settle(message, settlement) is not { } tenant)
        {
            return false;
        }

        Put(tenant, entries);
        if (card is not null)
        {
            cards[(tenant, sent!.Card!.Id, sent.Card.Lane)] = card;
        }

        return true;
    }, cancel);

    public Task<DateTimeOffset?> NextOwedAtAsync(OwedKind kind, CancellationToken cancel) => InTurnAsync(() => outbox.NextAt(kind), cancel);

    public Task<ModelUseOfDay> FindModelUseAsync(string tenant, string personId, DateOnly day, CancellationToken cancel) => InTurnAsync(() =>
    {
        var people = modelUse.GetValueOrDefault((tenant, day)) ?? [];
        return new ModelUseOfDay(people.GetValueOrDefault(personId) ?? new(0, 0), new(people.Values.Sum(cost => cost.Calls), people.Values.Sum(cost => cost.Tokens)));
    }, cancel);

    public void Dispose() => turn.Dispose();

    private Row After(string tenant, Change change)
    {
        var id = change.After.Id;
        var row = escalations.GetValueOrDefault((tenant, id)) ?? new([], "");
        if (row.History.Count != change.ExpectedVersion)
        {
            throw new ChangedMeanwhileException(id.ToString());
        }

        List<SealedEvent> history = [.. row.History];
        foreach (var happened in change.New)
        {
            history.Add(Chain.Seal(history is [.., var last] ? last.Hash : Chain.Genesis(tenant, id), happened));
        }

        return new(history, StoredText.Of(change.After));
    }

    private void Keep(Commit commit, List<Row> rows, List<(Target To, string Json)> owed, List<DirectoryEntry> entries)
    {
        if (commit.Delivery is { } delivery)
        {
            deliveries.Add((commit.Tenant, delivery), new(commit.Answer));
        }

        foreach (var (change, row) in commit.Changes.Zip(rows))
        {
            var id = change.After.Id;
            escalations[(commit.Tenant, id)] = row;
            numbers[(commit.Tenant, id.Year)] = Math.Max(numbers.GetValueOrDefault((commit.Tenant, id.Year)), id.Number);
        }

        outbox.Owe(commit.Tenant, owed, commit.At);
        if (commit.ForgetPendingNotesOf is { } person)
        {
            directory.Remove((commit.Tenant, DirectoryEntry.NotesKind, person));
        }

        Put(commit.Tenant, entries);
        if (commit.ModelUse is { } use)
        {
            Count(use);
        }
    }

    private void Count(ModelUse use)
    {
        if (!modelUse.TryGetValue((use.Tenant, use.Day), out var people))
        {
            modelUse[(use.Tenant, use.Day)] = people = [];
        }

        var before = people.GetValueOrDefault(use.PersonId) ?? new(0, 0);
        people[use.PersonId] = new(before.Calls + use.Calls, before.Tokens + use.Tokens);
    }

    private void Put(string tenant, List<DirectoryEntry> entries) => entries.ForEach(entry => directory[(tenant, entry.Kind, entry.Key)] = entry.Json);

    private IEnumerable<Escalation> Of(string tenant) => escalations.Where(row => row.Key.Tenant == tenant).Select(row => row.Value.Escalation);

    private Task<T?> FindAsync<T>(string tenant, string kind, string key, Func<string, T> read, CancellationToken cancel) where T : class =>
        InTurnAsync(() => directory.TryGetValue((tenant, kind, key), out var json) ? read(json) : null, cancel);

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            return work();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>An escalation as it is kept: its sealed events and the text of its snapshot.</summary>
    private sealed record Row(IReadOnlyList<SealedEvent> History, string Snapshot)
    {
        public Escalation Escalation => StoredText.Escalation(Snapshot);
    }
}
