using Escalations.Drills;
using Escalations.UseCases;

namespace EscalationAgent.Teams.Cards;

/// <summary>What a drill itself shows; all other cards in it are those of the house.</summary>
internal static class DrillCards
{
    /// <summary>Which drills there are.</summary>
    /// <param name="count">What was played this quarter, for those who administer; null for everybody else.</param>
    public static OfferCard List(IReadOnlyList<DrillScenario> all, DrillCount? count) =>
        new(
            Words.Say("drill.title"),
            string.Join(
                "\n\n",
                [
                    Words.Say("drill.text"),
                    string.Join('\n', all.Select(drill => $"- **{CardFormat.Escape(drill.Title)}** ({drill.Name}): {CardFormat.Escape(drill.About)}")),
                    .. count is null ? Array.Empty<string>() : [Words.Say("drill.count", count.Drills, count.People)],
                ]
            ),
            [new(Words.Say("button.drill_start"), Verbs.DrillStart, "positive")]
        )
        {
            Summary = Words.Say("drill.title"),
            Choices =
            [
                new("scenario", Words.Say("drill.choose"), all[0].Name, [.. all.Select(drill => new ChoiceOption(CardFormat.Escape(drill.Title), drill.Name))]),
            ],
        };

    /// <summary>What happens in it now.</summary>
    /// <param name="time">By the drill's clock.</param>
    /// <param name="told">Paragraph by paragraph, safe to show.</param>
    public static OfferCard Step(DrillScenario drill, string time, IReadOnlyList<string> told, bool isOver) =>
        new(
            CardFormat.Escape(drill.Title),
            string.Join("\n\n", [Words.Say("drill.time", time), .. told]),
            isOver ? [] : [new(Words.Say("button.drill_time"), Verbs.DrillTime), new(Words.Say("button.drill_end"), Verbs.DrillEnd)]
        )
        {
            Summary = drill.Title,
        };

    /// <summary>What was done well, what could be better and what was missing, each with the line that it rests on.</summary>
    public static OfferCard Score(DrillScenario drill, IReadOnlyList<DrillScored> scored)
    {
        string?[] parts =
        [
            Words.Say("drill.score", scored.Count(one => one.Mark == DrillMark.Done), scored.Count),
            Part("drill.done", DrillMark.Done, one => $"{CardFormat.Escape(one.What)} _{CardFormat.Escape(one.RestsOn)}_"),
            Part("drill.better", DrillMark.Better, Advised),
            Part("drill.missing", DrillMark.Missing, Advised),
            Words.Say("drill.over"),
        ];
        return new(
            Words.Say("drill.result", CardFormat.Escape(drill.Title)),
            string.Join("\n\n", parts.OfType<string>()),
            [new(Words.Say("button.drill_again"), Verbs.DrillStart, Id: drill.Name)]
        )
        {
            Summary = Words.Say("drill.result", drill.Title),
        };

        static string Advised(DrillCheck check) =>
            $"{CardFormat.Escape(check.Advice)} {Words.Say("drill.looked_for", CardFormat.Escape(check.What))} _{CardFormat.Escape(check.RestsOn)}_";

        string? Part(string title, DrillMark mark, Func<DrillCheck, string> row) =>
            scored.Where(one => one.Mark == mark).Select(one => $"- {row(one.Check)}").ToList() is { Count: > 0 } rows
                ? $"**{Words.Say(title)}**\n{string.Join('\n', rows)}"
                : null;
    }
}
