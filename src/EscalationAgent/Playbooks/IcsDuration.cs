using System.Globalization;
using System.Text.RegularExpressions;

namespace EscalationAgent.Playbooks;

/// <summary>Reads how long an all-day event lasts: <c>P1D</c>, <c>P2W</c>, <c>PT24H</c>.</summary>
internal static partial class IcsDuration
{
    /// <returns>1 or more; null when it is no number of whole days.</returns>
    public static int? Days(string text)
    {
        if (Shape().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var hours = (24 * ((7 * Number(match, "weeks")) + Number(match, "days"))) + Number(match, "hours");
        return hours > 0 && hours % 24 == 0 && Number(match, "rest") == 0 ? hours / 24 : null;
    }

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^\+?P(?:(?<weeks>[0-9]{1,4})W|(?:(?<days>[0-9]{1,4})D)?(?:T(?=[0-9])(?:(?<hours>[0-9]{1,4})H)?(?:(?<rest>[0-9]{1,4})M)?(?:0+S)?)?)\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Shape();
}
