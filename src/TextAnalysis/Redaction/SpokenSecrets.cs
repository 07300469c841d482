using System.Text.RegularExpressions;
using TextAnalysis.Tokens;

namespace TextAnalysis.Redaction;

/// <summary>
/// Secrets as people tell them, where no mark is before them: "login admin with password X", "the PIN is 4711",
/// "creds: user / X". What only speaks of passwords ("the password is wrong", "password reset fails") is none.
/// </summary>
internal static partial class SpokenSecrets
{
    private const RegexOptions AnyCase = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.IgnoreCase;

    /// <summary>How many words may say whose secret it is: "the password for the admin account is".</summary>
    private const int LongestOwner = 6;

    /// <summary>How far before a password the name of its user may stand.</summary>
    private const int NearUser = 60;

    private const int LongestQuote = 120;
    private const int LongestAhead = 240;

    private static readonly HashSet<string> Numbers = WordList.Of("credentials", "code");

    /// <summary>The three or four digits on the back of a payment card.</summary>
    private static readonly HashSet<string> CardCodes = WordList.Of("credentials", "card_code");

    private static readonly HashSet<string> Keys = WordList.Of("credentials", "key");

    /// <summary>What one says of a password, and no password.</summary>
    private static readonly HashSet<string> States = WordList.Of("credentials", "no_password");

    private static readonly HashSet<string> StateEndings = WordList.Of("credentials", "state_ending");

    /// <summary>Mixed of letters and digits, and yet names of methods.</summary>
    private static readonly HashSet<string> Methods = WordList.Of("credentials", "algorithm");

    /// <summary>After a plain word these do not make a state of it: "the password is hunter and".</summary>
    private static readonly HashSet<string> GoesOn = WordList.Of("credentials", "goes_on");

    /// <summary>What is in no pass phrase: where such a word follows, the text goes on.</summary>
    private static readonly HashSet<string> Running = WordList.Of("credentials", "running_text");

    /// <summary>"Blue42 is the password of the portal"; another word, as in "the password page", makes it the name of something else.</summary>
    private static readonly HashSet<string> Owners = WordList.Of("credentials", "of");

    private static readonly HashSet<string> NoUsers = WordList.Of("credentials", "no_user");

    /// <summary>What a word is that is behind a quoted one: a part of a screen, and no secret was quoted.</summary>
    private static readonly HashSet<string> OnScreen = WordList.Of("credentials", "on_screen");

    /// <summary>Keys that may be plain words behind a mark.</summary>
    private static readonly HashSet<string> PlainKeys = WordList.Of("credentials", "plain_key");

    private static readonly (char Open, string Close)[] Quotes =
    [
        ('"', "\"”"),
        ('\'', "'’"),
        ('“', "”\"“"),
        ('„', "“”\""),
        ('«', "»"),
        ('‹', "›"),
        ('‘', "’'"),
        ('’', "’"),
        ('`', "`"),
        ('”', "”"),
    ];

    /// <summary>Where secrets stand: start and end in UTF-16 units, in order, none over another.</summary>
    public static IReadOnlyList<(int Start, int End)> In(string text)
    {
        List<(int Start, int End)> hidden = [.. Hidden().Matches(text).Select(m => (m.Index, m.Index + m.Length))];
        var found = new List<(int Start, int End)>(hidden);
        foreach (Match match in Pair().Matches(text))
        {
            Add(found, text, match.Groups["name"].Index, PairIn(text, match));
        }

        foreach (Match match in SignIn().Matches(text))
        {
            var value = match.Groups["value"];
            Add(found, text, value.Index, IsChosen(Trimmed(value.Value)) ? (value.Index, value.Index + Trimmed(value.Value).Length) : null);
        }

        foreach (Match match in SignInAfter().Matches(text))
        {
            var value = match.Groups["value"];
            Add(found, text, value.Index, IsMixed(value.Value) ? (value.Index, value.Index + value.Length) : null);
        }

        foreach (Match match in ValueFirst().Matches(text))
        {
            var value = match.Groups["value"];
            var rest = Ahead(text, match.Index + match.Length);
            var next = First(rest.TrimStart());
            var isWhole = EndsClause(text, match.Index + match.Length) || Owners.Contains(next) || (SetVerb.IsMatch(next) && !Things.Contains(next));
            var isQuoted = value.Index > 0 && Quotes.Any(q => q.Open == text[value.Index - 1]);
            var isSecret = match.Groups["number"].Success
                ? IsCode(value.Value)
                : (IsMixed(value.Value) && value.Value.Any(char.IsAsciiDigit)) || (isQuoted && IsPlainSecret(value.Value, mustBeNoun: false));
            Add(found, text, value.Index, isWhole && isSecret ? (value.Index, value.Index + value.Length) : null);
        }

        foreach (Match match in AtHost().Matches(text))
        {
            var value = match.Groups["value"];
            Add(
                found,
                text,
                value.Index,
                !NoUsers.Contains(match.Groups["user"].Value.ToLowerInvariant()) && value.Value.Any(c => !char.IsLetter(c))
                    ? (value.Index, value.Index + value.Length)
                    : null
            );
        }

        foreach (Match match in Label().Matches(text))
        {
            if (found.TrueForAll(f => match.Index >= f.End || match.Index + match.Length <= f.Start))
            {
                Add(
                    found,
                    text,
                    match.Index,
                    After(text, match.Index, match.Index + match.Length, match.Value.ToLowerInvariant().Replace('_', ' ').Replace('-', ' '))
                );
            }
        }

        AddToldInSentences(found, text);
        found.Sort();
        return [.. found.Except(hidden)];
    }

