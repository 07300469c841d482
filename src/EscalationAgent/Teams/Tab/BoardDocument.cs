using System.Globalization;
using Escalations;
using Escalations.Reporting;

namespace EscalationAgent.Teams.Tab;

/// <summary>A team's part of the board, with its name.</summary>
internal sealed record BoardTeamRow(string Key, string Title, int Open, IReadOnlyList<int> BySeverity, int Overdue, int AtRisk);

/// <summary>A week of the board.</summary>
internal sealed record BoardWeekRow(string Week, DateOnly Monday, int Opened, int Ended, BoardTimes Acknowledge, BoardTimes Resolve);

/// <summary><c>GET /api/me/board?period=12w</c>: all that somebody may see, in figures.</summary>
internal sealed record BoardDocument(
    DateTimeOffset AsOf,
    int Open,
    int Overdue,
    int AtRisk,
    int Unacknowledged,
    int Stalled,
    IReadOnlyList<int> BySeverity,
    IReadOnlyList<BoardTeamRow> Teams,
    IReadOnlyList<BoardMoney> AtStake,
    BoardTimes Acknowledge,
    BoardTimes Resolve,
    IReadOnlyList<BoardWeekRow> Weeks,
    int Confidential
)
{
    public static BoardDocument Of(Board board, PlaybookCatalog playbooks) =>
        new(
            board.AsOf,
            board.Open,
            board.Overdue,
            board.AtRisk,
            board.Unacknowledged,
            board.Stalled,
            board.BySeverity,
            [
                .. board.Teams.Select(team => new BoardTeamRow(
                    team.Key,
                    team.Key.Length == 0 ? Words.Say("tab.no_team") : playbooks.TitlesOf([team.Key]),
                    team.Open,
                    team.BySeverity,
                    team.Overdue,
                    team.AtRisk
                )),
            ],
            board.AtStake,
            board.Acknowledge,
            board.Resolve,
            [.. board.Weeks.Select(week => new BoardWeekRow(week.Week.ToString(), week.Week.Monday, week.Opened, week.Ended, week.Acknowledge, week.Resolve))],
            board.Confidential
        );
}

/// <summary>The board as a table: one figure a line, so that any program can sort and sum it.</summary>
internal static class BoardCsv
{
    public static string Of(BoardDocument board)
    {
        var csv = new CsvText();
        Line(csv, "group", "of", "figure", "value");
        foreach (
            var (figure, value) in new (string, int)[]
            {
                ("open", board.Open),
                ("overdue", board.Overdue),
                ("at_risk", board.AtRisk),
                ("unacknowledged", board.Unacknowledged),
                ("stalled", board.Stalled),
                ("confidential", board.Confidential),
            }
        )
        {
            Line(csv, "all", "", figure, Number(value));
        }

        foreach (var (severity, count) in Severities.All.Zip(board.BySeverity))
        {
            Line(csv, "severity", $"{severity}", "open", Number(count));
        }

        foreach (var team in board.Teams)
        {
            Line(csv, "team", team.Title, "open", Number(team.Open));
            Line(csv, "team", team.Title, "overdue", Number(team.Overdue));
            Line(csv, "team", team.Title, "at_risk", Number(team.AtRisk));
        }

        foreach (var money in board.AtStake)
        {
            Line(csv, "at_stake", money.Currency ?? "", "amount", money.Amount.ToString(CultureInfo.InvariantCulture));
        }

        Times(csv, "all", "", "acknowledge", board.Acknowledge);
        Times(csv, "all", "", "resolve", board.Resolve);
        foreach (var week in board.Weeks)
        {
            Line(csv, "week", week.Week, "opened", Number(week.Opened));
            Line(csv, "week", week.Week, "ended", Number(week.Ended));
            Times(csv, "week", week.Week, "acknowledge", week.Acknowledge);
            Times(csv, "week", week.Week, "resolve", week.Resolve);
        }

        return csv.ToString();
    }

    private static void Times(CsvText csv, string group, string of, string what, BoardTimes times)
    {
        Line(csv, group, of, $"{what}_count", Number(times.Count));
        Line(csv, group, of, $"{what}_median_hours", Number(times.Median));
        Line(csv, group, of, $"{what}_p90_hours", Number(times.P90));
    }

    private static void Line(CsvText csv, params IEnumerable<string> cells) => csv.Line(cells);

    private static string Number(double? value) => CsvText.Number(value);
}
