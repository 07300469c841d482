using System.Text.Json.Nodes;

namespace TeamsBot.Cards;

/// <summary>A function or operator: what it takes, what it gives, how it is worked out.</summary>
internal sealed record Function(string Name, int Least, int Most, Kinds Returns, Func<Expression[], Scope, EvaluationResult?> Evaluate, params Kinds[] Takes)
{
    /// <summary>Refuses a call that can never work.</summary>
    public void Check(Expression[] arguments)
    {
        if (arguments.Length < Least || arguments.Length > Most)
        {
            throw new ExpressionException($"{Name} takes {Least}{(Most == Least ? "" : Most == int.MaxValue ? " or more" : $" to {Most}")} values, not {arguments.Length}");
        }

        for (var at = 0; at < arguments.Length && at < Takes.Length; at++)
        {
            if ((arguments[at].Kinds & (Takes[at] | Kinds.Any)) == 0 && !Takes[at].HasFlag(Kinds.Any))
            {
                throw new ExpressionException($"{arguments[at].Written} in {Name} can never be of kind {Takes[at]}");
            }
        }
    }
}

/// <summary>The functions that cards may use.</summary>
internal static class Functions
{
    private static readonly Dictionary<string, Function> Table = Build();

    public static IEnumerable<string> Names => Table.Keys.Where(name => char.IsAsciiLetter(name[0]));

    public static Function? Find(string name) => Table.GetValueOrDefault(name);

    private static Dictionary<string, Function> Build()
    {
        var table = new Dictionary<string, Function>(StringComparer.Ordinal);
        void Add(Function function, string? alias = null)
        {
            table[function.Name] = function;
            if (alias is not null) table[alias] = function;
        }

        Add(new("&&", 1, int.MaxValue, Kinds.Boolean, And), "and");
        Add(new("||", 1, int.MaxValue, Kinds.Boolean, Or), "or");
        Add(new("!", 1, 1, Kinds.Boolean, Not), "not");
        Add(new("if", 3, 3, Kinds.Any, If));
        Add(new("==", 2, 2, Kinds.Boolean, Compare(Nullable, values => Value.AreEqual(values[0], values[1]))), "equals");
        Add(new("!=", 2, 2, Kinds.Boolean, Compare(Nullable, values => !Value.AreEqual(values[0], values[1]))));
        Add(new(">", 2, 2, Kinds.Boolean, Compare(Present, values => Value.Order(values[0], values[1]) > 0)), "greater");
        Add(new(">=", 2, 2, Kinds.Boolean, Compare(Present, values => Value.Order(values[0], values[1]) >= 0)), "greaterOrEquals");
        Add(new("<", 2, 2, Kinds.Boolean, Compare(Present, values => Value.Order(values[0], values[1]) < 0)), "less");
        Add(new("<=", 2, 2, Kinds.Boolean, Compare(Present, values => Value.Order(values[0], values[1]) <= 0)), "lessOrEquals");
        Add(new("exists", 1, 1, Kinds.Boolean, Compare(Present, _ => true)));
        Add(new("empty", 1, 1, Kinds.Boolean, Compare(value => Value.IsNothing(value) || IsContainer(value), values => Value.IsNothing(values[0]) || Value.Count(values[0]) == 0)));
        Add(new("coalesce", 1, int.MaxValue, Kinds.Any, Apply(Nullable, values => values.FirstOrDefault(value => !Value.IsNothing(value), Value.Undefined))));
        Add(new("length", 1, 1, Kinds.Number, Apply(IsText, values => (double)Text(values[0]).Length), Kinds.String));
        Add(new("count", 1, 1, Kinds.Number, Apply(IsContainer, values => (double)Value.Count(values[0])), Kinds.String | Kinds.Array));
        Add(new("concat", 1, int.MaxValue, Kinds.String | Kinds.Array, Apply(Nullable, values => values.Aggregate(Join))));
        Add(new("string", 1, 1, Kinds.String, Apply(Nullable, values => values[0] is double number ? Number.ToGrouped(number) : Value.Stringify(values[0]))));
        Add(new("toUpper", 1, 1, Kinds.String, Apply(IsText, values => UpperCase.Of(Text(values[0]))), Kinds.String));
        Add(new("formatNumber", 2, 2, Kinds.String, FormatNumber, Kinds.Number, Kinds.Number));
        Add(new("join", 2, 3, Kinds.String, Apply(Nullable, JoinList), Kinds.Array, Kinds.String, Kinds.String));
        Add(new("-", 2, 2, Kinds.Number, Apply(value => value is double, values => (double)values[0]! - (double)values[1]!), Kinds.Number, Kinds.Number));
        return table;
    }

    private static bool Nullable(object? value) => true;

    private static bool Present(object? value) => !Value.IsNothing(value);