    private static void Add(List<(int Start, int End)> found, string text, int from, (int Start, int End)? secret)
    {
        if (secret is { } at && at.End > at.Start && found.TrueForAll(f => at.Start >= f.End || at.End <= f.Start) && from >= 0)
        {
            found.Add(at);
        }
    }

    /// <summary>"creds: user / X", "user/pass admin/X".</summary>
    private static (int Start, int End)? PairIn(string text, Match match)
    {
        var value = match.Groups["value"];
        var word = Trimmed(value.Value);
        var end = value.Index + word.Length;
        var isMarked =
            match.Groups["mark"].Value.Trim().Length > 0
            || (match.Value.StartsWith("cred", StringComparison.OrdinalIgnoreCase) && match.Groups["between"].Value == ":")
            || match.Groups["both"].Success;
        if (match.Groups["open"].Success || match.Groups["one"].Success)
        {
            // "Der Zugang ist langsam / laut" tells how it is.
            return IsMixed(word) ? (value.Index, end) : null;
        }

        return word.Length > 2 && !IsState(word) && (IsChosen(word) || (isMarked && !IsState(match.Groups["name"].Value) && EndsClause(text, end)))
            ? (value.Index, end)
            : null;
    }

    private static (int Start, int End)? After(string text, int start, int at, string label)
    {
        // "password-reset", "token_count" are names of something else.
        if (
            at < text.Length && (text[at] is '_' || (text[at] is '-' && at + 1 < text.Length && text[at + 1] != '>' && text[at + 1] != '-'))
            || (start > 0 && text[start - 1] is '/' or '\\' or '.' or '#')
        )
        {
            return null;
        }

        for (var mark = 0; mark < 3 && at < text.Length && text[at] is '"' or '\'' or '*' or '`' or '_'; mark++)
        {
            at++;
        }

        var owner = Owner.Match(text[at..Math.Min(text.Length, at + 200)]);
        if (owner is { Success: true, Index: 0 })
        {
            return Owned(text, at + owner.Length, label) ?? AfterLink(text, start, at, label);
        }

        return AfterLink(text, start, at, label);
    }

    /// <summary>"The PIN for the door is 4711", "password for the sandbox Hunter22".</summary>
    private static (int Start, int End)? Owned(string text, int at, string label)
    {
        for (var word = 0; word < LongestOwner && at < text.Length; word++)
        {
            var end = at;
            while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not (':' or '=' or '('))
            {
                end++;
            }

            var said = text[at..end];
            if (word > 0 && said.TrimEnd('.', ',', ';') is var bare && (IsNumber(label) ? IsCode(bare) : IsMixed(bare) && bare.Length > 5))
            {
                return (at, at + bare.Length);
            }

            if (said.Length == 0 || ".;!?,".Contains(said[^1]))
            {
                return null;
            }

            if (LinkAt(text, end) is { } link)
            {
                return Value(text, link.End, label, link.Kind, isOfUser: false);
            }

            at = end;
            while (at < text.Length && text[at] is ' ' or '\t' or '\u00a0')
            {
                at++;
            }
        }

