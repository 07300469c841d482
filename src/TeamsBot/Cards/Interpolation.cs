using System.Text;

namespace TeamsBot.Cards;

/// <summary>Strings with <c>${..}</c> in them.</summary>
internal static class Interpolation
{
    /// <summary>The string as an expression, or nothing if it holds none.</summary>
    public static Expression? Parse(string text)
    {
        if (!text.Contains("${", StringComparison.Ordinal)) return null;

        var parts = new List<Expression> { new Literal("") };
        var words = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var next = at + 1 < text.Length ? text[at + 1] : '\0';
            if (text[at] == '\\' && next is '`' or '$')
            {
                words.Append(next);
                at += 2;
            }
            else if (text[at] == '`')
            {
                throw new ExpressionException("a backtick in a string with ${..} is written \\`");
            }
            else if (text[at] == '$' && next == '{')
            {
                var end = EndOf(text, at + 2);
                Flush(words, parts);
                parts.Add(ExpressionParser.Parse(text[(at + 2)..end]));
                at = end + 1;
            }
            else
            {
                words.Append(text[at++]);
            }
        }

        Flush(words, parts);

        // A string that is one expression keeps the type of its value.
        return parts is [_, not Literal] ? parts[1] : FunctionCall.To("concat", [.. parts]);
    }

    /// <summary>
    /// The value of a string's expression. Of several parts, one that fails is shown as written and spares the others.
    /// </summary>
    public static EvaluationResult Evaluate(Expression expression, Scope scope)
    {
        if (expression is not FunctionCall { Function.Name: "concat" } joined || !scope.Substitutes)
        {
            return expression.Evaluate(scope) ?? throw Expression.Nothing(expression);
        }

        var text = new StringBuilder();
        foreach (var part in joined.Arguments)
        {
            EvaluationResult? outcome;
            try
            {
                outcome = part.Evaluate(scope);
            }
            catch (ExpressionException fault)
            {
                outcome = EvaluationResult.Fault(fault.Message);
            }

            var (value, error) = outcome ?? throw Expression.Nothing(part);
            if (error is not null) text.Append("${").Append(part.Written).Append('}');
            else if (Value.IsNothing(value)) throw new ExpressionException($"{part.Written} is null and cannot stand in a text");
            else text.Append(Value.ToText(value));
        }

        return new EvaluationResult(text.ToString());
    }

    private static void Flush(StringBuilder words, List<Expression> parts)
    {
        if (words.Length == 0) return;
        parts.Add(new Literal(words.ToString()));
        words.Clear();
    }

    private static int EndOf(string text, int start)
    {
        for (var at = start; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '}' when text[start..at].AsSpan().Trim().Length > 0: return at;
                case '\'' or '"': at = ExpressionParser.EndOfString(text, at); break;
                case '{' or '}' or '`' or '\r' or '\n': throw new ExpressionException($"the expression {text[(start - 2)..at]} must not contain '{text[at]}' or be empty");
            }
        }

        throw new ExpressionException($"{text[(start - 2)..]} is not closed by }}");
    }
}
