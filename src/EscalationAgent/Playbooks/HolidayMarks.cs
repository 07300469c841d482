using System.Text.RegularExpressions;

namespace EscalationAgent.Playbooks;

/// <summary>What an event in a file of holidays is said to be.</summary>
internal enum HolidayMark
{
    /// <summary>A public holiday, or nothing is said.</summary>
    Holiday,

    /// <summary>An observance, an optional holiday, a change of the clock.</summary>
    NotPublic,

    /// <summary>A day that is worked, to make up for another.</summary>
    WorkingDay,
}

/// <summary>
/// Finds the marks by which published calendars tell their events apart. Google's describe an event as "Public holiday" or
/// "Observance"; others put such words into the categories, or in brackets behind the name. <c>CLASS:PUBLIC</c> is none: it says
/// who may see an event.
/// </summary>
internal static partial class HolidayMarks
{
    public static HolidayMark Of(string name, IReadOnlyList<string> categories, string description)
    {
        string[] marks = [.. categories.Select(c => c.Trim()), description.Split('\n')[0].Trim()];
        return WorkingDay().IsMatch(name) || categories.Any(WorkingDay().IsMatch) ? HolidayMark.WorkingDay
            : NotPublicName().IsMatch(name) ? HolidayMark.NotPublic
            : marks.Any(Public().IsMatch) ? HolidayMark.Holiday
            : marks.Any(NotPublic().IsMatch) || GooglesHint().IsMatch(description) ? HolidayMark.NotPublic
            : HolidayMark.Holiday;
    }

    /// <summary>Not a "non-working day", which is a holiday, and not a half one.</summary>
    [GeneratedRegex(
        @"(?<!\b(non|not an?|no|half|half a)[\s-]*)\b(working[\s-]?day|workday|make-?up day)\b|\u8865\u73ED|\u88DC\u73ED",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex WorkingDay();

    [GeneratedRegex(@"[(\[](not an? (public|official) holiday|observance|optional( holiday)?)[)\]]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NotPublicName();

    [GeneratedRegex(
        @"^((public|bank|federal|national|state|regional|legal|statutory|official)( (public|holidays?))+|public)\b|"
            + @"^(gesetzlicher feiertag|jour f\u00E9ri\u00E9|d\u00EDa festivo|feriado)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex Public();

    [GeneratedRegex(
        @"^((local|regional|national|state|religious|christian|orthodox|muslim|jewish|hindu|unofficial|international|united nations|"
            + @"un) )*observances?\b|^(optional|restricted|unofficial|school)( holidays?)?\b|^not an? (public|official) holiday|^(seasons?|"
            + @"clock change|daylight saving|sporting event|gedenktag|commemorat)|^journ\u00E9e d['\u2019]+observance",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex NotPublic();

    /// <summary>In whatever language, Google's observances say in a second line how to hide them in Google Calendar.</summary>
    [GeneratedRegex(@"\n.*\bGoogle\b", RegexOptions.CultureInvariant)]
    private static partial Regex GooglesHint();
}
