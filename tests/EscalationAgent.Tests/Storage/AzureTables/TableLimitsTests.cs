using Azure.Data.Tables;
using EscalationAgent.Storage.AzureTables;

namespace EscalationAgent.Tests.Storage.AzureTables;

/// <summary>The limits of the service, most of which Azurite does not know: they are checked before anything is sent.</summary>
public sealed class TableLimitsTests
{
    [Fact]
    public void Just_what_the_service_takes_is_taken()
    {
        var entity = new TableEntity(new string('p', 512), "r");
        foreach (var i in Enumerable.Range(0, 15))
        {
            entity[$"T{i}"] = new string('x', 32 * 1024);
        }

        foreach (var i in Enumerable.Range(0, 235))
        {
            entity[$"N{i}"] = i;
        }

        entity["At"] = new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);
        entity["Bytes"] = new byte[64];
        TableLimits.Check(entity);
        TableLimits.Check([.. Enumerable.Range(0, 100).Select(i => Add("p", $"{i}"))]);
    }

    [Fact]
    public void A_row_of_more_than_1_MiB_is_refused()
    {
        var entity = new TableEntity("p", "r");
        foreach (var i in Enumerable.Range(0, 16))
        {
            entity[$"T{i}"] = new string('x', 32 * 1024);
        }

        Assert.Contains("takes 10", Refused(entity));
    }

    [Fact]
    public void A_row_of_more_than_252_properties_is_refused()
    {
        var entity = new TableEntity("p", "r");
        foreach (var i in Enumerable.Range(0, 253))
        {
            entity[$"N{i}"] = i;
        }

        Assert.Contains("253 properties", Refused(entity));
    }

    [Fact]
    public void A_text_of_more_than_32768_characters_is_refused() =>
        Assert.Contains("32769 characters", Refused(new TableEntity("p", "r") { ["T"] = new string('x', (32 * 1024) + 1) }));

    [Fact]
    public void More_than_64_KiB_of_bytes_are_refused() =>
        Assert.Contains("65537 bytes", Refused(new TableEntity("p", "r") { ["B"] = new byte[(64 * 1024) + 1] }));

    [Fact]
    public void A_date_before_1601_is_refused() =>
        Assert.Contains("before 1601", Refused(new TableEntity("p", "r") { ["At"] = new DateTimeOffset(1600, 12, 31, 23, 59, 59, TimeSpan.Zero) }));

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a%b")]
    [InlineData("a\nb")]
    [InlineData("a\u007fb")]
    public void A_key_that_the_service_cannot_read_is_refused(string key)
    {
        Assert.Contains("key", Refused(new TableEntity(key, "r")));
        Assert.Contains("key", Refused(new TableEntity("p", key)));
    }

    [Fact]
    public void A_key_of_more_than_512_characters_is_refused() => Assert.Contains("512", Refused(new TableEntity("p", new string('k', 513))));

    [Fact]
    public void A_transaction_over_two_partitions_is_refused() => Assert.Contains("another partition", RefusedAll([Add("p", "1"), Add("q", "1")]));

    [Fact]
    public void A_transaction_of_more_than_100_actions_is_refused() =>
        Assert.Contains("101 actions", RefusedAll([.. Enumerable.Range(0, 101).Select(i => Add("p", $"{i}"))]));

    [Fact]
    public void A_transaction_without_actions_is_refused() => Assert.Contains("0 actions", RefusedAll([]));

    [Fact]
    public void A_transaction_with_one_row_twice_is_refused() => Assert.Contains("twice", RefusedAll([Add("p", "1"), Add("p", "1")]));

    /// <summary>As it is sent: quotes and letters beyond ASCII take six bytes each.</summary>
    [Theory]
    [InlineData('x', 140, false)]
    [InlineData('x', 120, true)]
    [InlineData('"', 25, false)]
    [InlineData('ü', 25, false)]
    [InlineData('ü', 20, true)]
    public void A_transaction_of_more_than_4_MiB_is_refused(char letter, int texts, bool isTaken)
    {
        var actions = Enumerable.Range(0, 20).Select(i => Add("p", $"{i}")).ToList();
        foreach (var i in Enumerable.Range(0, texts))
        {
            ((TableEntity)actions[i % 20].Entity)[$"T{i}"] = new string(letter, 32 * 1024);
        }

        if (isTaken)
        {
            TableLimits.Check(actions);
        }
        else
        {
            Assert.Contains("4194304", RefusedAll(actions));
        }
    }

    private static TableTransactionAction Add(string partition, string row) =>
        new(TableTransactionActionType.Add, new TableEntity(partition, row) { ["N"] = 1 });

    private static string Refused(TableEntity entity) => Assert.Throws<TableLimitException>(() => TableLimits.Check(entity)).Message;

    private static string RefusedAll(IReadOnlyList<TableTransactionAction> actions) =>
        Assert.Throws<TableLimitException>(() => TableLimits.Check(actions)).Message;
}
