using Escalations;

namespace EscalationAgent.Drafting.Offline;

/// <summary>What the lines above say about the line at hand.</summary>
internal sealed record LineContext
{
    public BriefSection? Label { get; init; }

    /// <summary>As it stands in the notes; empty when there is none.</summary>
    public string Heading { get; init; } = "";

    /// <summary>The label stood before text on its own line, so it ends with the paragraph; a heading goes on.</summary>
    public bool IsInline { get; init; }

    public Field Field { get; init; }

    public bool IsTitle { get; init; }

    /// <summary>Of a title: whether it was given as the headline itself.</summary>
    public bool IsHeadline { get; init; }

    public bool IsRow { get; init; }

    public bool IsQuoted { get; init; }

    /// <summary>Below the line by which a mail program begins an older mail that it quotes without marks.</summary>
    public bool IsOlder { get; init; }

    public string Stamp { get; init; } = "";

    public DateOnly? Day { get; init; }

    public bool IsMarkdown { get; init; }

    public bool HasItems { get; init; }

    public bool IsPastBlank { get; init; }

    public LineContext AfterBlank() => this with { Label = IsInline ? null : Label, IsTitle = false, IsPastBlank = true };

    /// <summary>"What happened so far:" and its list end where, after a blank line, plain text begins.</summary>
    public LineContext AfterList() => IsPastBlank ? this with { Label = HasItems && !IsMarkdown ? null : Label, IsPastBlank = false } : this;
}
