using EscalationAgent.Drafting;
using Escalations;
using Escalations.Drafting;
using Escalations.Intake;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Drafting.Models;

public sealed class AnswerTests
{
    private const string Notes = "Norvia's export fails since 26 February.\nTheir CFO said: “we can’t bill”. ARR is EUR 85k — or EUR 90k, says finance.";

    [Theory]
    [InlineData("```json\n{0}\n```")]
    [InlineData("Here is the draft {as asked}:\n{0}\nDo tell me if [anything] is missing }")]
    [InlineData("\ufeff \n{0}")]
    [InlineData("<think>sections {\"a\": 1}</think>{0}")]
    public void What_stands_around_the_object_does_not_matter(string around) =>
        Assert.Equal("x", Read(around.Replace("{0}", """{"sections":{"headline":"x",},"category":null,}""")).Answer?.Sections?["headline"]);

    [Fact]
    public void Line_ends_in_strings_comments_and_numbers_that_are_none_do_not_matter()
    {
        var answer = Read(
            "{ /* draft */ \"sections\": {\"timeline\": \"one\ntwo NaN\"}, \"severity_confidence\": NaN, "
                + "\"arr_at_risk\": {\"amount\": -Infinity, \"currency\": null} }"
        ).Answer!;

        Assert.Equal("one\ntwo NaN", answer.Sections!["timeline"]);
        Assert.Null(answer.SeverityConfidence);
        Assert.Null(answer.ArrAtRisk!.Amount);
    }

    [Theory]
    [InlineData("", "It was empty.")]
    [InlineData("no", "It holds no JSON object.")]
    [InlineData("{\"sections\":{\"headline\":\"x\"", "Its JSON object does not end.")]
    [InlineData("{\"sections\":{\"headline\":5}}", "In its JSON, \"sections\" is not of the form that was asked for.")]
    [InlineData("{\"sections\":{},\"account\":[\"<script>\"]}", "In its JSON, \"account\" is not of the form that was asked for.")]
    [InlineData("{\"sections\":null}", "Its JSON object has no \"sections\".")]
    [InlineData("{\"sections\":{\"headline\":\"\\ud800\"}}", "In its JSON, \"sections\" is not of the form that was asked for.")]
    [InlineData("{{{{", "Its JSON object does not end.")]
    public void What_is_wrong_is_said_in_words_of_ours(string said, string fault) => Assert.Equal(fault, Read(said).Fault);

    [Fact]
    public void A_hundred_thousand_braces_are_read_in_no_time()
    {
        var began = System.Diagnostics.Stopwatch.StartNew();
        Assert.NotNull(Read(string.Concat(Enumerable.Repeat("{}", 50_000))).Fault);
        Assert.NotNull(Read(new string('{', 100_000)).Fault);
        Assert.NotNull(Read(string.Concat(Enumerable.Repeat("{\"sections\":", 15_000))).Fault);
        Assert.InRange(began.Elapsed.TotalSeconds, 0, 2);
    }

    [Fact]
    public void Only_known_words_become_a_suggestion()
    {
        Assert.Equal(("product_defect", Severity.S1), Suggested("\"category\":\" Product_Defect \",\"severity\":\"SEV1\""));
        Assert.Null(Suggested("\"category\":\"hardware\",\"severity\":\"S0\""));
        Assert.Null(Suggested("\"category_confidence\":1"));
    }

    [Fact]
    public void Category_and_severity_stand_each_for_itself()
    {
        Assert.Equal((null, Severity.S1), Suggested("\"category\":\"hardware\",\"severity\":\"S1\""));
        Assert.Equal(("product_defect", null), Suggested("\"category\":\"product_defect\",\"severity\":\"S0\""));
        Assert.Equal((null, Severity.S1), Suggested("\"category\":null,\"severity\":\"S1\""));
        Assert.Equal(("product_defect", null), Suggested("\"category\":\"product_defect\""));

        var both = Take(
            "\"category\":\"product_defect\",\"category_confidence\":0.4,\"other_category\":\"feature_gap\","
                + "\"severity\":\"S2\",\"severity_confidence\":0.9,\"other_severity\":\"S2\""
        ).Suggestion!;
        Assert.True(both.IsCategoryOpen);
        Assert.Equal("feature_gap", both.OtherCategory);
        Assert.False(both.IsSeverityOpen);
        Assert.Null(both.OtherSeverity);
        Assert.Equal(0.4, both.Lowest);
    }

