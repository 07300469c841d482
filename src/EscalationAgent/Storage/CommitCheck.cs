using Escalations;
using Escalations.Ports;

namespace EscalationAgent.Storage;

/// <summary>What a commit must be in itself, before any store looks at what it holds already.</summary>
internal static class CommitCheck
{
    /// <exception cref="ArgumentException">The caller has put together a commit that no store may keep.</exception>
    public static void Check(Commit commit)
    {
        Require(commit.Change is null || commit.Directory is null, "One commit changes an escalation and the directory as well.");
        if (commit.Directory?.Launch is { } launch)
        {
            Require(
                launch.New.Index().All(e => e.Item.Sequence == launch.Before.Version + 1 + e.Index)
                    && launch.After.Version == launch.Before.Version + launch.New.Count,
                $"The new events of launch {launch.After.Id} are not numbered one after the other."
            );
            Require(launch.Measures.Count <= LaunchChange.Most, $"Too many measures of launch {launch.After.Id} for one commit.");
            Require(
                launch.New.Count + launch.Rewritten.Count + launch.Measures.Count > 0
                    && (launch.New.Count == 0 ? launch.Before.Hash : launch.New[^1].Hash) == launch.After.Hash,
                $"Launch {launch.After.Id} ends with another event than it says."
            );
        }

        if (commit.Change is not { } change)
        {
            return;
        }

        var id = change.After.Id;
        Require(change.New.Count > 0, $"{id} changes without an event.");
        Require(
            change.ExpectedVersion >= 0 && change.New.Index().All(e => e.Item.Sequence == change.New[0].Sequence + e.Index),
            $"The new events of {id} are not numbered one after the other."
        );
        Require(
            change.After.Version == change.New[^1].Sequence,
            $"{id} is said to be at version {change.After.Version} after event {change.New[^1].Sequence}."
        );
        Require(
            change.Rewritten.Count == 0
                || (
                    change.New is [{ What: Erased erased }]
                    && change.Rewritten.All(left => erased.Events.Contains(new(left.Sequence, left.Hash, HashChain.Digest(left.Json))))
                ),
            $"{id} changes events that no erasure vouches for."
        );
        Require(change.After.Tenant == commit.Tenant, $"{id} belongs to another tenant than the commit.");
    }

    /// <exception cref="ArgumentException">A model cannot have cost less than nothing.</exception>
    public static void Check(ModelUse use) => Require(use is { Calls: >= 0, Tokens: >= 0 }, "What a model cost is less than nothing.");

    private static void Require(bool so, string otherwise)
    {
        if (!so)
        {
            throw new ArgumentException(otherwise);
        }
    }
}
