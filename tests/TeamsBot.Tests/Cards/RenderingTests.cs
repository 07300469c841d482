using TeamsBot.Cards;

namespace TeamsBot.Tests.Cards;

/// <summary>Every card can be read, on a desk and on a phone, and is small enough to be sent.</summary>
public sealed class RenderingTests(CardRenderer renderer) : IClassFixture<CardRenderer>
{
    private static readonly int[] Widths = [480, 360, 320];

    /// <summary>In pixels at 360: one screen of a phone.</summary>
    private const int HighestReview = 700;

    private static IReadOnlyList<CardSample> Samples => CardFiles.All();

    [Fact]
    public async Task Every_card_is_drawn_without_a_fault()
    {
        foreach (var sample in Samples)
        {
            var card = Fill(sample);
            foreach (var width in Widths)
            {
                var rendered = await renderer.RenderAsync(card, width, picture: $"{sample.Name}.{width}", cancel: TestContext.Current.CancellationToken);

                Assert.True(rendered.Problems.Count == 0, $"{sample.Name} at {width}: {string.Join('\n', rendered.Problems)}");
                Assert.DoesNotContain("${", rendered.Text, StringComparison.Ordinal);
                Assert.NotEmpty(rendered.Blocks);
            }
        }
    }

    [Fact]
    public async Task A_complete_brief_is_reviewed_on_one_screen_of_a_phone()
    {
        var reviews = Samples.Where(sample => sample.Name.StartsWith("review.complete", StringComparison.Ordinal)).ToList();

        Assert.True(reviews.Count >= 5, "in five languages");
        foreach (var sample in reviews)
        {
            var rendered = await renderer.RenderAsync(Fill(sample), 360, cancel: TestContext.Current.CancellationToken);
            Assert.True(rendered.Height <= HighestReview, $"{sample.Name} is {rendered.Height} px high");
        }
    }

    [Fact]
    public void Every_card_is_small_enough_for_Teams() => Assert.All(Samples, sample => Assert.InRange(Filled(sample).Bytes, 1, CardSize.Limit));

    [Fact]
    public async Task A_faulty_card_is_told_on()
    {
        var card = System
            .Text.Json.Nodes.JsonNode.Parse(
                """
                {"type":"AdaptiveCard","version":"1.5","body":[
                  {"type":"TextBloc","text":"x"},
                  {"type":"Input.Text"},
                  {"type":"Image","url":"https://example.com/x.png"},
                  {"type":"TextBlock","text":"a text that is much too long to be shown on one line without being wrapped","size":"Huge"}]}
                """
            )!
            .AsObject();

        var rendered = await renderer.RenderAsync(card, 320, cancel: TestContext.Current.CancellationToken);

        Assert.Contains(rendered.Problems, problem => problem.Contains("TextBloc", StringComparison.Ordinal));
        Assert.Contains(rendered.Problems, problem => problem.Contains("Huge", StringComparison.Ordinal));
        Assert.Contains(rendered.Problems, problem => problem.Contains("id", StringComparison.Ordinal));
        Assert.Contains(rendered.Problems, problem => problem.Contains("fetches https://example.com/x.png", StringComparison.Ordinal));
    }

    private static System.Text.Json.Nodes.JsonObject Fill(CardSample sample) => Filled(sample).AsObject();

    private static FilledCard Filled(CardSample sample) =>
        CardTemplate.Parse(sample.Template.ToJsonString(), sample.Card + ".json").Fill(System.Text.Json.JsonSerializer.SerializeToElement(sample.Data));
}