    [Fact]
    public void Only_known_parts_are_missing_and_evidence_keeps_its_words()
    {
        var draft = Take(
            "\"missing\":[\"resolved\",\"by_when\",\"weather\",null],\"evidence\":[{\"sentence\":\"The export fails.\",\"quotes\":[\"export fails\"]},"
                + "{\"sentence\":\"x\",\"quotes\":[]},null]"
        );
        Assert.Equal([BriefPart.ByWhen, BriefPart.Resolved], draft.MissingParts);
        Assert.Equal(["export fails"], Assert.Single(draft.Evidence).Quotes);
        Assert.Null(Take("\"category\":null").MissingParts);
    }

    [Theory]
    [InlineData("0.5", 0.5)]
    [InlineData("1", 1.0)]
    [InlineData("1.5", null)]
    [InlineData("-0.1", null)]
    [InlineData("1e400", null)]
    public void Confidence_lies_between_nought_and_one(string said, double? taken) =>
        Assert.Equal(taken, Take($"\"category\":\"product_defect\",\"severity\":\"S1\",\"category_confidence\":{said}").Suggestion!.CategoryConfidence);

    [Theory]
    [InlineData("85000", "\"eur\"", 85000.0, "EUR")]
    [InlineData("85000.5", "null", 85000.5, null)]
    [InlineData("12", "\"Euros\"", 12.0, null)]
    [InlineData("0", "\"EUR\"", null, null)]
    [InlineData("-5", "\"EUR\"", null, null)]
    [InlineData("1e15", "\"EUR\"", null, null)]
    [InlineData("1e400", "\"EUR\"", null, null)]
    public void Amounts_that_nobody_pays_are_dropped(string amount, string currency, double? taken, string? unit)
    {
        var arr = Take($"\"arr_at_risk\":{{\"amount\":{amount},\"currency\":{currency}}}").ArrAtRisk;

        Assert.Equal(taken is { } sum ? new Money((decimal)sum, unit) : null, arr);
    }

    [Theory]
    [InlineData("2026-05-08", "2026-05-08")]
    [InlineData("2026-02-30", null)]
    [InlineData("08.05.2026", null)]
    [InlineData("1999-01-01", null)]
    [InlineData("9999-12-31", null)]
    [InlineData("next May", null)]
    public void Days_that_are_none_are_dropped(string said, string? taken) =>
        Assert.Equal(taken, Take($"\"renewal\":\"{said}\"").Renewal?.ToString("yyyy-MM-dd"));

    [Fact]
    public void Moods_are_the_four_that_there_are()
    {
        Assert.Equal(Sentiment.ThreateningChurn, Take("\"sentiment\":\"threatening_churn\"").Sentiment);
        Assert.Equal(Sentiment.FrustratedButPatient, Take("\"sentiment\":\"frustrated_but_patient\"").Sentiment);
        Assert.Null(Take("\"sentiment\":\"furious\"").Sentiment);
    }

    [Fact]
    public void Quotes_are_the_words_of_the_source_or_none()
    {
        var reasons = Take(
            """
            "category":"product_defect","severity":"S2","category_reasons":[{"text":"a","quote":"\"We can't bill\""},{"text":"b","quote":"they cannot bill"},{"text":"","quote":"export"},null,{"text":"c","quote":"EXPORT FAILS since  26 February. Their CFO"},{"text":"d","quote":null}]
            """
        ).Suggestion!.CategoryReasons;

        Assert.Equal([("a", "we can’t bill"), ("b", null), ("c", "export fails since 26 February.\nTheir CFO")], reasons.Select(r => (r.Text, r.Quote)));
        Assert.All(reasons.Where(r => r.Quote is not null), r => Assert.Contains(r.Quote!, Notes));
    }