        return null;
    }

    private static (int Start, int End)? AfterLink(string text, int start, int at, string label)
    {
        var isOfUser = User.IsMatch(text[Math.Max(0, start - NearUser)..start]);
        return LinkAt(text, at) is { } link ? Value(text, link.End, label, link.Kind, isOfUser)
            : Aside().Match(text[at..Math.Min(text.Length, at + LongestQuote)]) is { Success: true, Index: 0 } aside && IsStrong(aside.Groups["value"].Value)
                ? (at + aside.Groups["value"].Index, at + aside.Groups["value"].Index + aside.Groups["value"].Length)
            : Gap().Match(text[at..Math.Min(text.Length, at + 8)]) is { Success: true, Index: 0 } gap ? Value(text, at + gap.Length, label, Link.None, isOfUser)
            : null;
    }

    private static (Link Kind, int End)? LinkAt(string text, int at)
    {
        var rest = text[at..Math.Min(text.Length, at + 80)];
        return Changed().Match(rest) is { Success: true, Index: 0 } changed ? (Link.Changed, at + changed.Length)
            : Is().Match(rest) is { Success: true, Index: 0 } verb ? (verb.Value.Trim()[^1] is ':' or '=' ? Link.Mark : Link.Is, at + verb.Length)
            : Mark().Match(rest) is { Success: true, Index: 0 } mark ? (mark.Value.Contains('(') ? Link.Changed : Link.Mark, at + mark.Length)
            : null;
    }

    private static (int Start, int End)? Value(string text, int at, string label, Link link, bool isOfUser)
    {
        if (at >= text.Length)
        {
            return null;
        }

        if (
            Quotes.FirstOrDefault(q => q.Open == text[at]) is { Close: { } close }
            && text.AsSpan(at + 1, Math.Min(LongestQuote, text.Length - at - 1)).IndexOfAny(close) is var length and > 0
            && !text.AsSpan(at + 1, length).Contains('\n')
        )
        {
            // An apostrophe within the words closes nothing.
            var to = at + 1 + length;
            while (
                text[at] is '\'' or '’' or '‘'
                && to + 1 < text.Length
                && char.IsLetterOrDigit(text[to + 1])
                && text.AsSpan(to + 1, Math.Min(LongestQuote, text.Length - to - 1)).IndexOfAny(close) is var more and >= 0
            )
            {
                to += 1 + more;
            }

            var said = text[(at + 1)..to];
            return IsState(said.Trim()) || (link == Link.None && IsOfScreen(text, to + 1)) ? null : (at, to + 1);
        }

        if (Phrases.Contains(label) && link != Link.None)
        {
            var line = Ahead(text, at).Split('\n')[0];
            var stop = line.AsSpan().IndexOfAny(".;,");
            var phrase = (stop > 0 ? line[..stop] : line).TrimEnd();
            return IsState(phrase.Split(' ')[0]) && !phrase.Any(char.IsAsciiDigit) && phrase.Split(' ').Length < 4 ? null : (at, at + phrase.Length);
        }

        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        var word = Trimmed(text[at..end]);
        end = at + word.Length;
        // An attribute is a name and its value, and neither is told.
        if (word.Length == 0 || word.StartsWith('[') || (link == Link.None && word.Contains("=\"", StringComparison.Ordinal)))
        {
            return null;
        }

        if (IsNumber(label))
        {
            return (CardCodes.Contains(label) ? CardCode() : Code()).Match(text[at..Math.Min(text.Length, at + 24)]) is { Success: true, Index: 0 } code
                && !Unit.IsMatch(text[(at + code.Groups[1].Length)..Math.Min(text.Length, at + code.Groups[1].Length + 12)])
                    ? (at, at + code.Groups[1].Length)
                : link != Link.None && IsMixed(word) ? (at, end)
                : null;
        }

        var mayBePlain = !Keys.Contains(label) && word.Length > 2 && word.All(c => char.IsLetter(c) || c == '-') && !IsState(word) && !IsAdjective(word);
        return link switch
        {
            _ when Methods.Contains(word.ToLowerInvariant()) => null,
            Link.Mark when PlainKeys.Contains(label) && word.Length > 5 && !IsState(word) && EndsClause(text, end) => (at, end),
            Link.Mark
                when (mayBePlain && (label != "pass" || EndsClause(text, end)))
                    || IsChosen(word)
                    || (label != "pass" && !Keys.Contains(label) && !IsState(word)) => (at, EndOfPhrase(text, at, end)),
            Link.Is
                when IsChosen(word)
                    || (
                        mayBePlain && (EndsClause(text, end) || text[Math.Max(0, at - 12)..at].TrimEnd().EndsWith("lautet", StringComparison.OrdinalIgnoreCase))
                    ) => (at, end),
            Link.Changed when IsChosen(word) => (at, end),
            Link.None when Keys.Contains(label) => word.Length >= 8 && IsMixed(word) ? (at, end) : null,
            Link.None when isOfUser && (mayBePlain || IsChosen(word)) && (IsChosen(word) || EndsClause(text, end)) => (at, end),
            Link.None
                when label != "pass"
                    && (IsMixed(word) || (word.Length is > 3 and < 21 && word.All(char.IsAsciiDigit)))
                    && !Ids().IsMatch(word)
                    && (IsChosen(word) || word.Length > 3) => (at, end),
            _ => null,
        };
    }

    /// <summary>"Password: correct horse battery staple": a run of plain words is a pass phrase where no word joins them to a sentence.</summary>
    private static int EndOfPhrase(string text, int at, int end)
    {
        var line = Ahead(text, at).Split('\n')[0];
        var stop = line.AsSpan().IndexOfAny(".;,(");
        var words = (stop > 0 ? line[..stop] : line).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 2 && words.All(w => w.All(char.IsLetter) && !Running.Contains(w.ToLowerInvariant()))
            ? at + (stop > 0 ? stop : line.TrimEnd().Length)
            : end;
    }

    private static bool EndsClause(string text, int at)
    {
        var rest = Ahead(text, at).TrimStart(' ', '\t', '"', '\'');
        return rest.Length == 0 || rest[0] is '\n' or '\r' or '.' or ',' or ';' or '!' or '?' or ')' or '(' or '-' or '–' || GoesOn.Contains(First(rest));
    }

    /// <summary>No more of a text than one sentence needs, so that a long one full of labels stays quick to read.</summary>
    private static string Ahead(string text, int at) => text[at..Math.Min(text.Length, at + LongestAhead)];

    private static bool IsOfScreen(string text, int at) => OnScreen.Contains(First(Ahead(text, Math.Min(at, text.Length)).TrimStart()));

    private static string First(string text) => new([.. text.TakeWhile(char.IsLetter).Select(char.ToLowerInvariant)]);

    private static bool IsNumber(string label) => Numbers.Contains(label) || CardCodes.Contains(label);

    private static bool IsCode(string word) => word.Length is > 3 and < 11 && word.All(char.IsAsciiDigit);

    /// <summary>Whether a word is only what one says of a password.</summary>
    internal static bool IsState(string word) =>
        word.ToLowerInvariant().TrimEnd('.', ',', ';') is var said
        && (
            States.Contains(said)
            || (said.All(char.IsLetter) && StateEndings.Any(e => said.Length > e.Length + 2 && said.EndsWith(e, StringComparison.Ordinal)))
        );

    /// <summary>Holds digits or signs as no word does.</summary>
    private static bool IsChosen(string word) =>
        word.Length > 3 && !Methods.Contains(word.ToLowerInvariant()) && word.Any(c => char.IsAsciiDigit(c) || "!@#$%^&*+=~_".Contains(c));

    /// <summary>Letters with digits or signs among them; not "3rd", "2x", "403", "a.m.".</summary>
    private static bool IsMixed(string word) =>
        word.Length > 3
        && word.Any(char.IsLetter)
        && !Methods.Contains(word.ToLowerInvariant())
        && word.Any(c => char.IsAsciiDigit(c) || "!@#$%^&*+=~".Contains(c))
        && !Ids().IsMatch(word)
        && !Measured().IsMatch(word);

    /// <summary>What stands beside the word alone, "the password, X, works", must look like nothing else.</summary>
    private static bool IsStrong(string word) => IsMixed(word) && word.Any(char.IsAsciiDigit) && word.Any(char.IsUpper) && word.Any(char.IsLower);

    private static string Trimmed(string word) => word.TrimEnd('.', ',', ';', ':', '?', ')', ']', '}', '"', '\'', '”', '“', '»', '`');

    private enum Link
    {
        None,
        Is,
        Changed,
        Mark,
    }

    private static readonly HashSet<string> Phrases = WordList.Of("credentials", "pass_phrase");

    /// <summary>Also in two words, and letter by letter.</summary>
    private const string Spelled = @"p[ ._-]?a[ ._-]?s[ ._-]?s[ ._-]?w[ ._-]?o[ ._-]?r[ ._-]?[dt]|k[ ._-]?e[ ._-]?n[ ._-]?n[ ._-]?w[ ._-]?o[ ._-]?r[ ._-]?t";

    [GeneratedRegex(
        @"\b(one[- ]time (code|password)|(2fa|mfa)[ -]code|(verification|security|access|unlock|door) code|code (pin|secret|d'accès|"
            + @"de vérification)|código de verifica(ción|ção)|(zugangs|sicherheits|bestätigungs|einmal|entsperr|freischalt)code|recovery code|"
            + @"einmalpasswort|zugriffstoken|zugriffsschlüssel|(wlan|wi-?fi|wpa2?|netzwerk|network)[ -]?(schlüssel|key)|clé wi-?fi|clave wi-?fi|"
            + @"(security|secret) answer|answer to (the|my|their|his|her|your) (security|secret) question|sicherheitsantwort|"
            + @"antwort auf die sicherheitsfrage|réponse secrète|respuesta secreta|resposta secreta|\p{L}{2,24}(passwort|kennwort|password)|"
            + @"wachtwoord|(pin|puk|otp|tan|cv[vc])[ -](code|number)|pin|puk|otp|tan|cv[vc]2?|csc|card (security code|verification (code|"
            + @"number))|kartenprüfnummer|cryptogramme|(api|access|secret|licen[sc]e|private|account)[ _-]key|apikey|(api-|lizenz)schlüssel|"
            + @"clé api|clave api|chave api|client[ _-]secret|secret|((access|refresh|auth|session)[ _-])?token|pass[ -]?phrase|(seed|"
            + @"recovery) phrase|phrase secrète|passcode|"
            + Spelled
            + @"|passwd|losung|parole|pwd|p/w|pw|pass|mot de passe|mdp|contraseña|palavra-passe|senha)\b",
        AnyCase
    )]
    private static partial Regex Label();

    /// <summary>What is in the place of a secret already.</summary>
    [GeneratedRegex(@"\[secret[^\]\n]{0,20}\]", AnyCase)]
    private static partial Regex Hidden();

    private static readonly Regex Owner = new($"^ ({WordList.Pattern("credentials", "owner")}) +", AnyCase);

    [GeneratedRegex(@"^\)?\s*(:[*_]{0,2}|=+>?|-+>|→|⇒|\()\s*", AnyCase)]
    private static partial Regex Mark();

    [GeneratedRegex(
        @"^\s+(is|was|ist|war|lautet|lautete|heißt|est|était|es|era|é|sera)\s+((still|now|currently|simply|just|jetzt|nun|derzeit|"
            + @"weiterhin|aktuell|maintenant|toujours|ahora|agora)\s+)?([:=]\s*)?|^\s+(is|ist|est|es|é)\s*[:=]\s*",
        AnyCase
    )]
    private static partial Regex Is();

    [GeneratedRegex(
        @"^\s+(((is|was|has been|have been|got|gets|now|wurde|wird|a été|ha sido|foi) )?((now|just|jetzt) )?(changed|set|reset|updated|"
            + @"rotated|switched|changé|changée|cambiada|alterada|geändert|gesetzt|zurückgesetzt) |(wurde|wird) )?(back )?(to|auf|in|into|en|à|"
            + @"para):? +((geändert|gesetzt) +)?",
        AnyCase
    )]
    private static partial Regex Changed();

    [GeneratedRegex(@"^\)?[ \t]*([-–—]{1,2}[ \t]+)?\n?[ \t]*", AnyCase)]
    private static partial Regex Gap();

    [GeneratedRegex(@"^([0-9]{3}[ -]?[0-9]{3}|[0-9]{2}-[0-9]{2}-[0-9]{2}|[0-9]{4,10})($|[^\w.]|[.]($|\s))", AnyCase)]
    private static partial Regex Code();

    [GeneratedRegex(@"^([0-9]{3,4})($|[^\w.]|[.]($|\s))", AnyCase)]
    private static partial Regex CardCode();

    [GeneratedRegex(@"^,\s+(?<value>[^\s,;]{5,100}),", AnyCase)]
    private static partial Regex Aside();

    /// <summary>"PIN 4711 times": counted, and no code.</summary>
    private static readonly Regex Unit = new($@"^ ({WordList.Pattern("credentials", "counted")})\b", AnyCase);

    private static readonly Regex User = new($@"\b({WordList.Pattern("credentials", "user")})\b[ :=]*[^.!?\n]{{0,40}}$", AnyCase);

    [GeneratedRegex(
        @"\b((?<both>(user(name)?|login|benutzer(name)?|utilisateur|id)\s?/\s?(pass(word|wort)?|pw|pwd|kennwort|mot de passe))|"
            + @"(?<open>zugang|accès|acceso|acesso)|creds?|credentials?|zugangsdaten|anmeldedaten|identifiants?|credenciales|credenciais|login|"
            + @"logon)( (for|to|für|pour|para) [^\n:=.,]{1,40})?"
            + @"(?<mark>\s*[:=]\s*|\s+(are|is|sind|lauten|sont|son|são|(?<one>lautet|ist|est|es|é))\s*:?\s+|"
            + @"\s+)[""'(]?(?<name>[\p{L}\p{N}._@+\\-]{2,60})[""']?(?<between>\s*[/|:]\s*|\s*,\s+|\s+-\s+)[""']?(?<value>[^\s""']{3,100})",
        AnyCase
    )]
    private static partial Regex Pair();

    [GeneratedRegex(
        @"\b(log(ged)? ?in|sign(ed)? ?in|log(ged)? on|login|anmelden|anmeldung|einloggen|connexion|connecte\p{L}*(-vous)?|"
            + @"inici\p{L}+ sesión|entr[ae]r?|acced\p{L}+)\s+(as|with|using|mit|als|avec|con|com)\s+(user |"
            + @"benutzer )?[\p{L}\p{N}._@+-]{2,60}\s*(with|and|using|und|mit|avec|et|/|,)\s*[""']?(?<value>[^\s""']{4,100})",
        AnyCase
    )]
    private static partial Regex SignIn();

    /// <summary>"mit maria/X anmelden".</summary>
    [GeneratedRegex(
        @"\b(with|as|mit|als|avec|con|com)\s+(user |benutzer "
            + @")?[\p{L}\p{N}._@+-]{2,60}\s*[/:]\s*[""']?(?<value>[^\s""'/,;]{4,100})[""']?\s+([\p{L}]{1,12}\s+)?(anmelden|angemeldet|"
            + @"anzumelden|einloggen|eingeloggt|einzuloggen|log(ged|ging)? ?in|sign(ed|ing)? ?in)\b",
        AnyCase
    )]
    private static partial Regex SignInAfter();

    /// <summary>"X is the password", "use X as password".</summary>
    [GeneratedRegex(
        @"(^|[\s(""'“„«])(?<value>[^\s""'“”„«»()]{4,100})[""'”“»]?\s+(\(\s*(that|this|das|c')\s*)?(is|was|ist|war|est|es|é|((is|was|"
            + @"were) )?((set|chosen|given|used|kept) )?as|als|comme|como)\s+((the|our|their|his|her|my|your|its|a|das|mein|unser|ihr|sein|dein|"
            + @"le|notre|leur|votre|mon|son|la|el|su|mi|nuestra|sua|minha|nossa)\s+([\p{L}-]{1,20}\s+){0,2})?"
            + @"("
            + Spelled
            + @"|passwd|pwd|pw|passcode|pass ?phrase|mot de passe|mdp|contraseña|senha|palavra-passe|(api|access|secret) key|token|"
            + @"(?<number>pin|puk|code pin))\b",
        AnyCase
    )]
    private static partial Regex ValueFirst();

    [GeneratedRegex(@"\b(?<user>[A-Za-z0-9._-]{2,40}):(?<value>[^\s/@:]{3,80})@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", AnyCase)]
    private static partial Regex AtHost();

    [GeneratedRegex(
        @"^([A-Z]{2,10}[-_]?[0-9][0-9-]*|v?[0-9]+(\.[0-9]+)+.*|[0-9]{4}-[0-9]{2}-[0-9]{2}.*)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Ids();

    [GeneratedRegex(@"^[0-9.,]+[a-z%]{1,3}$", AnyCase)]
    private static partial Regex Measured();
}
