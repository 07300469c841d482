using System.Globalization;

namespace TeamsBot.Cards;

/// <summary>The kinds of value an expression may have, as far as its form tells.</summary>
[Flags]
internal enum Kinds
{
    Boolean = 1,
    Number = 2,
    Any = 4,
    String = 8,
    Array = 16,
}

/// <summary>A parsed expression of the template language.</summary>
internal abstract record Expression
{
    public abstract Kinds Kinds { get; }

    /// <summary>The expression in its canonical spelling, shown where it could not be worked out.</summary>
    public abstract string Written { get; }

    /// <summary>
    /// The value in a scope. Null is the official engine's slip of returning nothing at all where an index or
    /// the thing indexed fails; whoever asked for the value then breaks off.
    /// </summary>
    public abstract EvaluationResult? Evaluate(Scope scope);

    public EvaluationResult Take(Scope scope) => Evaluate(scope) ?? throw Nothing(this);

    public static ExpressionException Nothing(Expression expression) => new($"{expression.Written} cannot be worked out");
}

/// <summary>A number, a string, true, false or null.</summary>
internal sealed record Literal(object? Content) : Expression
{
    public override Kinds Kinds => Content switch { string => Kinds.String, bool => Kinds.Boolean, double => Kinds.Number, _ => Kinds.Any };

    public override string Written => Content switch { null => "null", string text => Quote(text), _ => Value.ToText(Content) };

    public override EvaluationResult? Evaluate(Scope scope) => new EvaluationResult(Content);

    private static string Quote(string text)
    {
        var doubled = text.Replace(@"\", @"\\", StringComparison.Ordinal);
        var quoted = string.Concat(doubled.Select((letter, at) => letter == '\'' && (at == 0 || doubled[at - 1] != '\\') ? @"\'" : letter.ToString()));
        return $"'{quoted}'";
    }
}

/// <summary>A name, or a name after a dot.</summary>
internal sealed record Property(Expression? Owner, string Name) : Expression
{
    public override Kinds Kinds => Kinds.Any;

    public override string Written => Owner is null ? Name : $"{Owner.Written}.{Name}";

    public override EvaluationResult? Evaluate(Scope scope)
    {
        var path = "";
        Expression? left = this;
        while (left is Property or Item)
        {
            if (left is Property property)
            {
                path = $"{property.Name}.{path}";
                left = property.Owner;
            }
            else if (left is Item item)
            {
                var (index, error) = item.Index.Take(scope);
                if (error is not null) return EvaluationResult.Fault(error);

                if (Value.ParseInt(Value.ToText(index)) is not null) path = $"[{Value.ToText(index)}].{path}";
                else if (index is string key) path = $"['{key}'].{path}";
                else return EvaluationResult.Fault($"{item.Index.Written} is neither a number nor a string");
                left = item.Owner;
            }
        }

        path = path.TrimEnd('.').Replace(".[", "[", StringComparison.Ordinal);
        if (left is null) return new EvaluationResult(OrWritten(scope.Find(path), path, scope));

        var (owner, fault) = left.Take(scope);
        return fault is null ? new EvaluationResult(OrWritten(Value.Walk(owner, Value.Split(path)), path, scope)) : EvaluationResult.Fault(fault);
    }

    private static object? OrWritten(object? value, string path, Scope scope) =>
        value == Value.Undefined && scope.Substitutes ? $"${{{path}}}" : value;
}

/// <summary>An element of a list by number, or of an object by key.</summary>
internal sealed record Item(Expression Owner, Expression Index) : Expression
{
    public override Kinds Kinds => Kinds.Any;

    public override string Written => $"{Owner.Written}[{Index.Written}]";

    public override EvaluationResult? Evaluate(Scope scope)
    {
        var (owner, error) = Owner.Take(scope);
        if (error is not null) return null;

        var (index, fault) = Index.Take(scope.Strict);
        if (fault is not null) return null;

        return index switch
        {
            double number when double.IsInteger(number) => Value.At(owner, number),
            string key => new EvaluationResult(Value.Property(owner, key)),
            _ => EvaluationResult.Fault(string.Create(CultureInfo.InvariantCulture, $"{Index.Written} is neither an integer nor a string")),
        };
    }
}

/// <summary>A function or an operator with its arguments.</summary>
internal sealed record FunctionCall(Function Function, Expression[] Arguments) : Expression
{
    public override Kinds Kinds => Function.Returns;

    public override string Written =>
        Arguments.Length >= 2 && !char.IsAsciiLetter(Function.Name[0])
            ? $"({string.Join($" {Function.Name} ", Arguments.Select(argument => argument.Written))})"
            : $"{Function.Name}({string.Join(", ", Arguments.Select(argument => argument.Written))})";

    public override EvaluationResult? Evaluate(Scope scope) => Function.Evaluate(Arguments, scope);

    public static FunctionCall To(string name, params Expression[] arguments)
    {
        var function = Functions.Find(name) ?? throw new ExpressionException($"there is no function '{name}'; there are: {string.Join(", ", Functions.Names)}");
        function.Check(arguments);
        return new FunctionCall(function, arguments);
    }
}
