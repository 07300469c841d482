using System.Buffers;
using System.Text.RegularExpressions;
using TextAnalysis.Tokens;

namespace TextAnalysis.Redaction;

/// <content>
/// Secrets with words between them and what they are: "the password, it is X", "changed the password from X to Y", "als Passwort
/// nehmen sie X". In the sentence of a password what looks invented is one. What looks like a word with a number is one behind a
/// word that tells it, and a plain word only where the sentence can tell nothing else.
/// </content>
internal static partial class SpokenSecrets
{
    private const int LongestBefore = 160;

    /// <summary>How many words after its name a secret may stand.</summary>
    private const int MostAfter = 14;

    private const int ShortestKey = 8;

    /// <summary>How many words a sentence that begins with "as password" may have before the secret.</summary>
    private const int MostBeforeUsed = 5;

    private static readonly HashSet<string> Copulas = WordList.Of("credentials", "copula");

    private static readonly HashSet<string> Still = WordList.Of("credentials", "still");

    private static readonly HashSet<string> Froms = WordList.Of("credentials", "from");

    private static readonly HashSet<string> Tos = WordList.Of("credentials", "to");

    private static readonly HashSet<string> Uses = WordList.Of("credentials", "use");

    private static readonly HashSet<string> Subjects = WordList.Of("credentials", "subject");

    private static readonly HashSet<string> Adjectives = WordList.Of("credentials", "adjective");

    private static readonly HashSet<string> Joins = [.. WordList.Of("credentials", "join"), "/"];

    private static readonly HashSet<string> As = WordList.Of("credentials", "as");

    /// <summary>Behind a password, these make it the name of something else; in French, Spanish and Portuguese they stand before it.</summary>
    private static readonly HashSet<string> Things = WordList.Of("credentials", "thing");

    private static readonly HashSet<string> ThingsBefore = WordList.Of("credentials", "thing_before");

    /// <summary>Where or why something is set, and not to what.</summary>
    private static readonly HashSet<string> NotSetTo = WordList.Of("credentials", "not_set_to");

    private static readonly HashSet<string> Articles = WordList.Of("credentials", "article");

    /// <summary>German for "reads": only a secret follows.</summary>
    private static readonly HashSet<string> Says = WordList.Of("credentials", "says");

    /// <summary>Hosts, products, versions, errors, days: letters and digits that are no secret.</summary>
    private static readonly Regex Named = new(
        $@"^(({WordList.Pattern("credentials", "numbered_thing")})[-_.]?v?[0-9]+([._-][0-9a-z]+)*"
            + @"|0x[0-9a-f]+|[0-9]+(st|nd|rd|th|x|k|m|h|am|pm|bit|mb|gb|kb|ms|min|er|fach)|[0-9a-f]{7,12}|[0-9]{1,2}h[0-9]{2}|"
            + @"[a-z]{1,2}[0-9]{1,2}|[0-9]+-[a-z]+|([a-z0-9]+-)*(srv|db|web|app|host|node|prod|test|dev|stage|vm|auth|api|"
            + @"svc)[0-9]*(-[a-z0-9]+)*|[\w.+-]+@[\w-]+(\.[\w-]+)+|[\w-]+(\.[\w-]+)*\.[a-z]{2,4}|1password)$",
        AnyCase
    );

    private static readonly HashSet<string> AdjectiveEndings = WordList.Of("credentials", "adjective_ending");

    private static readonly SearchValues<char> Signs = SearchValues.Create("!$%^&*+~?§#");

    private static readonly SearchValues<char> Marks = SearchValues.Create(",;:.!?");

    /// <summary>A run without white space, and what it is without the marks around it.</summary>
    private readonly record struct Chunk(int Start, int End, string Said, bool IsQuoted, bool EndsClause)
    {
        public string Folded { get; } = Said.ToLowerInvariant().Replace('’', '\'');
    }

    private enum Looks
    {
        /// <summary>Nothing that is a secret: an address, a day, an error.</summary>
        Other,
        Plain,

        /// <summary>A word with a number, as hosts and products have as well.</summary>
        Numbered,

        /// <summary>Letters, digits and signs as no name mixes them.</summary>
        Invented,
    }

