using System.Text.Json;
using Escalations.Launches;

namespace Escalations.Tests.Launches;

/// <summary>A backlog is ordered by the rules that were agreed, and nothing in it waits for ever (A043).</summary>
public sealed class BacklogOrderTests
{
    private const int AgingDays = 10;

    private static readonly Person Ann = new("ann", "Ann");
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyDictionary<string, Placement> Nothing = new Dictionary<string, Placement>();

    [Theory]
    [InlineData(PriorityRule.CustomersFirst, "critical, seen, severe, small")]
    [InlineData(PriorityRule.Severity, "severe, critical, small, seen")]
    [InlineData(PriorityRule.NearestDay, "seen, small, severe, critical")]
    [InlineData(PriorityRule.DecidedDay, "small, severe, critical, seen")]
    [InlineData(PriorityRule.Age, "severe, critical, small, seen")]
    public void The_first_rule_that_tells_two_apart_decides_and_then_age(PriorityRule rule, string order)
    {
        BacklogItem[] items =
        [
            Item("seen", daysAgo: 1, Severity.S4, isCustomerFacing: true) with
            {
                Day = new(2026, 3, 11),
            },
            Item("small", daysAgo: 2, Severity.S3) with
            {
                Day = new(2026, 3, 12),
                Decided = new(2026, 3, 12),
            },
            Item("critical", daysAgo: 3, Severity.S2, isCustomerFacing: true),
            Item("severe", daysAgo: 4, Severity.S1),
        ];

        Assert.Equal(order, string.Join(", ", Keys(BacklogOrder.Of(items, new([rule], AgingDays), Nothing, HasWaited))));
    }

    [Fact]
    public void Every_second_place_belongs_to_what_has_waited_too_long()
    {
        BacklogItem[] items =
        [
            .. Enumerable.Range(0, 4).Select(i => Item($"new{i}", daysAgo: 1, Severity.S1)),
            Item("old", daysAgo: 20, Severity.S4),
            Item("older", daysAgo: 30, Severity.S4),
        ];

        Assert.Equal(
            ["new0", "older", "new1", "old", "new2", "new3"],
            Keys(BacklogOrder.Of(items, new([PriorityRule.Severity], AgingDays), Nothing, HasWaited))
        );
    }

    [Fact]
    public void A_decision_puts_an_item_where_it_says()
    {
        BacklogItem[] items = [.. Enumerable.Range(0, 5).Select(i => Item($"i{i}", daysAgo: 9 - i, Severity.S3))];
        var placed = new Dictionary<string, Placement>
        {
            ["i4"] = new(1, "The sponsor asks for it.", Ann, Now),
            ["i0"] = new(3, "It can wait.", Ann, Now),
            ["gone"] = new(1, "It was here.", Ann, Now),
        };

        var rows = BacklogOrder.Of(items, BacklogRules.Usual, placed, HasWaited);

        Assert.Equal(["i4", "i1", "i0", "i2", "i3"], Keys(rows));
        Assert.Equal(["i4", "i0"], Keys(rows.Where(row => row.Placed is not null)));
    }

    /// <summary>Of any items, rules and decisions, in whatever order they come.</summary>
    [Fact]
    public void The_order_holds_all_and_follows_from_what_is_so_alone()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var items = Any(random);
            var rules = AnyRules(random);
            var placed = items
                .Where(_ => random.Next(6) == 0)
                .ToDictionary(item => item.Key, _ => new Placement(random.Next(1, items.Count + 1), "So.", Ann, Now.AddMinutes(random.Next(5))));
            var rows = BacklogOrder.Of(items, rules, placed, HasWaited);

