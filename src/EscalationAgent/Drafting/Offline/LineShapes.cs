using System.Text.RegularExpressions;
using TextAnalysis.Facts;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting.Offline;

/// <summary>What a header line of a mail tells.</summary>
internal enum HeaderKind
{
    Sender,
    Person,
    Date,
    Subject,
}

/// <summary>Recognises what a line is by its shape.</summary>
internal static class LineShapes
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const int Head = 160;
    private const int LongestGreeting = 50;
    private const int MostWordsOfGreeting = 6;
    private const int MostNames = 3;
    private const int FewestWordsOfProse = 4;
    private const string Day = @"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}([./]\d{2,4})?\.?|\d{1,2}\.? \p{L}{3,9}( \d{4})?)";
    private const string Time = @"\d{1,2}[:.]\d{2}(:\d{2})?( ?[AaPp][Mm])?";
    private const string Name = @"\p{Lu}[\p{L}\p{M}.'’-]*( (\p{Lu}[\p{L}\p{M}.'’-]*|\([^()]{1,30}\))){0,3}";

    private static readonly Regex TimeThenName = new(@"^\[?((" + Day + @")[,T ]{1,2})?" + Time + @"\]?( [-–])? (" + Name + @" ?:)", Linear);
    private static readonly Regex NameThenTime = new(@"^" + Name + @",? [\[(]?((" + Day + @")[, ]{1,2})?" + Time + @"[\])]?\s?:", Linear);
    private static readonly Regex NameAlone = new(@"^" + Name + @" ?:(\s|$)", Linear);
    private static readonly Regex LabelThenRest = new(
        @"^[*_#""\s¿]*(?<said>\p{L}[\p{L}\p{M}_'’;&/ -]{0,60})( ?\([^()]{1,30}\))?[*_""]{0,4} ?(\??[:：]|\?)[*_]{0,3}(?<rest>.*)$",
        Linear
    );
    private static readonly Regex HeadingAlone = new(
        @"^(#{1,6} ?\*{0,2}|\*{1,2}|__)¿?(?<said>\p{L}[\p{L}\p{M}'’&/ -]{0,60}?) ?[.:?]?(\*{1,2}|__)?[.:]?\s*$",
        Linear
    );
    private static readonly Regex HeadingBare = new(@"^(?<said>\p{Lu}[\p{L}\p{M}'’&/ -]{0,40})$", Linear);
    private static readonly Regex JsonLine = new(@"^""(?<said>[^""]{1,40})""\s*:\s*""?(?<rest>.*?)""?,?$", Linear);
    private static readonly Regex Header = new(
        @"^\*{0,2}(?<key>from|sent|date|to|cc|bcc|subject|von|gesendet|an|datum|betreff|de|envoye|objet|para|enviado|asunto|assunto|data|"
            + @"fecha|a)\*{0,2}\s?:\*{0,2}\s*(?<value>.*)$",
        Linear
    );
    private static readonly Regex Wrote = new(@"^(on|am|le|el|em) .{5,140} (wrote|schrieb|a ecrit|escribio|escreveu)\b.{0,80}:\s*$", Linear);
    private static readonly Regex OriginalMessage = new(
        @"^[-_=\s]{2,}((original|forwarded) message|(ursprungliche|weitergeleitete) nachricht|message (d'origine|transfere)"
            + @"|mensaje (original|reenviado)|mensagem (original|encaminhada))[-_=:\s]*$",
        Linear
    );
    private static readonly Regex ReplyMark = new(@"^((re|fw|fwd|aw|wg|tr|rv|enc|sv|vs) ?: ?|\[(ext|external|extern)[^\]]{0,10}\]:? ?)+", Linear);
    private static readonly Regex ItemMark = new(@"^([-–—*•·‣▪◦o+]|\d{1,2}[.)]|\(?[a-z0-9]\)|\[[ xX]?\])\s+", Linear);
    private static readonly Regex Mail = new(@"[\w.+-]{1,64}@(?<domain>[\w-]{1,63}(\.[\w-]{1,63}){1,4})", Linear);
    private static readonly Regex PersonName = new(@"\p{Lu}[\p{L}\p{M}'’-]+( \p{Lu}[\p{L}\p{M}.'’-]*){0,3}", Linear);

    public static string WithoutQuoteMarks(string raw, out bool quoted)
    {
        var line = raw.AsSpan().Trim();
        quoted = false;
        while (line.Length > 0 && line[0] == '>')
        {
            quoted = true;
            line = line[1..].TrimStart();
        }

        return line.ToString();
    }

    public static bool IsRule(string line) => line.Length >= 3 && line.All(c => c is '-' or '=' or '_' or '*' or '~' or ' ');

    public static bool StartsItem(string line) => ItemMark.IsMatch(Start(line)) && !IsDayFirst(line);

    /// <summary>Without list marks, check boxes, heading marks and leading pictures. Emphasis inside stays.</summary>
    public static string WithoutMarkers(string line)
    {
        var text = line.TrimStart('#', ' ', '\t');
        while (!IsDayFirst(text) && ItemMark.Match(Start(text)) is { Success: true, Length: var length })
        {
            text = text[length..];
        }

        var at = 0;
        while (at < text.Length && !char.IsLetterOrDigit(text[at]) && !"\"'([{$€£¥*_«“„¿¡<@-+".Contains(text[at]))
        {
            at++;
        }

        return at < text.Length ? text[at..] : "";
    }

    public static (HeaderKind Kind, string Value)? ReadHeader(string line)
    {
        if (line.Length > 400 || Header.Match(Folding.FoldInPlace(line)) is not { Success: true } match)
        {
            return null;
        }

        var value = line[match.Groups["value"].Index..];
        return match.Groups["key"].Value switch
        {
            "subject" or "betreff" or "objet" or "asunto" or "assunto" => (HeaderKind.Subject, value[ReplyMark.Match(Folding.FoldInPlace(value)).Length..]),
            "from" or "von" => IsSender(value) ? (HeaderKind.Sender, value) : null,
            "de" => value.Contains('@') ? (HeaderKind.Sender, value) : null,
            "sent" or "date" or "gesendet" or "datum" or "envoye" or "enviado" or "data" or "fecha" => WrittenDates.In(value).Count > 0
                ? (HeaderKind.Date, value)
                : null,
            "an" or "a" or "para" => value.Contains('@') ? (HeaderKind.Person, value) : null,
            _ => (HeaderKind.Person, value),
        };
    }

    /// <summary>Names and addresses; "from: 11 March" says since when.</summary>
    private static bool IsSender(string value) =>
        value.Contains('@')
        || (
            WrittenDates.In(value).Count == 0
            && Token.WordsOf(value) is { Count: > 0 and <= MostWordsOfGreeting } words
            && words.All(w => char.IsUpper(value[w.Start]) || w.Length <= FewestWordsOfProse)
        );

    public static bool IsWroteLine(string line) => line.Length < 300 && Wrote.IsMatch(Folding.FoldInPlace(line));

    /// <summary>"-----Original Message-----".</summary>
    public static bool IsOriginalMessage(string line) => line.Length < 80 && OriginalMessage.IsMatch(Folding.FoldInPlace(line));

    /// <summary>A line that greets somebody and says no more: "All stores are down" and "Viele Nutzer betroffen" say more.</summary>
    public static bool IsGreeting(string line) => line.Length < LongestGreeting && IsGreetingAlone(line);

    /// <summary>"Hey, Norvia is down" and "Hi all, ..." without what only greets.</summary>
    public static string WithoutGreeting(string text)
    {
        var comma = text.AsSpan(0, Math.Min(text.Length, LongestGreeting)).IndexOfAny(',', '!');
        return comma > 0 && comma + 2 < text.Length && text[comma + 1] == ' ' && IsGreetingAlone(text[..comma]) ? text[(comma + 2)..].TrimStart() : text;
    }

    private static bool IsGreetingAlone(string text) =>
        Token.WordsOf(text) is { Count: > 0 and <= MostWordsOfGreeting } words
        && OfflineCues.Greetings.Contains(words[0].Folded)
        && words.Skip(1).All(w => OfflineCues.Greeted.Contains(w.Folded) || char.IsUpper(text[w.Start]));

    /// <summary>What stands above a name at the end of a mail, with the name or without.</summary>
    public static bool IsClosing(string line)
    {
        if (line == "--")
        {
            return true;
        }

        if (line.Length >= LongestGreeting)
        {
            return false;
        }

        var words = Token.WordsOf(line);
        return OfflineCues
            .Closings.In(words)
            .Any(h => h.First == 0 && words.Count - h.Last - 1 <= MostNames && words.Skip(h.Last + 1).All(w => char.IsUpper(line[w.Start])));
    }

    public static (string Said, string After)? ReadLabel(string line)
    {
        if (line.Length == 0 || (!char.IsLetter(line[0]) && line[0] is not ('*' or '_' or '#' or '"' or '¿')))
        {
            return null;
        }

        foreach (var form in (Regex[])[JsonLine, HeadingAlone, LabelThenRest])
        {
            if (form.Match(Start(line)) is { Success: true } match && Labels.Find(match.Groups["said"].Value) is not null)
            {
                var rest = match.Groups["rest"] is { Success: true } group ? line[group.Index..].Trim() : "";
                return (match.Groups["said"].Value, ReferenceEquals(form, JsonLine) ? rest.Trim('"', ',', ' ') : rest);
            }
        }

        // A heading that lost its marks when it was copied.
        return HeadingBare.Match(Start(line)) is { Success: true } bare && Labels.Find(bare.Groups["said"].Value) is { Section: not null }
            ? (bare.Groups["said"].Value, "")
            : null;
    }

    /// <summary>What stands behind the label of the customer: the name with what belongs to it, and the sentences that follow in the same line.</summary>
    public static (string Name, string Prose) NameThenProse(string text)
    {
        foreach (var dash in (string[])[" — ", " – ", " -- ", " - "])
        {
            if (text.IndexOf(dash, StringComparison.Ordinal) is > 0 and var at && IsProse(text[(at + dash.Length)..]))
            {
                return (text[..at].TrimEnd(), text[(at + dash.Length)..].TrimStart());
            }
        }

        var first = Sentences.Of(text).FirstOrDefault() ?? "";
        return first.Length < text.Length && text[first.Length..].TrimStart() is var rest && IsProse(rest) ? (first, rest) : (text, "");

        static bool IsProse(string rest) => Token.WordsOf(rest).Count >= FewestWordsOfProse;
    }

    /// <summary>The time and the speaker before a chat line, as they stand; empty when there are none.</summary>
    public static string ReadStamp(string line, IReadOnlySet<string> speakers)
    {
        var start = Start(line);
        foreach (var form in (Regex[])[TimeThenName, NameThenTime])
        {
            if (form.Match(start) is { Success: true } match)
            {
                return match.Value.TrimEnd(' ');
            }
        }

        var name = NameAlone.Match(start);
        return name.Success && speakers.Contains(BareName(name.Value)) ? name.Value.TrimEnd() : "";
    }

    /// <summary>
    /// Names that stand before a colon on two lines or more: people talking, unless it is a label. A customer is named once; "Cliente:"
    /// before several lines speaks.
    /// </summary>
    public static IReadOnlySet<string> SpeakersOf(IEnumerable<string> lines) =>
        lines
            .Select(l => NameAlone.Match(Start(WithoutMarkers(l.Trim()))))
            .Where(m => m.Success && Labels.Find(m.Value.TrimEnd(' ', ':')) is null or { Field: Field.Account })
            .GroupBy(m => BareName(m.Value))
            .Where(g => g.Count() > 1)
            .Select(g => g.Key)
            .ToHashSet();

    /// <summary>"Ingrid" for "Ingrid (Norvia):": their house stands with them once.</summary>
    private static string BareName(string said) => said.Split('(')[0].TrimEnd(' ', ':');

    public static void CollectDomains(string line, ISet<string> domains)
    {
        if (line.Contains('@') && line.Length < 2000)
        {
            foreach (Match match in Mail.Matches(line))
            {
                domains.Add(Folding.FoldInPlace(match.Groups["domain"].Value));
            }
        }
    }

    /// <summary>Names as they stand in a header, a signature or before a chat line.</summary>
    public static IEnumerable<string> NamesIn(string line) =>
        line.Length > 400 ? [] : PersonName.Matches(line.Split('<')[0]).Select(m => m.Value.Trim()).Where(n => !Months.IsMonth(Token.WordsOf(n)[0].Folded));

    /// <summary>One blank for many, no emphasis around the whole, no comma at the end of a list item.</summary>
    public static string Tidy(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Start(string line) => line.Length > Head ? line[..Head] : line;

    /// <summary>"3. March" is a date and no list mark.</summary>
    private static bool IsDayFirst(string line) => line.Length > 0 && char.IsAsciiDigit(line[0]) && WrittenDates.In(Start(line)) is [{ Start: 0 }, ..];
}