    private static void AddToldInSentences(List<(int Start, int End)> found, string text)
    {
        var last = 0;
        foreach (Match label in Credential().Matches(text))
        {
            var (from, to) = (SentenceStart(text, label.Index), SentenceEnd(text, label.Index + label.Length));
            // One look is enough for a sentence that names passwords all the time.
            foreach (var chunk in label.Groups["number"].Success || label.Groups["key"].Success || to <= last ? [] : Chunks(text, from, to))
            {
                if (LooksOf(chunk.Said) == Looks.Invented)
                {
                    Add(found, text, chunk.Start, (chunk.Start, chunk.End));
                }
            }

            last = to;
            AddTold(found, text, label, from, to);
        }

        foreach (Match label in GroupedCode().Matches(text))
        {
            foreach (
                Match value in Groups()
                    .Matches(Ahead(text, label.Index + label.Length)[..(SentenceEnd(text, label.Index + label.Length) - label.Index - label.Length)])
            )
            {
                var start = label.Index + label.Length + value.Index;
                Add(
                    found,
                    text,
                    start,
                    value.Value.Any(char.IsAsciiDigit) && !IsoDay().IsMatch(value.Value) && !Ids().IsMatch(value.Value) ? (start, start + value.Length) : null
                );
            }
        }

        foreach (Match used in UsedAs().Matches(text))
        {
            var value = used.Groups["value"];
            Add(
                found,
                text,
                value.Index,
                IsPlainSecret(value.Value, mustBeNoun: false) || LooksOf(value.Value) >= Looks.Numbered ? (value.Index, value.Index + value.Length) : null
            );
        }
    }

    private static void AddTold(List<(int Start, int End)> found, string text, Match label, int from, int to)
    {
        var at = label.Index + label.Length;
        // "Password-reset" is the name of something else.
        if (at < text.Length && text[at] is '-' or '_' && at + 1 < text.Length && char.IsLetter(text[at + 1]))
        {
            return;
        }

        var (isNumber, isKey, isPair) = (label.Groups["number"].Success, label.Groups["key"].Success, label.Groups["other"].Success);
        if (
            !isNumber
            && NextSentence().Match(Ahead(text, to)) is { Success: true, Index: 0 } next
            && Trimmed(next.Groups["value"].Value) is var said
            && LooksOf(said) >= Looks.Numbered
        )
        {
            var start = to + next.Groups["value"].Index;
            Add(found, text, start, (start, start + said.Length));
        }

        var before = Chunks(text, from, label.Index);
        var after = Chunks(text, at, to).Take(MostAfter).ToList();
        if (
            after.Count == 0
            || Things.Contains(after[0].Folded)
            || before
                .AsEnumerable()
                .Reverse()
                .Take(3)
                .TakeWhile(c => c.Folded.Length < 4 || ThingsBefore.Contains(c.Folded))
                .Any(c => ThingsBefore.Contains(c.Folded))
        )
        {
            return;
        }

        var isGerman = German().IsMatch(label.Value);
        var isSet = SetVerb.IsMatch(text[from..to]);
        var isUsed = before is [.., var role] && As.Contains(role.Folded);
        var listed = -1;
        var shape = "";
        for (var i = 0; i < after.Count; i++)
        {
            var chunk = after[i];
            var link = LinkBefore(text, at, after, i, isSet);
            var isTold =
                link != Link.None
                || i == listed
                || (isNumber && IsAfterArticle(after, i))
                || (shape.Length > 0 && ShapeOf(chunk.Said) == shape)
                || (i is 1 or 2 && after.Take(i).All(c => Adjectives.Contains(c.Folded)))
                || (isUsed && i is > 0 and < MostBeforeUsed);
            var secret =
                !isTold ? null
                : isNumber
                    ? (link != Link.None || IsAfterArticle(after, i))
                        && Code().Match(Ahead(text, chunk.Start)) is { Success: true, Index: 0 } code
                        && !Unit.IsMatch(Ahead(text, chunk.Start + code.Groups[1].Length))
                            ? (chunk.Start, chunk.Start + code.Groups[1].Length)
                        : null
                : !isKey && chunk.IsQuoted && QuotedAt(text, chunk.Start) is { } quoted && !IsState(text[(quoted.Start + 1)..(quoted.End - 1)].Trim()) ? quoted
                : LooksOf(chunk.Said) >= Looks.Numbered && (!isKey || chunk.Said.Length >= ShortestKey) ? Whole(chunk)
                : null;
            secret ??= !isNumber && !isKey && !isPair && IsPlainTold(text, after, i, link, isGerman, isUsed) ? Whole(chunk) : null;
            Add(found, text, chunk.Start, secret);
            shape =
                chunk.Said.Any(char.IsAsciiDigit) && (secret is not null || found.Exists(f => f.Start <= chunk.Start && chunk.End <= f.End))
                    ? ShapeOf(chunk.Said)
                    : shape;

            // "X and Y", "credentials: maria and Y".
            var isFirstOfPair = isPair && link == Link.Mark;
            listed = (secret is not null || isFirstOfPair) && i + 2 < after.Count && Joins.Contains(after[i + 1].Folded) ? i + 2 : listed;
        }

        static (int Start, int End)? Whole(Chunk chunk) => (chunk.Start, chunk.End);
    }

