using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TeamsBot.Cards;

namespace TeamsBot.Tests.Cards;

/// <summary>Cards fit, and what is cut is cut where it hurts least.</summary>
public sealed class CardSizeTests
{
    [Theory]
    [InlineData("""{ "a" : 1 }""", 7)]
    [InlineData("""{"a":"é<>&+'"}""", 15)]
    [InlineData("""{"a":"\"\n"}""", 12)]
    [InlineData("""{"a":[null,true,"😀"]}""", 32)]
    public void Bytes_are_those_of_the_JSON_that_is_sent(string json, int bytes) => Assert.Equal(bytes, FilledCard.Of(JsonNode.Parse(json)!.AsObject()).Bytes);

    [Fact]
    public void Texts_that_fit_are_left_alone()
    {
        var (texts, shortened) = CardBudget.Fit(["one", "two"], 6);

        Assert.Equal(["one", "two"], texts);
        Assert.Equal([false, false], shortened);
    }

    [Fact]
    public void The_longest_are_shortened_first()
    {
        var (texts, shortened) = CardBudget.Fit(["short", new string('x', 100), new string('y', 60), "tiny"], 59);

        Assert.Equal(["short", new string('x', 22) + "…", new string('y', 22) + "…", "tiny"], texts);
        Assert.Equal([false, true, true, false], shortened);
    }

    [Theory]
    [InlineData("ab👩‍🚀👩‍🚀", 7, "ab…")]
    [InlineData("ab👩‍🚀👩‍🚀", 35, "ab👩‍🚀…")]
    [InlineData("e\u0301e\u0301e\u0301", 6, "e\u0301…")]
    [InlineData("two words", 7, "two…")]
    [InlineData("****", 10, "**…")]
    [InlineData("👩‍🚀👩‍🚀", 3, "…")]
    [InlineData("long", 2, "")]
    public void Nothing_is_cut_in_two(string text, int budget, string expected) => Assert.Equal(expected, Assert.Single(CardBudget.Fit([text], budget).Texts));

    [Fact]
    public void Whatever_the_texts_they_fit_and_are_beginnings_of_what_they_were()
    {
        var text = Gen.Elements("a", "é", "👩‍🚀", "*", "\n", " ", "1. ", "<at>", "word ", "https://x.yz", "\ud800", "{{")
            .ListOf()
            .Select(parts => string.Concat(parts));
        Prop.ForAll(text.ListOf().ToArbitrary(), Gen.Choose(0, 200).ToArbitrary(), (texts, budget) =>
            {
                var (fitted, shortened) = CardBudget.Fit([.. texts], budget);

                Assert.Equal(texts.Count, fitted.Count);
                Assert.True(fitted.Sum(Bytes) <= budget);
                for (var at = 0; at < texts.Count; at++)
                {
                    if (shortened[at])
                        Assert.StartsWith(fitted[at].TrimEnd('…'), texts[at], StringComparison.Ordinal);
                    else
                        Assert.Equal(texts[at], fitted[at]);
                }
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_novel_is_cut_quickly_and_to_size()
    {
        var novel = string.Concat(Enumerable.Repeat("It was *the* best of times, é 👩‍🚀.\n", 30_000));
        var (texts, _) = CardBudget.Fit([novel, novel, "short"], 10_000);

        var bytes = texts.Sum(Bytes);
        Assert.InRange(bytes, 9_000, 10_000);
        Assert.All(texts.Take(2), text => Assert.EndsWith("…", text, StringComparison.Ordinal));
        Assert.Equal("short", texts[2]);
        Assert.All(texts, text => Assert.True(new StringInfo(text).LengthInTextElements > 0));
    }

    /// <summary>What a text adds to the card that holds it.</summary>
    private static int Bytes(string text) => FilledCard.Of(new JsonObject { ["t"] = CardText.Escape(text) }).Bytes - 8;
}
