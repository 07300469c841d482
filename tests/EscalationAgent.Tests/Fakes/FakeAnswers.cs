using System.Text.Json.Nodes;
using Escalations;

namespace EscalationAgent.Tests.Fakes;

/// <summary>Drafts as a model writes them.</summary>
internal static class FakeAnswers
{
    /// <summary>A whole answer to <c>draft-brief</c>; null leaves a section or fact out.</summary>
    public static JsonObject Draft(
        IReadOnlyDictionary<string, string?>? sections = null,
        string? account = null,
        string? category = "product_defect",
        string? severity = "S2",
        string? categoryQuote = null,
        string? severityQuote = null,
        double? confidence = 0.8
    )
    {
        var said = new JsonObject();
        foreach (var key in BriefSections.All.Select(s => s.Key()))
        {
            said[key] = sections is null ? (key == "customer_impact" ? "Their team cannot bill." : null) : sections.GetValueOrDefault(key);
        }

        return new()
        {
            ["sections"] = said,
            ["evidence"] = new JsonArray(),
            ["missing"] = new JsonArray(),
            ["account"] = account,
            ["arr_at_risk"] = null,
            ["renewal"] = null,
            ["sentiment"] = null,
            ["category"] = category,
            ["category_reasons"] = new JsonArray(new JsonObject { ["text"] = "Something that worked fails.", ["quote"] = categoryQuote }),
            ["category_confidence"] = confidence,
            ["other_category"] = null,
            ["severity"] = severity,
            ["severity_reasons"] = new JsonArray(new JsonObject { ["text"] = "A part of their work stands still.", ["quote"] = severityQuote }),
            ["severity_confidence"] = confidence,
            ["other_severity"] = null,
            ["missing_information"] = new JsonArray("By when do they need it?"),
            ["contradictions"] = new JsonArray(),
            ["possible_duplicates"] = new JsonArray(),
        };
    }
}