    /// <summary>"Die PIN ist die 4409".</summary>
    private static bool IsAfterArticle(List<Chunk> after, int i) => i > 1 && Articles.Contains(after[i - 1].Folded) && Copulas.Contains(after[i - 2].Folded);

    /// <summary>What hands the secret over: "is", a mark, or "from" and "to" where something was set.</summary>
    private static Link LinkBefore(string text, int label, List<Chunk> after, int i, bool isSet)
    {
        var told = i;
        while (told > 0 && Still.Contains(after[told - 1].Folded))
        {
            told--;
        }

        var gap = text.AsSpan((told == 0 ? label : after[told - 1].End)..after[told].Start);
        if (gap.ContainsAny(":=→"))
        {
            return Link.Mark;
        }

        if (
            LooksOf(after[i].Said) >= Looks.Numbered
            && (
                gap.Contains('(')
                || (i > 0 && after[i - 1].EndsClause && (after[i].EndsClause || i == after.Count - 1))
                || after.Take(i).Any(c => Says.Contains(c.Folded))
            )
        )
        {
            // "I set a new one (X)", "the password is the old one, X, and".
            return Link.Changed;
        }

        var verb = told - 1;
        return verb < 0 ? Link.None
            : Copulas.Contains(after[verb].Folded) ? Link.Is
            : after[i - 1].Folded is "->" or "=>" or "-" or "–" or "—" ? Link.Changed
            : isSet && (Tos.Contains(after[i - 1].Folded) || Froms.Contains(after[i - 1].Folded)) && !after.Take(i - 1).Any(c => Joins.Contains(c.Folded))
                ? Link.Changed
            : Uses.Contains(after[verb].Folded) || (verb > 0 && Subjects.Contains(after[verb].Folded) && Uses.Contains(after[verb - 1].Folded)) ? Link.Changed
            : Link.None;
    }

    private static bool IsPlainTold(string text, List<Chunk> after, int i, Link link, bool isGerman, bool isUsed)
    {
        var chunk = after[i];
        if (LooksOf(chunk.Said) != Looks.Plain || !IsPlainSecret(chunk.Said, isGerman && link != Link.Mark))
        {
            return false;
        }

        var ends = EndsClause(text, chunk.End);
        if (isUsed)
        {
            return ends
                && i is > 0 and < MostBeforeUsed
                && after.Take(i).All(c => !c.EndsClause && (Uses.Contains(c.Folded) || Subjects.Contains(c.Folded) || Still.Contains(c.Folded)));
        }

        var isFirst = i == 0;
        return link switch
        {
            Link.Mark => !isFirst
                && ends
                && after.Take(i).All(c => !Things.Contains(c.Folded) && !Joins.Contains(c.Folded))
                && after.Take(i).Any(c => Adjectives.Contains(c.Folded) || Subjects.Contains(c.Folded)),
            Link.Is => !isFirst && ends && after.Take(i).Any(c => Subjects.Contains(c.Folded)) && !after.Take(i).Any(c => Joins.Contains(c.Folded)),
            Link.Changed when NotSetTo.Contains(chunk.Folded) => false,
            Link.Changed when isGerman => i + 1 < after.Count && SetVerb.IsMatch(after[i + 1].Said) && Tos.Contains(after[i - 1].Folded),
            Link.Changed when Froms.Contains(after[i - 1].Folded) => i + 2 < after.Count
                && Tos.Contains(after[i + 1].Folded)
                && EndsClause(text, after[i + 2].End)
                && !NotSetTo.Contains(after[i + 2].Folded)
                && IsPlainSecret(after[i + 2].Said, mustBeNoun: false),
            Link.Changed when i > 2 && Tos.Contains(after[i - 1].Folded) => ends && Froms.Contains(after[i - 3].Folded),
            _ => false,
        };
    }

    /// <param name="mustBeNoun">German nouns are written large, and what is said of a password is not.</param>
    private static bool IsPlainSecret(string word, bool mustBeNoun) =>
        word.Length > 3
        && word.All(c => char.IsLetter(c) || c == '-')
        && !IsState(word)
        && !IsAdjective(word)
        && (!mustBeNoun || char.IsUpper(word[0]))
        && word.ToLowerInvariant() is var folded
        && !(
            Copulas.Contains(folded)
            || Subjects.Contains(folded)
            || Uses.Contains(folded)
            || Tos.Contains(folded)
            || Still.Contains(folded)
            || Adjectives.Contains(folded)
            || Joins.Contains(folded)
            || NotSetTo.Contains(folded)
        );

