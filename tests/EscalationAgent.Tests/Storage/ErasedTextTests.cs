using System.Text.Json.Nodes;
using Escalations;
using Escalations.Ports;
using Escalations.Reporting;
using Escalations.UseCases;

namespace EscalationAgent.Tests.Storage;

/// <summary>Texts go out of the record, and what is left is still proven by the chain in which it was sealed.</summary>
public sealed class ErasedTextTests
{
    private const string Tenant = "contoso";

    private static readonly EscalationId Id = new(2026, 1);

    private static readonly DateTimeOffset Later = EventSamples.Start.AddYears(2);

    private static readonly ErasedPerson Mike = new(Tenant, [EventSamples.Mike.Id, "29:mike"], ["Mike Ross", "mike.ross@contoso.com"]);

    private static List<SealedEvent> Life => Sealed(EventSamples.Life);

    [Fact]
    public void Nothing_that_was_written_is_left_and_all_figures_are()
    {
        var before = Life;
        var (after, change) = Erase(before, ErasedText.WithoutTexts);

        string[] said = ["Müller", "export", "plant", "HAR in", "SUP-4711", "Confirmed by", "On leave", "Nothing to see", "engineers"];
        var text = string.Join('\n', after.Select(stored => stored.Json)) + Storage(change.After);
        Assert.DoesNotContain(said, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("\"salt\"", string.Concat(change.Rewritten.Select(stored => stored.Json)));

        var (was, left) = (Fold(before), change.After);
        Assert.Equal(
            (was.Status, was.Csm, was.Decision!.Category, was.Decision.Severity, was.RoutedAt, was.Outcome.EndedAt, was.LastEventAt),
            (left.Status, left.Csm, left.Decision!.Category, left.Decision.Severity, left.RoutedAt, left.Outcome.EndedAt, left.LastEventAt)
        );
        Assert.Equal(was.Brief.ArrAtRisk, left.Brief.ArrAtRisk);
        Assert.Equal(was.Assignment.Teams, left.Assignment.Teams);
        Assert.Equal(Later, left.ErasedAt);
        Assert.Equal(Figures(before), Figures(after));
    }

    /// <summary>A new property of an event is erased unless somebody says that it is none of a text; and then it still has to be read.</summary>
    [Fact]
    public void Every_event_is_read_after_its_texts_are_gone()
    {
        foreach (var happened in EventSamples.Life)
        {
            var stored = HashChain.Seal("", happened);
            var left = ErasedText.WithoutTexts(stored.Json);
            Assert.IsType(happened.What.GetType(), HashChain.Open(stored with { Json = left }).What);
            Assert.Equal(left, ErasedText.WithoutTexts(left));
        }
    }

    [Fact]
    public void The_chain_holds_after_one_erasure_and_after_several()
    {
        var (once, _) = Erase(Life, json => ErasedText.WithoutPerson(json, Mike), Mike.Pseudonym);
        var (twice, _) = Erase(once, ErasedText.WithoutTexts);
        Assert.All([once, twice], record => Assert.Null(HashChain.FirstBroken(Tenant, Id, record)));
        Assert.Equal(Life.Count + 2, twice.Count);
        Assert.Equal(Life.Select(e => e.Sequence), twice.SkipLast(2).Select(e => e.Sequence));
    }

    [Fact]
    public void The_hashes_are_those_of_an_export_that_was_made_before()
    {
        var before = Life;
        var (after, _) = Erase(before, ErasedText.WithoutTexts);
        Assert.Equal(before.Select(e => e.Hash), after.SkipLast(1).Select(e => e.Hash));
    }

    /// <summary>What was erased is no door: whoever changes what is left, a hash, or the erasure is found.</summary>
    [Fact]
    public void Whoever_changes_what_is_left_is_found()
    {
        var (after, change) = Erase(Life, ErasedText.WithoutTexts);
        foreach (var stored in change.Rewritten)
        {
            List<SealedEvent> changed = [.. after];
            changed[stored.Sequence - 1] = stored with { Json = stored.Json.Replace("[…]", "[...]", StringComparison.Ordinal) };
            Assert.Equal(stored.Sequence, HashChain.FirstBroken(Tenant, Id, changed));
            changed[stored.Sequence - 1] = stored with { Hash = after[0].Hash + "0" };
            Assert.NotNull(HashChain.FirstBroken(Tenant, Id, changed));
        }

        // Without the erasure nothing vouches for it; and it cannot be written anew without what it follows.
        Assert.Equal(change.Rewritten[0].Sequence, HashChain.FirstBroken(Tenant, Id, [.. after.SkipLast(1)]));
        var forged = (Erased)HashChain.Open(after[^1]).What;
        var other = after[^1] with { Json = after[^1].Json.Replace(forged.Events[0].Digest, HashChain.Digest("another"), StringComparison.Ordinal) };
        Assert.NotNull(HashChain.FirstBroken(Tenant, Id, [.. after.SkipLast(1), other]));
    }

    /// <summary>It would hide what somebody has done.</summary>
    [Fact]
    public void A_record_that_was_changed_is_not_erased()
    {
        List<SealedEvent> changed = [.. Life];
        changed[3] = changed[3] with { Json = changed[3].Json.Replace("Export", "Import", StringComparison.Ordinal) };
        Assert.Contains("event 4", Assert.Throws<InvalidDataException>(() => Erase(changed, ErasedText.WithoutTexts)).Message);
    }

    [Fact]
    public void A_person_is_called_by_one_name_wherever_they_were()
    {
        var (after, change) = Erase(Life, json => ErasedText.WithoutPerson(json, Mike), Mike.Pseudonym, "Data protection office");
        var text = string.Join('\n', after.Select(stored => stored.Json)) + Storage(change.After);

        Assert.DoesNotContain("Mike", text, StringComparison.Ordinal);
        Assert.DoesNotContain("mike-id", text, StringComparison.Ordinal);
        Assert.Contains(Mike.Pseudonym, text);
        Assert.Equal(new Person(Mike.Pseudonym, Mike.Pseudonym), change.After.Outcome.ResolvedBy);
        Assert.Contains("Müller & Söhne", Fold(after).Brief.Account);
        Assert.Null(Erasure.Of(Tenant, Id, after, json => ErasedText.WithoutPerson(json, Mike), Later, Mike.Pseudonym));
    }

    [Theory]
    [InlineData("Mike Ross called.", "X called.")]
    [InlineData("MIKE ROSS, mike.ross@contoso.com", "X, X")]
    [InlineData("Asked 29:mike and mike-id", "Asked X and X")]
    [InlineData("Mike Rossi and Jamike Ross stay", "Mike Rossi and Jamike Ross stay")]
    [InlineData("Mike alone is anybody", "Mike alone is anybody")]
    public void Names_are_whole_words(string text, string left) => Assert.Equal(left.Replace("X", Mike.Pseudonym), Mike.Without(text));

    [Fact]
    public void Of_two_tenants_nobody_is_the_same()
    {
        Assert.Equal(ErasedPerson.PseudonymOf(Tenant, "MIKE-ID"), Mike.Pseudonym);
        Assert.NotEqual(ErasedPerson.PseudonymOf("fabrikam", "mike-id"), Mike.Pseudonym);
    }

    /// <summary>With the chance that is erased with them, guesses cannot be held against a hash.</summary>
    [Fact]
    public void Two_of_the_same_text_are_sealed_differently()
    {
        var happened = EventSamples.Life[1];
        Assert.NotEqual(HashChain.Seal("", happened).Hash, HashChain.Seal("", happened).Hash);
        Assert.NotNull((string?)JsonNode.Parse(HashChain.Seal("", happened).Json)!["salt"]);
    }

    private static (IReadOnlyList<SealedEvent> After, Change Change) Erase(
        IReadOnlyList<SealedEvent> history,
        Func<string, string> erase,
        string? person = null,
        string? askedBy = null
    )
    {
        var change = Erasure.Of(Tenant, Id, history, erase, Later, person, askedBy)!;
        var left = change.Rewritten.ToDictionary(stored => stored.Sequence);
        return ([.. history.Select(stored => left.GetValueOrDefault(stored.Sequence, stored)), HashChain.Seal(history[^1].Hash, change.New[0])], change);
    }

    private static List<SealedEvent> Sealed(IEnumerable<RecordedEvent> life)
    {
        var sealedEvents = new List<SealedEvent>();
        foreach (var happened in life)
        {
            sealedEvents.Add(HashChain.Seal(sealedEvents.Count == 0 ? HashChain.Genesis(Tenant, Id) : sealedEvents[^1].Hash, happened));
        }

        return sealedEvents;
    }

    private static Escalation Fold(IEnumerable<SealedEvent> history) => Escalation.Fold(Tenant, Id, history.Select(HashChain.Open));

    private static string Storage(Escalation escalation) => EscalationAgent.Storage.StoredText.Of(escalation);

    private static IEnumerable<Milestone> Figures(IEnumerable<SealedEvent> history)
    {
        var changes = new List<ReportChange>();
        ReportFold.Of(Tenant, Id, history.Select(HashChain.Open), changes);
        return changes.OfType<MilestoneReached>().Select(reached => reached.Milestone.What);
    }
}