            Assert.Equal(items.Select(item => item.Key).Order(StringComparer.Ordinal), Keys(rows).Order(StringComparer.Ordinal));
            var other = items.ToArray();
            random.Shuffle(other);
            Assert.Equal(Keys(rows), Keys(BacklogOrder.Of(other, rules, placed, HasWaited)));
            if (placed.Values.Select(one => one.Place).Distinct().Count() == placed.Count)
            {
                Assert.All(placed, one => Assert.Equal(one.Value.Place, Keys(rows).ToList().IndexOf(one.Key) + 1));
            }
        }
    }

    /// <summary>However much that is more urgent comes after it.</summary>
    [Fact]
    public void What_has_waited_too_long_is_never_behind_more_than_twice_as_many_as_have_waited_longer()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var items = Any(random);
            var rows = BacklogOrder.Of(items, AnyRules(random), Nothing, HasWaited);
            var old = items.Where(item => HasWaited(item.Since)).OrderBy(item => item.Since).ThenBy(item => item.Key, StringComparer.Ordinal).ToList();
            foreach (var (longer, item) in old.Index())
            {
                Assert.InRange(Keys(rows).ToList().IndexOf(item.Key) + 1, 1, (2 * longer) + 2);
            }
        }
    }

    /// <summary>Stored names are for ever.</summary>
    [Fact]
    public void What_is_stored_of_it_is_read_again()
    {
        LaunchEvent[] events =
        [
            new WorkAdded("Gift cards", WorkKind.Feature, true, Ann, new(2026, 3, 20)),
            new WorkEnded(1, false, "Nobody asks for them."),
            new RulesAgreed([PriorityRule.CustomersFirst, PriorityRule.NearestDay], 5, "We ship sooner."),
            new RulesUpheld(),
            new ItemPlaced("work-1", 2, "The sponsor asks for it."),
            new ItemPlaced("work-1", null, "It is over."),
        ];
        string[] stored =
        [
            """{"event":"work_added.1","title":"Gift cards","kind":"Feature","is_customer_facing":true,"owner":{"id":"ann","name":"Ann"},"day":"2026-03-20"}""",
            """{"event":"work_ended.1","number":1,"is_done":false,"because":"Nobody asks for them."}""",
            """{"event":"rules_agreed.1","order":["CustomersFirst","NearestDay"],"aging_days":5,"because":"We ship sooner."}""",
            """{"event":"rules_upheld.1"}""",
            """{"event":"item_placed.1","item":"work-1","place":2,"because":"The sponsor asks for it."}""",
            """{"event":"item_placed.1","item":"work-1","because":"It is over."}""",
        ];

        Assert.Equal(stored, events.Select(e => JsonSerializer.Serialize(e, LaunchJson.Default.LaunchEvent)));
        Assert.Equal(
            stored,
            stored.Select(json => JsonSerializer.Serialize(JsonSerializer.Deserialize(json, LaunchJson.Default.LaunchEvent)!, LaunchJson.Default.LaunchEvent))
        );
    }

    private static bool HasWaited(DateTimeOffset since) => since < Now.AddDays(-AgingDays);

    private static IEnumerable<string> Keys(IEnumerable<BacklogRow> rows) => rows.Select(row => row.Item.Key);

    private static BacklogItem Item(string key, int daysAgo, Severity severity, bool isCustomerFacing = false) =>
        new(key, BacklogKind.Matter, key, isCustomerFacing, severity, Now.AddDays(-daysAgo));

    private static IReadOnlyList<BacklogItem> Any(Random random) =>
        [
            .. Enumerable
                .Range(0, random.Next(25))
                .Select(i =>
                    Item($"i{i}", random.Next(30), (Severity)random.Next(4), random.Next(2) == 0) with
                    {
                        Day = random.Next(2) == 0 ? null : new DateOnly(2026, 3, 1 + random.Next(28)),
                        Decided = random.Next(2) == 0 ? null : new DateOnly(2026, 3, 1 + random.Next(28)),
                    }
                ),
        ];

    private static BacklogRules AnyRules(Random random)
    {
        var all = Enum.GetValues<PriorityRule>();
        random.Shuffle(all);
        return new([.. all.Take(random.Next(1, all.Length + 1))], AgingDays);
    }
}
