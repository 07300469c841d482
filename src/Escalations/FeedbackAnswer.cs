using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>What somebody answered, from 1 for the worst to 5 for the best.</summary>
/// <param name="Ticket">The hash of the ticket that it was given by, which nothing else holds: a second answer by the same ticket replaces it.</param>
/// <param name="Playbook">The name of the playbook that it is about.</param>
/// <param name="Month">In which its ticket ran out, as <c>2026-11</c>: after it nothing changes any more.</param>
/// <param name="Text">In their own words, with secrets hidden; null for nothing.</param>
public sealed record FeedbackAnswer(string Ticket, string Playbook, string Month, int Clarity, int Workload, int Fairness, string? Text = null)
{
    /// <summary>As so many characters a text is taken.</summary>
    public const int LongestText = 500;

    /// <summary>Whether the matter was of the playbook's pilot.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPilot { get; init; }

    /// <summary>What was answered to each question.</summary>
    public int To(FeedbackQuestion question) =>
        question switch
        {
            FeedbackQuestion.Clarity => Clarity,
            FeedbackQuestion.Workload => Workload,
            _ => Fairness,
        };
}

/// <summary>What is asked.</summary>
public enum FeedbackQuestion
{
    /// <summary>Whether it was clear who did what.</summary>
    Clarity,

    /// <summary>Whether what it asked for could be managed.</summary>
    Workload,

    /// <summary>Whether what was decided felt fair.</summary>
    Fairness,
}

/// <summary>How answers are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FeedbackAnswer))]
[JsonSerializable(typeof(List<FeedbackAnswer>))]
public sealed partial class FeedbackJson : JsonSerializerContext;
