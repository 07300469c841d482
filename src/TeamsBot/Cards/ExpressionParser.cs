using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TeamsBot.Cards;

/// <summary>Reads the text between <c>${</c> and <c>}</c>.</summary>
internal sealed partial class ExpressionParser
{
    // From the loosest to the tightest. That == binds tighter than < is the language's own order.
    private static readonly string[][] Operators = [["||"], ["&&"], ["<", "<=", ">", ">="], ["==", "!="]];

    private readonly string source;
    private readonly List<string> tokens = [];
    private int next;

    private ExpressionParser(string source)
    {
        this.source = source.Trim();
        for (var at = 0; at < this.source.Length;)
        {
            if (this.source[at] is '\'' or '"')
            {
                var end = EndOfString(this.source, at);
                tokens.Add(this.source[at..(end + 1)]);
                at = end + 1;
            }
            else if (this.source[at] is ' ' or '\t' or '\u00a0' or '\ufeff')
            {
                at++;
            }
            else
            {
                var match = Token().Match(this.source, at);
                if (!match.Success) throw Wrong($"'{this.source[at]}' is not known here");
                tokens.Add(match.Value);
                at += match.Length;
            }
        }
    }

    private string Now => next < tokens.Count ? tokens[next] : "";

    public static Expression Parse(string source)
    {
        var parser = new ExpressionParser(source);
        var result = parser.Binary(0);
        return parser.Now.Length == 0 ? result : throw parser.Wrong($"'{parser.Now}' was not expected");
    }

    /// <summary>Where the string that begins here ends.</summary>
    public static int EndOfString(string text, int start)
    {
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] == text[start]) return at;
            if (text[at] == '\\' && at + 1 < text.Length && (text[at + 1] == '\\' || text[at + 1] == text[start])) at++;
        }

        throw new ExpressionException($"the string {text[start..]} is not closed");
    }

    private Expression Binary(int level)
    {
        if (level == Operators.Length) return Unary();

        var left = Binary(level + 1);
        while (Operators[level].Contains(Now))
        {
            var name = Next();
            left = FunctionCall.To(name, left, Binary(level + 1));
        }

        return left;
    }

    private Expression Unary()
    {
        if (Now == "!")
        {
            Next();
            return FunctionCall.To("!", Unary());
        }

        if (Now == "-" && next + 1 < tokens.Count && char.IsAsciiDigit(tokens[next + 1][0]))
        {
            Next();
            return FunctionCall.To("-", new Literal(0d), Primary());
        }

        return Primary();
    }

    private Expression Primary()
    {
        var token = Next();
        Expression result = token switch
        {
            "(" => Inside(")"),
            _ when token.Length > 0 && char.IsAsciiDigit(token[0]) => new Literal(double.Parse(token, CultureInfo.InvariantCulture)),
            ['\'' or '"', ..] => new Literal(Unquote(token)),
            "true" => new Literal(true),
            "false" => new Literal(false),
            "null" => new Literal(null),
            "undefined" => new Literal(Value.Undefined),
            _ when !IsName(token) => throw Wrong(token.Length == 0 ? "something is missing at the end" : $"'{token}' was not expected"),
            _ when Now == "(" => FunctionCall.To(token, Arguments()),
            "$root" or "$data" or "$index" => new Property(null, token),
            ['$', ..] => throw Wrong($"'{token}' is not one of $root, $data and $index"),
            _ => new Property(null, token),
        };

        while (true)
        {
            switch (Now)
            {
                case ".":
                    Next();
                    var name = Next();
                    if (!IsName(name)) throw Wrong("a name must follow the dot");
                    if (!result.Kinds.HasFlag(Kinds.Any)) throw Wrong($"{result.Written} has no properties");
                    result = new Property(result, name);
                    break;
                case "[":
                    Next();
                    result = new Item(result, Inside("]"));
                    break;
                default:
                    return result;
            }
        }
    }

    private Expression[] Arguments()
    {
        var result = new List<Expression>();
        Next();
        if (Now == ")")
        {
            Next();
            return [];
        }

        while (true)
        {
            result.Add(Binary(0));
            var token = Next();
            if (token == ")") return [.. result];
            if (token != ",") throw Wrong("a ) is missing");
        }
    }

    private Expression Inside(string end)
    {
        var result = Binary(0);
        return Next() == end ? result : throw Wrong($"a {end} is missing");
    }

    private string Next() => next < tokens.Count ? tokens[next++] : "";

    private static bool IsName(string token) => token.Length > 0 && (char.IsAsciiLetter(token[0]) || token[0] is '_' or '#' or '@' or '$');

    private static string Unquote(string token)
    {
        var text = token[1..^1].Replace($"\\{token[0]}", token[..1], StringComparison.Ordinal);
        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var plain = text[at] != '\\' || at + 1 == text.Length ? null : text[at + 1] switch { 'r' => "\r", 'n' => "\n", 't' => "\t", '\\' => "\\", _ => null };
            if (plain is not null)
            {
                result.Append(plain);
                at++;
            }
            else if (text[at] == '\\' && at + 1 < text.Length)
            {
                result.Append(text, at++, 2);
            }
            else
            {
                result.Append(text[at]);
            }
        }

        return result.ToString();
    }

    private ExpressionException Wrong(string reason) => new($"${{{source}}}: {reason}");

    [GeneratedRegex(@"\G(?:[A-Za-z_#@$][A-Za-z0-9_]*|[0-9]+(?:\.[0-9]+)?|==|!=|<=|>=|&&|\|\||[!<>().,\[\]-])", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
