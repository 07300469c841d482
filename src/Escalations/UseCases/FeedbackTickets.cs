using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Escalations.Ports;
using Escalations.Reporting;

namespace Escalations.UseCases;

/// <summary>What a ticket says.</summary>
/// <param name="Hash">By which its answer is kept.</param>
/// <param name="Playbook">The name of the playbook that it is about.</param>
/// <param name="Until">The last day on which it counts.</param>
/// <param name="IsOver">Whether that day has passed.</param>
public sealed record FeedbackTicket(string Hash, string Playbook, bool IsPilot, DateOnly Until, bool IsOver);

/// <summary>
/// Makes the tickets by which feedback is given, and reads them: a chance number with a signature, of which nothing is kept. The signature
/// is over the person too, so that nobody answers by another one's; but whose a number is cannot be told from what is stored.
/// </summary>
public sealed class FeedbackTickets(IFeedback feedback, PlaybookCatalog playbooks, TimeProvider clock)
{
    /// <summary>For so many days after it was sent an answer is taken, and can be changed.</summary>
    public const int Days = 14;

    private const int LongestTicket = 400;

    private const string DayFormat = "yyyy-MM-dd";

    private DateOnly Today => IsoWeek.DayOf(clock.GetUtcNow(), playbooks.Default.DefaultCalendar.TimeZone);

    /// <returns>The ticket, and the last day on which it counts.</returns>
    public async Task<(string Ticket, DateOnly Until)> IssueAsync(string tenant, string personId, string playbook, bool isPilot, CancellationToken cancel)
    {
        var number = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        var until = Today.AddDays(Days);
        var payload = $"{number}\n{playbook}\n{(isPilot ? "pilot" : "")}\n{until.ToString(DayFormat, CultureInfo.InvariantCulture)}";
        var signature = Sign(await feedback.FeedbackKeyAsync(tenant, cancel), personId, payload);
        return ($"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.{Base64Url.EncodeToString(signature)}", until);
    }

    /// <returns>Null when it is none of ours, was changed, or was given to somebody else.</returns>
    public async Task<FeedbackTicket?> ReadAsync(string tenant, string personId, string? ticket, CancellationToken cancel)
    {
        if (
            ticket is not { Length: <= LongestTicket }
            || ticket.Split('.') is not [var encoded, var signed]
            || !Base64Url.IsValid(encoded)
            || !Base64Url.IsValid(signed)
        )
        {
            return null;
        }

        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(encoded));
        var right = Sign(await feedback.FeedbackKeyAsync(tenant, cancel), personId, payload);
        return
            CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(signed), right)
            && payload.Split('\n') is [var number, var playbook, var pilot, var until]
            && DateOnly.TryParseExact(until, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"feedback\n{number}"))), playbook, pilot.Length > 0, day, Today > day)
            : null;
    }

    private static byte[] Sign(byte[] key, string personId, string payload) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{personId}\n{payload}"));
}
