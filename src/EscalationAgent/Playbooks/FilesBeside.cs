namespace EscalationAgent.Playbooks;

/// <summary>What came of looking for a file: its text, or what is wrong with it.</summary>
internal sealed record FoundFile(string? Text, string? Fault);

/// <summary>The files that a playbook brings in. They are part of its edition, so what was read is kept.</summary>
internal sealed class FilesBeside(string playbookFile, Func<string, FoundFile> find)
{
    private readonly List<string> texts = [];

    public IReadOnlyList<string> Texts => texts;

    /// <summary>The file as faults name it.</summary>
    public string Label(string name) => playbookFile.Contains('/') ? $"{playbookFile[..playbookFile.LastIndexOf('/')]}/{name}" : name;

    public FoundFile Find(string name)
    {
        var found = find(name);
        if (found.Text is not null)
        {
            texts.Add(found.Text);
        }

        return found;
    }
}
