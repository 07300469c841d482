using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace EscalationAgent.Graph;

/// <summary>Answers that are good for a while. It holds a few thousand; of more, it forgets all and asks again.</summary>
internal sealed class ExpiringCache<TKey, TValue>(TimeProvider clock)
    where TKey : notnull
{
    private const int Most = 5_000;

    private readonly ConcurrentDictionary<TKey, (TValue Value, long Kept, TimeSpan For)> kept = new();

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (kept.TryGetValue(key, out var entry) && clock.GetElapsedTime(entry.Kept) < entry.For)
        {
            value = entry.Value;
            return true;
        }

        value = default;
        return false;
    }

    public void Keep(TKey key, TValue value, TimeSpan lifetime)
    {
        if (kept.Count >= Most)
        {
            kept.Clear();
        }

        kept[key] = (value, clock.GetTimestamp(), lifetime);
    }
}
