using TextAnalysis.Tokens;

namespace TextAnalysis.Checking;

/// <summary>Somebody who is named in a sentence, by name, post or side.</summary>
/// <param name="From">The number of the first word; <paramref name="To"/> is that of the last.</param>
/// <param name="Names">The words of the name, folded; empty where there is none.</param>
/// <param name="Posts">As the lexicon calls them.</param>
/// <param name="Side">"us" or "them"; null where it is not said.</param>
internal sealed record Person(int From, int To, HashSet<string> Names, HashSet<string> Posts, string? Side);

/// <summary>Who is who in the sources: which post belongs to which name, and which names are people.</summary>
internal sealed class People
{
    public const string Us = "us";
    public const string Them = "them";

    /// <summary>Of words that do nothing themselves: "gave us", "dem Kunden".</summary>
    private const string Object = "object";

    /// <summary>Posts that one person of a company holds; others are told in too many ways.</summary>
    private static readonly HashSet<string> Single = ["ceo", "cfo", "cto", "cio", "coo", "cro", "cmo", "ciso", "vp", "president"];

    private static readonly HashSet<string> General = ["director", "manager", "lead", "vp"];

    private static readonly HashSet<string> OfDepartments = ["cfo", "cto", "cio", "coo", "cro", "cmo", "cpo", "ciso"];

    private static readonly string[] MailMarks =
    [
        "From:",
        "Von:",
        "De:",
        "Sent:",
        "Subject:",
        "Betreff:",
        "wrote:",
        "schrieb:",
        "écrit :",
        "escribió:",
        "escreveu:",
    ];

    /// <summary>How many words the name of a company may have between a post and who holds it.</summary>
    private const int LongestCompany = 4;

    /// <summary>Words between a post and the company.</summary>
    private static readonly HashSet<string> Preposition = WordList.Of("sentences", "between_post_and_company");

    /// <summary>Words between a name and a post.</summary>
    private static readonly HashSet<string> Articles = WordList.Of("sentences", "between_name_and_post");

    private readonly Dictionary<string, HashSet<string>> postsOf = [];
    private readonly Dictionary<string, HashSet<string>> namesOf = [];
    private readonly HashSet<string> persons = [];
    private readonly HashSet<string> customers = [];
    private readonly HashSet<string> posts = [];
    private readonly HashSet<Source> mails = [];

    public People(IReadOnlyList<ReadSentence> said, IEnumerable<string> customers)
    {
        foreach (var source in said.Select(s => s.Source!).Distinct())
        {
            if (MailMarks.Any(m => source.Text.Contains(m, StringComparison.Ordinal)) || source.Text.Contains("\n>", StringComparison.Ordinal))
            {
                mails.Add(source);
            }
        }

        foreach (var customer in customers)
        {
            this.customers.UnionWith(NameProof.WordsOf(customer));
        }

        ReadSentence? before = null;
        foreach (var sentence in said)
        {
            Learn(sentence);
            // A signature: the name, and below it the post.
            if (
                before is { Words.Count: <= 4 }
                && before.Words.All(w => w.Name >= 0)
                && sentence.Cues("role").FirstOrDefault() is { At: 0 } role
                && before.Source == sentence.Source
            )
            {
                Hold(before.Words.Select(w => w.Token.Folded), role.Entry);
            }

            before = sentence;
        }
    }

    /// <summary>Whether any source names the post.</summary>
    public bool IsHeld(string post) => posts.Contains(post);

    public static bool IsSingle(string post) => Single.Contains(post);

    /// <summary>A post that nobody is said to hold in other words, as a lead or a manager is.</summary>
    public static bool IsOffice(string post) => IsSingle(post) || post is "director" or "lawyer";

    /// <summary>All who are named, in the order of their places; a post beside a name is its own.</summary>
    public IReadOnlyList<Person> In(ReadSentence sentence)
    {
        var found = new List<Person>();
        var words = sentence.Words;
        for (var at = 0; at < words.Count; at++)
        {
            if (words[at].Name >= 0)
            {
                var from = at;
                while (at + 1 < words.Count && words[at + 1].Name == words[from].Name)
                {
                    at++;
                }

                HashSet<string> name =
                [
                    .. Enumerable
                        .Range(from, at - from + 1)
                        .Where(i => !sentence.IsCue("title", i) && !sentence.IsCue("role", i) && words[i].Token.Folded.Length > 1)
                        .Select(i => words[i].Token.Folded),
                ];
                if (name.Count > 0)
                {
                    found.Add(new(from, at, name, [], name.Overlaps(customers) ? Them : null));
                }
            }
        }

        foreach (var role in sentence.Cues("role"))
        {
            var held = found.FindIndex(p => IsBeside(sentence, role, p));
            if (held >= 0)
            {
                found[held] = found[held] with { Posts = [.. found[held].Posts, role.Entry] };
            }
            else
            {
                found.Add(new(role.At, role.End - 1, [], [role.Entry], null));
            }
        }

        foreach (var side in sentence.Cues(Us).Concat(sentence.Cues(Them)).Where(c => c.Entry != Object))
        {
            var isQuoted = sentence.Source is { } source && side.Topic == Us && mails.Contains(source);
            if (sentence.Speaker is { } speaker && side.Topic == Us)
            {
                found.Add(new(side.At, side.End - 1, [speaker], [], null));
            }
            else if (!isQuoted && !found.Exists(p => p.From <= side.At && side.At <= p.To))
            {
                found.Add(new(side.At, side.End - 1, [], [], side.Topic));
            }
        }

        found.Sort((one, other) => one.From.CompareTo(other.From));
        return found;
    }

