using System.Security.Cryptography;
using System.Text;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>A file of a playbook that is not used as it is, or that should not be as it is.</summary>
/// <param name="File">As an operator names it.</param>
/// <param name="Effect">What is so meanwhile, as a sentence: one of those below.</param>
/// <param name="Faults">At least one.</param>
internal sealed record PlaybookTrouble(string File, string Effect, IReadOnlyList<PlaybookFault> Faults)
{
    public static readonly string Stays = DomainWords.ForRecord("record.playbook.stays");
    public static readonly string NothingBegins = DomainWords.ForRecord("record.playbook.nothing_begins");
    public static readonly string UsedNevertheless = DomainWords.ForRecord("record.playbook.used");
    public static readonly string Gone = DomainWords.ForRecord("record.playbook.gone");

    /// <summary>The same for the same trouble, in every replica.</summary>
    public string Key { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [File, Effect, .. Faults.Select(fault => $"{fault}")]))))[..32];
}
