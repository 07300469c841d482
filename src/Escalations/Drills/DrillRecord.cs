using TextAnalysis.Facts;
using TextAnalysis.Style;

namespace Escalations.Drills;

/// <summary>What came of one check.</summary>
public enum DrillMark
{
    Done,

    /// <summary>It was done late, or not as it should be.</summary>
    Better,

    /// <summary>It was not done.</summary>
    Missing,
}

/// <summary>One check with its mark.</summary>
public sealed record DrillScored(DrillCheck Check, DrillMark Mark);

/// <summary>What happened in one drill, as far as it is scored: the record of every matter in it, and when it began and ended.</summary>
/// <param name="player">The id of the one who plays.</param>
/// <param name="matters">All that the player has begun in it, in their order; without what was there before.</param>
public sealed class DrillRecord(string player, DateTimeOffset began, DateTimeOffset now, IReadOnlyList<DrillMatter> matters)
{
    /// <summary>The matter that was routed; else the last one.</summary>
    public DrillMatter? Main => matters.LastOrDefault(matter => matter.Now.RoutedAt is not null) ?? (matters.Count > 0 ? matters[^1] : null);

    private IEnumerable<RecordedEvent> Events => matters.SelectMany(matter => matter.History).OrderBy(happened => happened.At);

    private IReadOnlyList<CustomerTold> Texts => [.. Events.Select(happened => happened.What).OfType<CustomerTold>()];

    /// <summary>When something happened for the first time; null while it has not.</summary>
    public DateTimeOffset? At(DrillMoment moment) =>
        moment switch
        {
            DrillMoment.Begin => began,
            DrillMoment.Routed => When<Routed>(0),
            DrillMoment.RoutedAgain => When<Routed>(1),
            DrillMoment.Acknowledged => When<Acknowledged>(0),
            DrillMoment.Told => When<CustomerTold>(0),
            DrillMoment.ToldAgain => When<CustomerTold>(1),
            DrillMoment.Updated => When<UpdatePosted>(0),
            DrillMoment.GivenBack => When<Returned>(0),
            DrillMoment.Raised => Events.FirstOrDefault(IsRaising)?.At,
            DrillMoment.Stalled => When<Stalled>(0),
            DrillMoment.Resolved => When<Resolved>(0),
            DrillMoment.Closed => When<Closed>(0),
            DrillMoment.Ended => Events.FirstOrDefault(happened => happened.What is HandledDirectly or CombinedInto or Withdrawn)?.At,
            _ => null,
        };

    /// <summary>Every check with its mark: the same record gives the same.</summary>
    public IReadOnlyList<DrillScored> Score(IEnumerable<DrillCheck> checks) => [.. checks.Select(check => new DrillScored(check, MarkOf(check)))];

    private DrillMark MarkOf(DrillCheck check) =>
        check.Kind switch
        {
            DrillCheckKind.Severity => Chosen(decision => check.Is.Contains(decision.Severity.ToString())),
            DrillCheckKind.Category => Chosen(decision => check.Is.Contains(decision.Category)),
            DrillCheckKind.Routed => InTime(check, At(DrillMoment.Routed)),
            DrillCheckKind.NotRouted => At(DrillMoment.Routed) is null ? DrillMark.Done : DrillMark.Better,
            DrillCheckKind.Combined => Events.Any(happened => happened.What is CombinedInto) ? DrillMark.Done : DrillMark.Missing,
            DrillCheckKind.Impact => Written(BriefSection.CustomerImpact, text => text.Any(char.IsDigit)),
            DrillCheckKind.Ask => Written(BriefSection.SpecificAsk, _ => Main?.Now.Brief.MissingParts.Contains(BriefPart.ByWhen) is not true),
            DrillCheckKind.Facts => Facts(check.Is),
            DrillCheckKind.Told => InTime(check, At(DrillMoment.Told)),
            DrillCheckKind.NextUpdate => OfTexts(Texts.Any(told => SaysWhen(told.Text ?? ""))),
            DrillCheckKind.Cadence => Cadence(check),
            DrillCheckKind.Calm => OfTexts(Texts.Any(told => Calming.TakesSeriously(told.Text ?? "")) && Texts.All(told => IsFair(told.Text ?? ""))),
            DrillCheckKind.Confidential => matters.Count == 0 ? DrillMark.Missing
            : matters.All(matter => matter.Now.IsConfidential) ? DrillMark.Done
            : DrillMark.Better,
            DrillCheckKind.Raised => InTime(check, At(DrillMoment.Raised)),
            DrillCheckKind.Decided => Events.Any(happened => happened.What is PushedHarder or TimelineAccepted or OtherPathChosen)
            || At(DrillMoment.Raised) is not null
                ? DrillMark.Done
                : DrillMark.Missing,
            DrillCheckKind.RoutedAgain => InTime(check, At(DrillMoment.RoutedAgain)),
            DrillCheckKind.ToldOutcome => ToldOutcome(),
            DrillCheckKind.Closed => InTime(check, At(DrillMoment.Closed)),
            _ => DrillMark.Missing,
        };

