using System.Text.RegularExpressions;

namespace EscalationAgent.Drafting;

/// <summary>What a phone number looks like, and what only resembles one: dates, hours, amounts, numbers of tickets.</summary>
internal static partial class PhoneShapes
{
    private const RegexOptions Untrusted = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    /// <summary>The text with each phone number replaced.</summary>
    public static string Hide(string text, Func<string, string> give)
    {
        text = Announced().Replace(text, m => IsOne(m.Groups[2].Value, 6) ? m.Groups[1].Value + give(m.Groups[2].Value) : m.Value);
        text = International().Replace(text, m => IsOne(m.Value, 8) ? give(m.Value) : m.Value);
        text = NorthAmerican().Replace(text, m => give(m.Value));
        return National().Replace(text, m => IsOne(m.Value, 8) ? give(m.Value) : m.Value);
    }

    private static bool IsOne(string value, int least) =>
        value.Count(char.IsAsciiDigit) is var digits && digits >= least && digits <= 15 && !DayOrHours().IsMatch(value);

    /// <summary>"Tel. 612 345 678": the word before it tells.</summary>
    [GeneratedRegex(
        @"\b((?:tel|telephone|phone|mobile|mob|cell|handy|telefon|telefonnummer|durchwahl|téléphone|tél|portable|teléfono|móvil|telefone|"
            + @"celular|telemóvel|fax|whatsapp)(?: ?(?:number|nummer|no|nr))?[.:]{0,2}\s{0,3}(?:is |ist |est |es |"
            + @"é )?)([+(]?[0-9][0-9 ()./-]{4,20}[0-9])",
        Untrusted | RegexOptions.IgnoreCase
    )]
    private static partial Regex Announced();

    [GeneratedRegex(@"(\+|\b00)[1-9][0-9]{0,2}[ ./-]{0,2}(\(?[0-9]{1,6}\)?[ ./-]{0,2}){1,6}[0-9]", Untrusted)]
    private static partial Regex International();

    [GeneratedRegex(@"(\([0-9]{3}\) ?|\b[0-9]{3}[.-])[0-9]{3}[.-][0-9]{4}\b", Untrusted)]
    private static partial Regex NorthAmerican();

    [GeneratedRegex(@"(\(0[0-9]{1,5}\)|\b0[0-9]{1,5})[ /.-]{1,3}[0-9]([ /.-]?[0-9]){4,10}\b", Untrusted)]
    private static partial Regex National();

    [GeneratedRegex(
        @"[0-9]{1,2}[./-] ?[0-9]{1,2}[./-] ?(19|20)[0-9]{2}|(19|20)[0-9]{2}[./-][0-9]{1,2}[./-][0-9]{1,2}|^[0-9]{1,2}\.[0-9]{2} ?- ?[0-9]{1,2}\.[0-9]{2}$",
        Untrusted
    )]
    private static partial Regex DayOrHours();
}
