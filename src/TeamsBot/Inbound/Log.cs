using System.Globalization;
using Microsoft.Extensions.Logging;

namespace TeamsBot.Inbound;

/// <summary>All that the door writes down. Never a token, never a body.</summary>
internal static partial class Log
{
    [LoggerMessage(
        2001,
        LogLevel.Warning,
        "Refused with {Status}: {Reason} (kid {Kid}, iss {Issuer}, from {Address}, MS-CV {Vector}; left out since the last line: {LeftOut})"
    )]
    public static partial void Refused(this ILogger log, int status, string reason, string kid, string issuer, string address, string vector, string leftOut);

    [LoggerMessage(2001, LogLevel.Debug, "Refused with {Status}: {Reason} (kid {Kid}, iss {Issuer}, from {Address}, MS-CV {Vector})", EventName = "RefusedToo")]
    public static partial void RefusedToo(this ILogger log, int status, string reason, string kid, string issuer, string address, string vector);

    [LoggerMessage(2007, LogLevel.Warning, "Refused, and left out of the log since the last line: {LeftOut}")]
    public static partial void RefusedMore(this ILogger log, string leftOut);

    [LoggerMessage(2002, LogLevel.Warning, "Not understood, answered with {Status}: {Sentence} (MS-CV {Vector})")]
    public static partial void NotUnderstood(this ILogger log, int status, string sentence, string vector);

    [LoggerMessage(2003, LogLevel.Error, "Turn failed, number {Number} ({Type} {Id})")]
    public static partial void TurnFailed(this ILogger log, Exception e, string number, string type, string id);

    [LoggerMessage(2004, LogLevel.Information, "Not for us: {Type} {Name}, answered with {Status}")]
    public static partial void PassedOver(this ILogger log, string type, string name, int status);

    [LoggerMessage(2005, LogLevel.Information, "Signing keys fetched: {Count}")]
    public static partial void KeysFetched(this ILogger log, int count);

    [LoggerMessage(2006, LogLevel.Warning, "Signing keys not fetched: {Reason} (older keys serve: {HaveOlder})")]
    public static partial void KeysNotFetched(this ILogger log, string reason, bool haveOlder);

    /// <summary>What a caller sent, fit for one line of a log: short, and without anything that could look like another line.</summary>
    public static string OneLine(string? sent)
    {
        const int Longest = 128;
        if (string.IsNullOrEmpty(sent))
            return "-";

        var line = sent.Length > Longest ? sent[..Longest] + "..." : sent;
        return string.Concat(line.Select(c => IsPlain(c) ? c : '?'));
    }

    private static bool IsPlain(char c) =>
        !char.IsControl(c)
        && char.GetUnicodeCategory(c)
            is not (UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format or UnicodeCategory.Surrogate);
}