    // Null is neither a text nor left out; the language counts only the latter as an empty text.
    private static bool IsText(object? value) => value is string || value == Value.Undefined;

    private static bool IsContainer(object? value) => value is string or JsonArray or JsonObject or null;

    private static string Text(object? value) => value as string ?? "";

    private static EvaluationResult? And(Expression[] arguments, Scope scope)
    {
        foreach (var argument in arguments)
        {
            var (value, error) = argument.Take(scope.Strict);
            if (error is not null || !Value.IsTrue(value)) return new EvaluationResult(false);
        }

        return new EvaluationResult(true);
    }

    private static EvaluationResult? Or(Expression[] arguments, Scope scope)
    {
        object? last = false;
        foreach (var argument in arguments)
        {
            (last, var error) = argument.Take(scope.Strict);
            if (error is null && Value.IsTrue(last)) return new EvaluationResult(true);
        }

        return new EvaluationResult(last);
    }

    private static EvaluationResult? Not(Expression[] arguments, Scope scope)
    {
        var (value, error) = arguments[0].Take(scope.Strict);
        return new EvaluationResult(error is not null || !Value.IsTrue(value));
    }

    private static EvaluationResult? If(Expression[] arguments, Scope scope)
    {
        var (value, error) = arguments[0].Take(scope.Strict);
        return arguments[error is null && Value.IsTrue(value) ? 1 : 2].Take(scope);
    }

    /// <summary>A question: arguments that fail, or are not fit to be asked, answer it with no.</summary>
    private static Func<Expression[], Scope, EvaluationResult?> Compare(Func<object?, bool> isFit, Func<object?[], bool> ask) => (arguments, scope) =>
    {
        var (values, error) = Values(arguments, scope.Strict, isFit);
        if (error is not null) return new EvaluationResult(false);
        try
        {
            return new EvaluationResult(ask(values));
        }
        catch (ExpressionException fault)
        {
            return EvaluationResult.Fault(fault.Message, false);
        }
    };

    /// <summary>A computation: arguments that fail, or are not fit for it, make it fail.</summary>
    private static Func<Expression[], Scope, EvaluationResult?> Apply(Func<object?, bool> isFit, Func<object?[], object?> compute) => (arguments, scope) =>
    {
        var (values, error) = Values(arguments, scope, isFit);
        if (error is not null) return EvaluationResult.Fault(error);
        try
        {
            return new EvaluationResult(compute(values));
        }
        catch (ExpressionException fault)
        {
            return EvaluationResult.Fault(fault.Message);
        }
    };

    private static (object?[] Values, string? Error) Values(Expression[] arguments, Scope scope, Func<object?, bool> isFit)
    {
        var values = new object?[arguments.Length];
        for (var at = 0; at < arguments.Length; at++)
        {
            (values[at], var error) = arguments[at].Take(scope);
            if (error is not null) return (values, error);
            if (!isFit(values[at])) return (values, $"{arguments[at].Written} is not of the right kind");
        }

        return (values, null);
    }

    private static object? Join(object? left, object? right) => (left, right) switch
    {
        _ when Value.IsNothing(left) && Value.IsNothing(right) => Value.Undefined,
        (JsonArray list, JsonArray more) => new JsonArray([.. list.Concat(more).Select(item => item?.DeepClone())]),
        (_, JsonArray list) when Value.IsNothing(left) => list,
        (JsonArray list, _) when Value.IsNothing(right) => list,
        _ => Value.Stringify(left) + Value.Stringify(right),
    };

    private static object? JoinList(object?[] values)
    {
        if (values[0] is not JsonArray list) throw new ExpressionException($"{Value.ToText(values[0])} is not a list");

        var items = list.Select(item => item is null ? "" : Value.ToText(Value.Of(item))).ToList();
        string Glue(object? separator, IEnumerable<string> some) => string.Join(separator == Value.Undefined ? "," : Value.ToText(separator), some);
        if (values.Length == 2) return Glue(values[1], items);
        return items.Count < 3 ? Glue(values[2], items) : Glue(values[1], items[..^1]) + Value.ToText(values[2]) + (list[^1] is null ? "null" : items[^1]);
    }

    private static EvaluationResult? FormatNumber(Expression[] arguments, Scope scope)
    {
        var (values, error) = Values(arguments, scope, Nullable);
        if (error is not null) return EvaluationResult.Fault(error);
        if (values is not [double number, double places]) return new EvaluationResult(null, "formatNumber needs two numbers");
        if (!double.IsInteger(places) || places < 0) return EvaluationResult.Fault($"{Value.ToText(places)} is not a number of places");

        var scale = Math.Pow(10, places);
        return new EvaluationResult(Number.ToFixed(Number.Round(number * scale) / scale, (int)places));
    }
}
