using Escalations;

namespace EscalationAgent.Drafting.Offline;

/// <summary>What a sentence does in a note, by the names that the training files use.</summary>
internal static class Role
{
    public const string Issue = "issue";
    public const string Impact = "impact";
    public const string Mood = "mood";
    public const string Elsewhere = "elsewhere";
    public const string OffRecord = "offrecord";
    public const string Order = "order";

    /// <summary>Since when it is so.</summary>
    public const string Began = "timeline.began";

    /// <summary>Of another customer or another matter, off the record, or an order to whoever reads: none of it enters a brief.</summary>
    public static readonly IReadOnlySet<string> LeftOut = new HashSet<string> { Elsewhere, OffRecord, Order };

    /// <summary>The frame of a text: whatever it says, it says nothing of the matter.</summary>
    public static readonly IReadOnlySet<string> Frame = new HashSet<string> { "greeting", "signature", "header", "log" };

    /// <summary>The section that a sentence in this role belongs to; null when it belongs to none.</summary>
    public static BriefSection? SectionOf(string role) =>
        role switch
        {
            Impact or Issue => BriefSection.CustomerImpact,
            Began or "timeline.step" or "timeline.now" => BriefSection.Timeline,
            "attempt" => BriefSection.ResolutionAttempts,
            "ask" or "ask.resolved" => BriefSection.SpecificAsk,
            "told" or "expects" or Mood => BriefSection.CustomerCommunication,
            "value" or "renewal" or "commercial" => BriefSection.CommercialContext,
            "recommendation" => BriefSection.Recommendation,
            _ => null,
        };
}

/// <summary>How likely each role is for a sentence.</summary>
internal sealed record RoleShares(IReadOnlyDictionary<string, double> Shares)
{
    public string Best { get; } = Shares.MaxBy(s => s.Value).Key;

    public double this[string role] => Shares.GetValueOrDefault(role);

    /// <summary>How likely the sentence says what a section is for. A mood fills none.</summary>
    public double Of(BriefSection section) => Shares.Where(s => s.Key != Role.Mood && Role.SectionOf(s.Key) == section).Sum(s => s.Value);

    public double LeftOut => Shares.Where(s => Role.LeftOut.Contains(s.Key)).Sum(s => s.Value);

    public double Frame => Shares.Where(s => Role.Frame.Contains(s.Key)).Sum(s => s.Value);

    /// <summary>For each sentence of a note, by the shipped model.</summary>
    public static IReadOnlyList<RoleShares> Of(IReadOnlyList<Statement> statements, DateOnly writtenOn) => Of(statements, writtenOn, LinearModel.Roles);

    /// <summary>For each sentence of a note.</summary>
    public static IReadOnlyList<RoleShares> Of(IReadOnlyList<Statement> statements, DateOnly writtenOn, LinearModel model) =>
        [
            .. statements.Select(
                (_, i) =>
                {
                    var shares = model.Judge(StatementFeatures.Of(statements, i, writtenOn));
                    return new RoleShares(model.Answers.Select((a, n) => (a, n)).ToDictionary(p => p.a, p => shares[p.n]));
                }
            ),
        ];
}
