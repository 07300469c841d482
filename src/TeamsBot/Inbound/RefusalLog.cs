using Microsoft.Extensions.Logging;

namespace TeamsBot.Inbound;

/// <summary>
/// Writes at most one line a minute about those who were not let in, and in the next one how many were left out: whoever knocks
/// ten thousand times must not fill the log. At the level Debug each has its line.
/// </summary>
internal sealed class RefusalLog(TimeProvider clock, ILogger<MessagesEndpoint> log) : IDisposable
{
    public static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, int> leftOut = new(StringComparer.Ordinal);
    private long? toldAt;
    private ITimer? later;

    public void Tell(RequestRejection requestRejection, string address, string vector)
    {
        string? others = null;
        lock (gate)
        {
            if (toldAt is not { } at || clock.GetElapsedTime(at) >= Between)
            {
                others = TakeLeftOut();
            }
            else
            {
                leftOut[requestRejection.Reason] = leftOut.GetValueOrDefault(requestRejection.Reason) + 1;
                later ??= clock.CreateTimer(_ => TellLater(), null, Between - clock.GetElapsedTime(at), Timeout.InfiniteTimeSpan);
            }
        }

        if (others is not null)
        {
            log.Refused(
                requestRejection.Status,
                requestRejection.Reason,
                Log.OneLine(requestRejection.Kid),
                Log.OneLine(requestRejection.Issuer),
                address,
                vector,
                others
            );
        }
        else if (log.IsEnabled(LogLevel.Debug))
        {
            log.RefusedToo(
                requestRejection.Status,
                requestRejection.Reason,
                Log.OneLine(requestRejection.Kid),
                Log.OneLine(requestRejection.Issuer),
                address,
                vector
            );
        }
    }

    public void Dispose() => later?.Dispose();

    /// <summary>Those of a minute's rest are told when nobody comes after them.</summary>
    private void TellLater()
    {
        string others;
        lock (gate)
        {
            if (leftOut.Count == 0)
            {
                later?.Dispose();
                later = null;
                return;
            }

            others = TakeLeftOut();
        }

        log.RefusedMore(others);
    }

    /// <summary>Begins another minute. The reasons are our own words, and few.</summary>
    private string TakeLeftOut()
    {
        var others = leftOut.Count == 0 ? "none" : string.Join(", ", leftOut.Select(reason => $"{reason.Value}: {reason.Key}"));
        leftOut.Clear();
        later?.Dispose();
        later = null;
        toldAt = clock.GetTimestamp();
        return others;
    }
}
