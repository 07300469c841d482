namespace Escalations;

/// <summary>When those who work by a playbook convene (A008). It does not take place on a day that is no working day.</summary>
/// <param name="Key">Its name in data.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Days">On which days of each week.</param>
/// <param name="At">When, in the zone of the calendar of the first of its attendees.</param>
/// <param name="Attendees">Keys of teams and roles; each gets the agenda in its own place.</param>
/// <param name="Join">Where one joins it; null where that is not said.</param>
public sealed record Meeting(string Key, string Title, IReadOnlyList<DayOfWeek> Days, TimeOnly At, IReadOnlyList<string> Attendees, Uri? Join);