    /// <summary>The person with all that the sources say of them.</summary>
    public Person Known(Person person)
    {
        HashSet<string> names = [.. person.Names, .. person.Names.Count == 0 ? person.Posts.SelectMany(p => namesOf.GetValueOrDefault(p, [])) : []];
        HashSet<string> held = [.. person.Posts, .. person.Names.SelectMany(n => postsOf.GetValueOrDefault(n, []))];
        return person with { Names = names, Posts = held, Side = person.Side ?? (names.Overlaps(customers) ? Them : null) };
    }

    /// <summary>Whether the two are certainly not the same.</summary>
    public bool AreOthers(Person one, Person other)
    {
        if (one.Side is not null && other.Side is not null)
        {
            return one.Side != other.Side;
        }

        var (first, second) = (Known(one), Known(other));
        return first.Names.Count > 0 && second.Names.Count > 0
            ? !first.Names.Overlaps(second.Names) && IsPerson(first) && IsPerson(second)
            : first.Posts.Count > 0 && second.Posts.Count > 0 && !AreSamePosts(first.Posts, second.Posts);
    }

    /// <summary>Whether somebody with these posts may be called so: the finance director is a director, and not the reverse.</summary>
    public static bool IsCalled(HashSet<string> held, string post) =>
        held.Contains(post)
        || (General.Contains(post) && (held.Overlaps(OfDepartments) || held.Contains("lead") || (post == "lead" && held.Overlaps(General))));

    private static bool AreSamePosts(HashSet<string> one, HashSet<string> other) => one.Any(o => IsCalled(other, o)) || other.Any(o => IsCalled(one, o));

    /// <summary>The posts that the sources give to a name; empty where they give none.</summary>
    public HashSet<string> PostsOf(IEnumerable<string> names) => [.. names.SelectMany(n => postsOf.GetValueOrDefault(n, []))];

    /// <summary>The names to which the sources give a post.</summary>
    public HashSet<string> NamesOf(string post) => namesOf.GetValueOrDefault(post, []);

    private bool IsPerson(Person person) => person.Side is null && (person.Posts.Count > 0 || person.Names.Overlaps(persons));

    private void Learn(ReadSentence sentence)
    {
        if (sentence.Speaker is { } speaker)
        {
            persons.Add(speaker);
        }

        posts.UnionWith(sentence.Cues("role").Select(r => r.Entry));
        foreach (var person in In(sentence).Where(p => p.Names.Count > 0))
        {
            foreach (var post in person.Posts)
            {
                Hold(person.Names, post);
            }

            var isTitled = Enumerable.Range(Math.Max(0, person.From - 1), person.To - Math.Max(0, person.From - 1) + 1).Any(i => sentence.IsCue("title", i));
            var speaks = Enumerable.Range(person.To + 1, Math.Max(0, Math.Min(5, sentence.Words.Count - person.To - 1))).Any(i => sentence.IsCue("speech", i));
            if (isTitled || speaks || person.Posts.Count > 0)
            {
                persons.UnionWith(person.Names);
            }
        }
    }

    private void Hold(IEnumerable<string> names, string post)
    {
        foreach (var name in names)
        {
            (postsOf.TryGetValue(name, out var held) ? held : postsOf[name] = []).Add(post);
            (namesOf.TryGetValue(post, out var holders) ? holders : namesOf[post] = []).Add(name);
            persons.Add(name);
        }
    }

    /// <summary>"CFO Dana", "Dana (CFO)", "Dana, the CFO", "Dana is the CFO".</summary>
    private static bool IsBeside(ReadSentence sentence, SentenceCue role, Person person)
    {
        var words = sentence.Words;
        if (role.At <= person.To && role.End > person.From)
        {
            return true;
        }

        if (role.End == person.From || (role.End + 1 == person.From && sentence.IsCue("title", role.End)))
        {
            // "CFO Dana", "the CFO, Dana Whitfield,", and not "Tom (CFO), Dana".
            var between = sentence.Text.AsSpan(words[role.End - 1].Token.End, words[role.End].Token.Start - words[role.End - 1].Token.End).Trim();
            return between is "" || (between is "," && role.At > 0 && IsArticle(words[role.At - 1].Token.Folded));
        }

        // "The CFO of Marigold Books, Dana Whitfield".
        if (role.End < person.From && person.From - role.End <= LongestCompany + 2 && words[person.From].Segment == words[role.At].Segment + 1)
        {
            return sentence.Text.AsSpan(words[person.From - 1].Token.End, words[person.From].Token.Start - words[person.From - 1].Token.End).Trim() is ","
                && Enumerable.Range(role.End, person.From - role.End).Any(i => words[i].Name >= 0)
                && Enumerable.Range(role.End, person.From - role.End).All(i => words[i].Name >= 0 || Preposition.Contains(words[i].Token.Folded));
        }

        return role.At > person.To
            && role.At - person.To <= 4
            && words[role.At].Segment - words[person.To].Segment <= 1
            && Enumerable.Range(person.To + 1, role.At - person.To - 1).All(i => IsArticle(words[i].Token.Folded))
            && !sentence.Text.AsSpan(words[person.To].Token.End, words[role.At].Token.Start - words[person.To].Token.End).ContainsAny(".;:\n")
            && !IsJoined(words, person.To, role.At);
    }

    private static bool IsJoined(IReadOnlyList<SentenceWord> words, int from, int to) =>
        words[to].Segment > words[from].Segment
        && Enumerable.Range(from + 1, to - from).Any(i => words[i].Token.Folded is "and" or "und" or "et" or "y" or "e");

    private static bool IsArticle(string word) => Articles.Contains(word);
}
