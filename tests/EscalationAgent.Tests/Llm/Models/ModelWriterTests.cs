using EscalationAgent.Tests.Fakes;
using Escalations;
using Escalations.Drafting;
using Escalations.UseCases;

namespace EscalationAgent.Tests.Llm.Models;

public sealed class ModelWriterTests
{
    private const string Notes = "Customer: Norvia Energy\nThe export fails since 26 February, their team cannot bill. ARR EUR 85k, renewal in 67 days.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_model_writes_becomes_a_draft_with_its_cost()
    {
        await using var model = await FakeModel.StartAsync(Replies.Answer(FakeAnswers.Draft(
            new Dictionary<string, string?> { ["customer_impact"] = "Their team cannot bill.", ["timeline"] = "The export fails since 26 February." },
            account: "Norvia Energy", severityQuote: "THEIR TEAM cannot\nbill")));
        var writer = Writing.With(model);

        var draft = await writer.WriteAsync(Writing.About(Notes), Cancel);

        Assert.Equal("Norvia Energy", draft.Account);
        Assert.Equal("Their team cannot bill.", draft.Sections[BriefSection.CustomerImpact]);
        Assert.Equal(2, draft.Sections.Count);
        Assert.Equal(("product_defect", Severity.S2, 0.8), (draft.Suggestion!.Category, draft.Suggestion.Severity, draft.Suggestion.Confidence));
        Assert.Equal("their team cannot bill", draft.Suggestion.SeverityReasons[0].Quote);
        Assert.Equal("fake-1 with prompt draft-brief v1", writer.Name);
        Assert.Equal((writer.Name, "fake-1-2026-01-01", "draft-brief v1", 1200, 300, false), (draft.Making!.By, draft.Making.Model, draft.Making.Prompt, draft.Making.InputTokens, draft.Making.OutputTokens, draft.Making.IsRepaired));
    }

    [Theory]
    [InlineData("silence", "did not answer in time")]
    [InlineData("drip", "did not answer in time")]
    [InlineData("busy", "is busy")]
    [InlineData("500", "answered with an error")]
    [InlineData("401", "refused the key")]
    [InlineData("404", "is not known at its endpoint")]
    [InlineData("html", "answered with something that is no draft")]
    [InlineData("wrong json", "answered with something that is no draft")]
    [InlineData("wrong shape", "answered with something that is no draft")]
    [InlineData("no draft", "answered with something that is no draft")]
    [InlineData("empty", "answered with something that is no draft")]
    [InlineData("5 MB", "answered with something that is no draft")]
    [InlineData("no UTF-8", "answered with something that is no draft")]
    [InlineData("cut off", "was cut off")]
    [InlineData("hang up", "is not reachable")]
    [InlineData("filter", "refused to answer")]
    [InlineData("refusal", "refused to answer")]
    [InlineData("redirect", "answered with an error")]
    public async Task Whatever_goes_wrong_ends_in_time_and_in_a_sentence(string mode, string sentence)
    {
        await using var model = await FakeModel.StartAsync(mode switch
        {
            "silence" => Replies.Silence,
            "drip" => Replies.Drip,
            "busy" => Replies.Busy(),
            "500" => Replies.Error(500),
            "401" => Replies.Error(401),
            "404" => Replies.Error(404, "The model does not exist"),
            "html" => Replies.Html,
            "wrong json" => Replies.WrongJson,
            "wrong shape" => Replies.WrongShape,
            "no draft" => Replies.Says("I would rather not."),
            "empty" => Replies.Empty,
            "5 MB" => Replies.FiveMegabytes,
            "no UTF-8" => Replies.NoUtf8,
            "cut off" => Replies.CutOff,
            "hang up" => Replies.HangUp,
            "filter" => Replies.Says("", finish: "content_filter"),
            "refusal" => Replies.Says("", refusal: "I can't help with that."),
            _ => Replies.Raw(302, "text/plain", []),
        });
        var began = System.Diagnostics.Stopwatch.StartNew();

        var failed = await Assert.ThrowsAsync<WriterFailedException>(() => Writing.With(model).WriteAsync(Writing.About(Notes), Cancel));

        Assert.Equal(sentence, failed.Why);
        Assert.InRange(began.Elapsed.TotalSeconds, 0, 2.5);
        Assert.NotNull(failed.Cost);
        Assert.DoesNotContain(FakeModel.Key, failed.ToString());
        Assert.DoesNotContain("Norvia", failed.ToString());
    }
}