    /// <summary>"Kompromittiert", "temporária": how something is.</summary>
    private static bool IsAdjective(string word) =>
        word.Length > 5 && char.IsLower(word[0]) && AdjectiveEndings.Any(e => word.EndsWith(e, StringComparison.Ordinal));

    private static Looks LooksOf(string said)
    {
        if (said.Length < 4 || said.StartsWith('[') || said.Contains("://", StringComparison.Ordinal) || said.Contains('\\') || said.Contains('/'))
        {
            return Looks.Other;
        }

        if (said.All(c => char.IsLetter(c) || c is '-' or '\''))
        {
            return Looks.Plain;
        }

        if (
            said.Length >= 6
            && !said.Any(char.IsAsciiDigit)
            && said.Any(char.IsUpper)
            && said.AsSpan(1, said.Length - 2).ContainsAny(Signs)
            && said.All(c => char.IsLetter(c) || Signs.Contains(c))
            && !said.Contains('&')
        )
        {
            return Looks.Numbered;
        }

        if (
            !said.Any(char.IsLetter)
            || !said.Any(char.IsAsciiDigit)
            || Methods.Contains(said.ToLowerInvariant())
            || Ids().IsMatch(said)
            || Measured().IsMatch(said)
            || Named.IsMatch(said)
            || Guid.TryParse(said, out _)
            || Secrets.IsDigest(said)
        )
        {
            return Looks.Other;
        }

        var runs = Enumerable.Range(0, said.Length).Count(i => char.IsAsciiDigit(said[i]) && (i == 0 || !char.IsAsciiDigit(said[i - 1])));
        var hasSign = said.AsSpan(0, said.Length - 1).ContainsAny(Signs);
        var isMixed = said.Any(char.IsUpper) && said.Any(char.IsLower);
        return
            said.Length >= 6
            && (hasSign || (isMixed && runs > 1 && !said.Contains('-') && !said.Contains('_') && !said.Contains('.')))
            && !said.Contains('=')
            && !said.Contains('(')
            ? Looks.Invented
            : Looks.Numbered;
    }

    /// <summary>Of one shape with a secret of its sentence, another is one too: "old password Falcon77, new one Robin55".</summary>
    private static string ShapeOf(string said) => new([.. said.Select((_, i) => ShapeAt(said, i)).Where((c, i) => i == 0 || c != ShapeAt(said, i - 1))]);

    private static char ShapeAt(string said, int i) =>
        said[i] is var c && char.IsAsciiDigit(c) ? '0'
        : char.IsUpper(c) ? 'A'
        : char.IsLower(c) ? 'a'
        : c;

