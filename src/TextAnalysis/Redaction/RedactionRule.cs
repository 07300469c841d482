namespace TextAnalysis.Redaction;

/// <summary>Tells which pieces of a text an audience does not read.</summary>
public abstract class RedactionRule
{
    /// <summary>What is where nothing else is left.</summary>
    public abstract string Rest { get; }

    /// <summary>Whether something in it is not for the audience.</summary>
    public abstract bool IsIn(string piece);

    /// <summary>The piece with only the offending words taken out, where that is possible and the rest is the audience's own; else null.</summary>
    public virtual string? Spared(string piece) => null;
}
