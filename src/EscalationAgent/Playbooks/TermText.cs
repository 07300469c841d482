using System.Globalization;
using System.Text.RegularExpressions;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>
/// Reads a term as a playbook writes it: "4 hours", "4 working hours", "5 business days", "2 weeks", "1 sprint", "same day",
/// "next planning".
/// </summary>
internal static partial class TermText
{
    private const int MaxDays = 366;

    // A year of full-time work.
    private const int MaxWorkingHours = 2000;

    /// <summary>What can be written where any term can stand.</summary>
    public const string Advice = "'4 hours', '4 working hours', '5 business days', '2 weeks', '1 sprint', 'same day' or 'next planning'";

    /// <param name="fault">What is wrong with it; null when it was read.</param>
    /// <param name="advice">What can be written where the text is.</param>
    public static Term? Read(string text, out string? fault, string advice = Advice, int sprintWeeks = 1)
    {
        fault = null;
        if (text == "same day")
        {
            return Term.SameDay;
        }

        if (text == "next planning")
        {
            return Term.NextPlanning;
        }

        var match = Shape().Match(text);
        if (!match.Success)
        {
            fault = $"can't read the term '{text}'; write such as {advice}";
            return null;
        }

        var (unit, minutes) = match.Groups[2].Value switch
        {
            "minute" => (TermUnit.Minutes, 1),
            "hour" => (TermUnit.Hours, 60),
            "day" => (TermUnit.Days, 24 * 60),
            "week" => (TermUnit.Weeks, 7 * 24 * 60),
            "working minute" => (TermUnit.WorkingMinutes, 1),
            "working hour" => (TermUnit.WorkingHours, 60),
            "sprint" => (TermUnit.Sprints, sprintWeeks * 7 * 24 * 60),
            _ => (TermUnit.BusinessDays, 24 * 60),
        };
        if (match.Groups[1].Value.StartsWith('-') || match.Groups[1].Value.All(c => c == '0'))
        {
            fault = $"the term '{text}' must be more than nothing";
            return null;
        }

        if (
            !int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            || (long)amount * minutes > MaxDays * 24 * 60
        )
        {
            fault = $"the term '{text}' is longer than {MaxDays} days";
            return null;
        }

        if (unit is TermUnit.WorkingMinutes or TermUnit.WorkingHours && amount * minutes > MaxWorkingHours * 60)
        {
            fault = $"the term '{text}' is longer than {MaxWorkingHours} working hours";
            return null;
        }

        return new(amount, unit);
    }

    [GeneratedRegex(@"^(-?[0-9]+) (minute|hour|day|week|working minute|working hour|business day|sprint)s?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