    [Fact]
    public void A_contradiction_has_two_quotes_that_stand_in_the_sources()
    {
        var found = Take(
            """
            "contradictions":[{"about":"ARR","quotes":["EUR 85k","EUR 90k"]},{"about":"one","quotes":["EUR 85k","eur 85k"]},{"about":"made up","quotes":["EUR 85k","EUR 70k"]},{"about":null,"quotes":["EUR 85k","EUR 90k"]},null,{"about":"x","quotes":null}]
            """
        ).Contradictions;

        var one = Assert.Single(found);
        Assert.Equal(("ARR", "EUR 85k|EUR 90k"), (one.About, string.Join('|', one.Quotes)));
    }

    [Fact]
    public void A_duplicate_is_one_of_those_listed()
    {
        var found = Take(
            """
            "possible_duplicates":[{"id":"esc-2026-0007","why":"same export"},{"id":"ESC-2026-0007","why":"again"},{"id":"ESC-2026-0008","why":"a stranger's"},{"id":null,"why":"x"}]
            """
        ).Duplicates;

        Assert.Equal([new PossibleDuplicate(new(2026, 7), "same export")], found);
    }

    [Fact]
    public void Texts_are_clean_and_bounded()
    {
        var text = string.Concat(Enumerable.Repeat("word ", 2_000));
        var draft = Take(
            $$"""
            "account":"{{new string(
                'x',
                500
            )}}","missing_information":["{{text}}","ok?","ok?",null,"{{"\\u202eabc\\u202c"}}"],"sections":{"headline":"one\ntwo","timeline":"{{text}}","specific_ask":"\u001b[31mred\u001b[0m \u001b]52;c;eA==\u0007\u200bzero\u202e\u0007","recommendation":" \u200b ","customer_impact":"not mentioned.","bogus":"x"}
            """,
            sections: false
        );

        Assert.Null(draft.Account);
        Assert.Equal("one two", draft.Sections[BriefSection.Headline]);
        Assert.InRange(draft.Sections[BriefSection.Timeline].Length, 2_900, Interview.LongestAnswer);
        Assert.EndsWith("word…", draft.Sections[BriefSection.Timeline]);
        Assert.Equal("red zero", draft.Sections[BriefSection.SpecificAsk]);
        Assert.Equal(3, draft.Sections.Count);
        Assert.Equal(["ok?", "abc"], draft.MissingInformation.Skip(1));
        Assert.InRange(draft.MissingInformation[0].Length, 100, 250);
    }

    [Theory]
    [InlineData("👩‍💻 and میـ‌خواهم stay", "👩‍💻 and میـ‌خواهم stay")]
    [InlineData("pass\u200dword\u200c", "password")]
    [InlineData("tag\U000E0041s\ufeff", "tags")]
    public void What_is_not_to_be_seen_is_taken_out(string text, string clean) => Assert.Equal(clean, UntrustedText.Clean(text));

    [Fact]
    public void Half_of_a_character_is_shown_as_broken() => Assert.Equal("a\ufffdb", UntrustedText.Clean("a\ud800b"));

    private static AnswerRead Read(string said) => AnswerText.Read(said);

    private static (string?, Severity?)? Suggested(string rest) => Take(rest).Suggestion is { } s ? (s.Category, s.Severity) : null;

    private static Draft Take(string rest, bool sections = true)
    {
        var read = Read($"{{{(sections ? "\"sections\":{}," : "")}{rest}}}");
        Assert.Null(read.Fault);
        return new AnswerTaking(Writing.About(Notes) with { OpenMatters = [new(new(2026, 7), "Norvia", "Export")] }, "test", new([], [Notes])).Take(
            read.Answer!
        );
    }
}
