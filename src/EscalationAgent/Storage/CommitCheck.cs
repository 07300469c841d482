using Escalations.UseCases;

namespace EscalationAgent.Storage;

/// <summary>What a commit must be in itself, before any store looks at what it holds already.</summary>
internal static class CommitCheck
{
    /// <exception cref="ArgumentException">The caller has put together a commit that no store may keep.</exception>
    public static void Check(Commit commit)
    {
        foreach (var change in commit.Changes)
        {
            var id = change.After.Id;
            Require(change.New.Count > 0, $"{id} changes without an event.");
            Require(change.ExpectedVersion >= 0 && change.New.Index().All(e => e.Item.Sequence == change.New[0].Sequence + e.Index), $"The new events of {id} are not numbered one after the other.");
            Require(change.After.Version == change.New[^1].Sequence, $"{id} is said to be at version {change.After.Version} after event {change.New[^1].Sequence}.");
            Require(change.After.Tenant == commit.Tenant, $"{id} belongs to another tenant than the commit.");
        }

        Require(commit.ModelUse is not { } use || use.Tenant == commit.Tenant, "What a model cost is counted for another tenant than the commit's.");
        Require(commit.ModelUse is not ({ Calls: < 0 } or { Tokens: < 0 }), "What a model cost is less than nothing.");
        Require(commit.Changes.DistinctBy(change => change.After.Id).Count() == commit.Changes.Count, "An escalation is changed twice in one commit.");
    }

    private static void Require(bool so, string otherwise)
    {
        if (!so)
        {
            throw new ArgumentException(otherwise);
        }
    }
}
