using System.Security.Cryptography;
using System.Text;

namespace EscalationAgent.Playbooks;

/// <summary>A file of a playbook that is not used as it is, or that should not be as it is.</summary>
/// <param name="File">As an operator names it.</param>
/// <param name="Effect">What is so meanwhile, as a sentence.</param>
/// <param name="Faults">At least one.</param>
internal sealed record PlaybookTrouble(string File, string Effect, IReadOnlyList<PlaybookFault> Faults)
{
    public const string Stays = "What it said before stays in force.";
    public const string NothingBegins = "Nothing begins under it.";
    public const string UsedNevertheless =
        "It is used as it is, since no earlier edition of it is known: what was begun before editions were kept follows the file.";
    public const string Gone =
        "Nothing begins under it. What was begun before editions were kept follows it, and loses it when the program starts again: bring it "
        + "back until that has ended.";

    /// <summary>The same for the same trouble, in every replica.</summary>
    public string Key { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [File, Effect, .. Faults.Select(fault => $"{fault}")]))))[..32];
}
