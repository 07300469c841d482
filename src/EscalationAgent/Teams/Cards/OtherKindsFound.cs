using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Escalations;
using Escalations.Intake;

namespace EscalationAgent.Teams.Cards;

/// <summary>
/// What was found of drafts that read like another kind, so that a card that is drawn again is not read again. It holds for the
/// texts and the playbooks that it was found by; of the texts a fingerprint is kept.
/// </summary>
internal sealed class OtherKindsFound
{
    /// <summary>Drafts that are at work at one time are fewer; what is not kept is looked for once more.</summary>
    private const int MostKept = 500;

    private readonly ConcurrentDictionary<(string Tenant, EscalationId Id), Finding> kept = [];

    /// <inheritdoc cref="OtherKinds.Of"/>
    public OtherKind? Of(Escalation draft, IReadOnlyList<string> said, IReadOnlyList<Playbook> live)
    {
        var key = (draft.Tenant, draft.Id);
        if (draft is not { Status: Status.Draft, RoutedAt: null })
        {
            kept.TryRemove(key, out _);
            return null;
        }

        var print = PrintOf(draft, said);
        if (kept.TryGetValue(key, out var known) && ReferenceEquals(known.Live, live) && known.Print == print)
        {
            return known.Kind;
        }

        var kind = OtherKinds.Of(draft, said, live);
        if (kept.Count >= MostKept)
        {
            kept.Clear();
        }

        kept[key] = new(print, live, kind);
        return kind;
    }

    private static string PrintOf(Escalation draft, IReadOnlyList<string> said)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in said.Prepend(draft.Playbook.Name).Prepend(draft.Brief.Account is null ? "" : "named"))
        {
            // With its length, so that the end of one text is not the beginning of the next.
            hash.AppendData(BitConverter.GetBytes(text.Length));
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private sealed record Finding(string Print, IReadOnlyList<Playbook> Live, OtherKind? Kind);
}
