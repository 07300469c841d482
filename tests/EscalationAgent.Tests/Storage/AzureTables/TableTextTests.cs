using Azure.Data.Tables;
using EscalationAgent.Storage.AzureTables;

namespace EscalationAgent.Tests.Storage.AzureTables;

/// <summary>Keys that nobody breaks out of, and texts of any length.</summary>
public sealed class TableTextTests
{
    private static readonly string[] Nasty =
    [
        "",
        "|",
        "a|b",
        "a",
        "b",
        "~",
        "~007C",
        "~~",
        "a/b\\c#d?e%f",
        "a+001",
        "owed|1",
        "head",
        "ü",
        "Ü",
        "\0\n\t\u007f",
        "😀",
        "\ud83d",
        new('x', 160),
        new('x', 161),
        new('x', 5000),
        new('x', 5001),
        new('ü', 33),
        new('ü', 34),
    ];

    [Fact]
    public void Keys_that_differ_stay_different_and_the_service_takes_them()
    {
        var keys = (from one in Nasty from other in Nasty from third in Nasty select TableKey.Of(one, other, third)).ToList();

        Assert.Equal(keys.Count, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.All(keys, key => TableLimits.Check(new TableEntity(key, key)));
        Assert.All(Nasty, part => Assert.DoesNotContain(TableKey.Separator, TableKey.Encode(part)));
        Assert.All(Nasty, part => Assert.DoesNotContain('+', TableKey.Encode(part)));
    }

    [Fact]
    public void Numbers_sort_as_text_both_ways()
    {
        long[] numbers = [0, 1, 9, 10, 638_000_000_000_000_000, long.MaxValue];

        Assert.Equal(numbers.Select(TableKey.Sortable), numbers.Select(TableKey.Sortable).Order(StringComparer.Ordinal));
        Assert.Equal(numbers.Select(TableKey.Descending), numbers.Select(TableKey.Descending).OrderDescending(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31_999)]
    [InlineData(32_000)]
    [InlineData(32_001)]
    [InlineData(416_000)]
    [InlineData(416_001)]
    [InlineData(1_000_000)]
    public void A_text_comes_back_as_it_was_within_the_limits_of_its_rows(int length)
    {
        // Two halves of a character lie at every odd border.
        var text = string.Concat(Enumerable.Range(0, length).Select(i => i % 7 < 5 ? "x" : "😀"[(i % 7) - 5].ToString()));
        var rows = LongText.Write(new("p", "r") { ["Own"] = 1 }, text);

        Assert.All(rows, TableLimits.Check);
        Assert.Equal(rows.Count, LongText.RowsFor(text));
        Assert.All(rows.SelectMany(row => row.Select(property => property.Value).OfType<string>()), part =>
            Assert.False(part.Length > 0 && char.IsLowSurrogate(part[0]))
        );
        Assert.Equal(text, Assert.Single(LongText.TryRead([.. rows.OrderBy(row => row.RowKey, StringComparer.Ordinal)])!).Text);
    }

    [Fact]
    public void Rows_of_two_writings_are_not_taken_for_one_text()
    {
        var (old, changed) = (LongText.Write(new("p", "r"), new('a', 900_000)), LongText.Write(new("p", "r"), new('b', 900_000)));

        Assert.Null(LongText.TryRead([changed[0], old[1], old[2]]));
        Assert.Null(LongText.TryRead([changed[0], changed[1]]));
    }

    [Fact]
    public void What_is_left_of_a_longer_text_does_not_count()
    {
        var (old, changed) = (LongText.Write(new("p", "r"), new('a', 900_000)), LongText.Write(new("p", "r"), "short"));

        Assert.Equal(["short", "next"], LongText.TryRead([changed[0], old[1], old[2], .. LongText.Write(new("p", "r2"), "next")])!.Select(row => row.Text));
    }
}