    private static List<Chunk> Chunks(string text, int from, int to)
    {
        var chunks = new List<Chunk>();
        for (var at = from; at < to; at++)
        {
            var start = at;
            while (at < to && !char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            var (first, end) = (start, at);
            while (first < end && text[first] is '"' or '\'' or '“' or '„' or '«' or '‘' or '`' or '(' or '*' or ',' or ';' or ':' or '.' or '?' or '!' or ')')
            {
                first++;
            }

            while (
                end > first && text[end - 1] is '"' or '\'' or '“' or '”' or '»' or '’' or '`' or ')' or ',' or ';' or ':' or '.' or '?' or '!' or '…' or '*'
            )
            {
                end--;
            }

            if (end > first)
            {
                var quote = first > start && Quotes.Any(q => q.Open == text[first - 1]);
                chunks.Add(new(quote ? first - 1 : first, end, text[first..end], quote, at > end && text.AsSpan(end, at - end).ContainsAny(Marks)));
            }
        }

        return [.. chunks.Select(c => c.IsQuoted ? c : c with { Start = c.End - c.Said.Length })];
    }

    private static (int Start, int End)? QuotedAt(string text, int at)
    {
        var close = Quotes.First(q => q.Open == text[at]).Close;
        var length = text.AsSpan(at + 1, Math.Min(LongestQuote, text.Length - at - 1)).IndexOfAny(close);
        return length > 0 && !text.AsSpan(at + 1, length).Contains('\n') ? (at, at + length + 2) : null;
    }

    private static int SentenceStart(string text, int at)
    {
        var start = at;
        while (
            start > 0
            && at - start < LongestBefore
            && text[start - 1] is not ('\n' or ';')
            && !(start < at && char.IsWhiteSpace(text[start]) && text[start - 1] is '.' or '!' or '?')
        )
        {
            start--;
        }

        return start;
    }

    private static int SentenceEnd(string text, int at)
    {
        var end = at;
        while (
            end < text.Length
            && end - at < LongestAhead
            && text[end] is not ('\n' or ';')
            && !(text[end] is '.' or '!' or '?' && (end + 1 == text.Length || char.IsWhiteSpace(text[end + 1])))
        )
        {
            end++;
        }

        return end;
    }

    [GeneratedRegex(
        @"\b(\p{L}{0,24}(passwort|kennwort|password|passwd)e?s?|\p{L}{0,24}(passwört|kennwört)ern?|pass word|pwds?|pws?|passcodes?|"
            + @"pass ?phrases?|mots? de passe|mdp|contraseñas?|palavras?-passe|senhas?|wachtwoord|losung"
            + @"|(?<other>claves?|creds?|credentials?|zugangsdaten|anmeldedaten|identifiants|credenciales|credenciais)"
            + @"|(?<number>pins?|puks?|otp|code pin|(zugangs|sicherheits|entsperr|freischalt|einmal|bestätigungs|tür)code|(access|security|"
            + @"door|unlock|alarm|verification|one[- ]time|2fa|mfa) code|code d'accès|código de acces?so|código pin)"
            + @"|(?<key>(2fa|mfa|totp)[ -](seed|secret)|(wlan|wi-?fi|ssid)\b[^.;\n]{0,60} (key|schlüssel|clé|clave)|(api|access|secret|"
            + @"licen[sc]e|account)[ _-]key|api-?schlüssel|lizenzschlüssel|clé api|clave api|chave api|client[ _-]secret|((access|refresh|"
            + @"auth|session|api)[ _-])?token))\b",
        AnyCase
    )]
    private static partial Regex Credential();

    [GeneratedRegex(@"worte?s?$|wörtern?$|daten$|^losung$", AnyCase)]
    private static partial Regex German();

    private static readonly Regex SetVerb = new($@"\b({WordList.Pattern("credentials", "set")})\b", AnyCase);

    [GeneratedRegex(
        @"\b(((2fa|mfa|backup|recovery|rescue|emergency|scratch|bitlocker|filevault|reset)[ -]+)+(codes?|keys?)|(wiederherstellungs|"
            + @"notfall|backup|reserve|ersatz|rettungs)-?(codes?|schlüssels?)|codes? de (secours|récupération)|clés? de (récupération|secours)|"
            + @"códigos? de (recuperación|respaldo|recuperação|backup|reserva)|claves? de recuperación|chaves? de recuperação)\b",
        AnyCase
    )]
    private static partial Regex GroupedCode();

    [GeneratedRegex(@"\b[A-Z0-9]{3,10}([-][A-Z0-9]{3,10})+\b|\b[0-9]{4}( [0-9]{4})+\b|\b[0-9]{5,12}\b", AnyCase)]
    private static partial Regex Groups();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", AnyCase)]
    private static partial Regex IsoDay();

    /// <summary>"They typed X as their password".</summary>
    [GeneratedRegex(
        @"\b(uses?|used|using|typed?|types|typing|enter|enters|entered|take|took|set|pick|picked|chose|choose|nimmt|nehmen|nutzt|nutzen|"
            + @"verwende[nt]?|benutze[nt]?|benutzt|utilise[a-z]{0,3}|prennent|mettent|usan|usa|"
            + @"usam)\s+[""'“„«]?(?<value>[^\s""'“”„«»()]{4,40})[""'”“»]?\s+(as|als|comme|como)\s+((the|a|our|their|his|her|my|your|das|ein|ihr|"
            + @"sein|unser|mot|le|leur|la|su|sua)\s+)?(\p{L}{1,12}\s+)?(\p{L}{0,24}(passwort|kennwort|password)|passwd|pwd|pw|passcode|"
            + @"pass ?phrase|mot de passe|mdp|contraseña|senha|palavra-passe)\b",
        AnyCase
    )]
    private static partial Regex UsedAs();

    /// <summary>"I reset their password. It is X."</summary>
    [GeneratedRegex(
        @"^([?]\s+|[.!;?]?\s{1,3}(and |und |et )?(it|it's|that|this|the new one|new one|es|das|das neue|neu|neues|il|c'est|ce|le nouveau|"
            + @"la nueva|ahora|a nova|agora|new|now)( is| was| reads| ist| war| lautet| est| sera| es| é|:|)( now| jetzt| nun| ahora|"
            + @" maintenant| agora)?:?\s+)[""'“„«]?(?<value>[^\s""'“”„«»]{4,60})",
        AnyCase
    )]
    private static partial Regex NextSentence();
}
