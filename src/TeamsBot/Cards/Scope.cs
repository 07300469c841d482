namespace TeamsBot.Cards;

/// <summary>The values that names stand for at one place of a template.</summary>
internal sealed record Scope(object? Root, object? Data, object? Index)
{
    /// <summary>True where a path that leads nowhere is shown as it was written.</summary>
    public bool Substitutes { get; init; } = true;

    public Scope Strict => Substitutes ? this with { Substitutes = false } : this;

    /// <summary>The value at a dotted path that begins with a name.</summary>
    public object? Find(string path)
    {
        var parts = Value.Split(path);
        if (parts.Length == 0) return Value.Undefined;

        return parts[0].ToLowerInvariant() switch
        {
            "$root" => Value.Walk(Root, parts.AsSpan(1)),
            "$data" => Value.Walk(Data, parts.AsSpan(1)),
            "$index" => Value.Walk(Index, parts.AsSpan(1)),
            _ => Value.Walk(Data, parts),
        };
    }
}

/// <summary>What an expression came to: a value, or why there is none.</summary>
internal readonly record struct EvaluationResult(object? Value, string? Error = null)
{
    public static EvaluationResult Fault(string error, object? value = null) => new(value ?? Cards.Value.Undefined, error);
}

/// <summary>An expression that is wrong, or that cannot be worked out at all.</summary>
internal sealed class ExpressionException(string message) : Exception(message)
{
    /// <summary>Where in the template, once known.</summary>
    public string? Path { get; set; }
}