    private DrillMark Chosen(Func<Decision, bool> isRight) =>
        Main?.Now.Decision is not { } decision ? DrillMark.Missing
        : isRight(decision) ? DrillMark.Done
        : DrillMark.Better;

    private DrillMark InTime(DrillCheck check, DateTimeOffset? at) =>
        at is not { } when ? DrillMark.Missing
        : check.Within is not { } within || (At(check.Since) is { } since && when - since <= within) ? DrillMark.Done
        : DrillMark.Better;

    private DrillMark Written(BriefSection section, Func<string, bool> isWhole) =>
        Main?.Now.Brief.TextOf(section) is not { Length: > 0 } text ? DrillMark.Missing
        : isWhole(text) ? DrillMark.Done
        : DrillMark.Better;

    private DrillMark Facts(IReadOnlyList<string> all)
    {
        var brief = Main?.Now.Brief;
        var said = brief is null
            ? ""
            : string.Join('\n', [brief.Account, brief.Context, .. brief.Passages.Values.Select(p => p.Text), .. brief.Checklist.Values.Select(a => a.Text)]);
        var found = all.Count(fact => fact.Split('|').Any(way => said.Contains(way, StringComparison.OrdinalIgnoreCase)));
        return found == all.Count ? DrillMark.Done
            : found > 0 ? DrillMark.Better
            : DrillMark.Missing;
    }

    private DrillMark OfTexts(bool isGood) =>
        Texts.Count == 0 ? DrillMark.Missing
        : isGood ? DrillMark.Done
        : DrillMark.Better;

    /// <summary>From the moment on until the outcome, or until now, no gap is longer.</summary>
    private DrillMark Cadence(DrillCheck check)
    {
        if (check.Within is not { } longest || At(check.Since) is not { } from)
        {
            return DrillMark.Missing;
        }

        var until = At(DrillMoment.Closed) ?? At(DrillMoment.Ended) ?? now;
        List<DateTimeOffset> told = [.. Events.Where(happened => happened.What is CustomerTold).Select(happened => happened.At)];
        List<DateTimeOffset> all = [from, .. told.Where(at => at > from && at < until), until];
        return told.Count == 0 ? DrillMark.Missing
            : all.Zip(all.Skip(1)).All(gap => gap.Second - gap.First <= longest) ? DrillMark.Done
            : DrillMark.Better;
    }

    private DrillMark ToldOutcome() =>
        At(DrillMoment.Resolved) is not { } resolved ? DrillMark.Missing
        : Events.Any(happened => happened.What is CustomerTold && happened.At >= resolved && !(At(DrillMoment.Closed) < happened.At)) ? DrillMark.Done
        : DrillMark.Missing;

    private static bool SaysWhen(string text) =>
        FactReader.In(text).Any(found => found.Fact.Kind is FactKind.Date or FactKind.Time or FactKind.Duration) || Calming.NamesTime(text);

    private static bool IsFair(string text) => !Wording.Check(text).Any(found => found.Kind is WordingKind.Blame or WordingKind.Speculation);

    private bool IsRaising(RecordedEvent happened) => happened.By.Person?.Id == player && happened.What is EscalatedUp or PushedHarder;

    private DateTimeOffset? When<T>(int nth)
        where T : EscalationEvent => Events.Where(happened => happened.What is T).Select(happened => (DateTimeOffset?)happened.At).ElementAtOrDefault(nth);
}

/// <summary>A matter of a drill with its record.</summary>
public sealed record DrillMatter(Escalation Now, IReadOnlyList<RecordedEvent> History);
