using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TeamsBot.Activities;

/// <summary>Somebody whom a message mentions.</summary>
/// <param name="Id">A Teams id (<c>29:..</c>); good for this bot only.</param>
/// <param name="Name">As it was shown; null when the entity does not say.</param>
public sealed record MentionedAccount(string Id, string? Name);

/// <summary>Finds out from the entities, never from the text, whom a message mentions; anybody can type a tag by hand.</summary>
internal static partial class Mentions
{
    /// <summary>The different spellings of one account that are looked for in a text; a real message has one or two.</summary>
    private const int MostSpellings = 20;

    /// <summary>The mentions of one account.</summary>
    public static IEnumerable<JsonElement> Of(Activity activity, string? id) =>
        from entity in activity.Entities ?? []
        where string.Equals(entity.Text("type"), "mention", StringComparison.OrdinalIgnoreCase)
        where id is not null && entity.Member("mentioned")?.Text("id") == id
        select entity;

    /// <summary>All whom a message mentions but the one account.</summary>
    public static IReadOnlyList<MentionedAccount> OfOthers(Activity activity, string? id) =>
        [
            .. (
                from entity in activity.Entities ?? []
                where string.Equals(entity.Text("type"), "mention", StringComparison.OrdinalIgnoreCase)
                let mentioned = entity.Member("mentioned")
                where mentioned?.Text("id") is { Length: > 0 } other && other != id
                select new MentionedAccount(mentioned.Value.Text("id")!, mentioned.Value.Text("name"))
            ).DistinctBy(m => m.Id),
        ];

    /// <summary>The text without the mentions of one account, those of others as plain names, decoded, with plain spaces; line breaks stay.</summary>
    public static string Plain(Activity activity, string? id)
    {
        var text = activity.Text ?? "";
        foreach (var tag in Of(activity, id).SelectMany(TagsOf).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostSpellings))
        {
            text = text.Replace(tag, " ", StringComparison.OrdinalIgnoreCase);
        }

        foreach (
            var (tag, name) in Others(activity, id)
                .SelectMany(mention => TagsOf(mention).Select(tag => (tag, NameIn(mention, tag))))
                .DistinctBy(m => m.tag)
                .Take(MostSpellings)
        )
        {
            text = text.Replace(tag, WebUtility.HtmlEncode(name), StringComparison.OrdinalIgnoreCase);
        }

        // A newer client marks the place of a quoted message with a tag of its own.
        return Tidy(WebUtility.HtmlDecode(Has(activity, "quotedReply") ? QuoteMark().Replace(text, " ") : text));
    }

    /// <summary>The names under which one account is mentioned.</summary>
    public static IEnumerable<string> NamesOf(Activity activity, string? id) =>
        Of(activity, id).SelectMany(mention => TagsOf(mention).Select(tag => NameIn(mention, tag)));

    private static IEnumerable<JsonElement> Others(Activity activity, string? id) =>
        from entity in activity.Entities ?? []
        where string.Equals(entity.Text("type"), "mention", StringComparison.OrdinalIgnoreCase)
        where id is null || entity.Member("mentioned")?.Text("id") != id
        select entity;

    private static bool Has(Activity activity, string type) =>
        (activity.Entities ?? []).Any(entity => string.Equals(entity.Text("type"), type, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the tag shows: part of a name where the sender cut it short, else the whole.</summary>
    private static string NameIn(JsonElement mention, string tag)
    {
        var (from, to) = (tag.IndexOf('>', StringComparison.Ordinal), tag.LastIndexOf("</", StringComparison.Ordinal));
        return from > 0 && to > from && WebUtility.HtmlDecode(tag[(from + 1)..to]).Trim() is { Length: > 0 } shown
            ? shown
            : mention.Member("mentioned")?.Text("name") ?? "";
    }

    /// <summary>The tag as the entity spells it; in the text a name may also stand HTML-encoded.</summary>
    private static IEnumerable<string> TagsOf(JsonElement mention)
    {
        var name = mention.Member("mentioned")?.Text("name");
        if (mention.Text("text") is { Length: > 0 } tag)
            yield return tag;
        else if (name is { Length: > 0 })
            yield return $"<at>{name}</at>";
        if (name is { Length: > 0 })
            yield return $"<at>{WebUtility.HtmlEncode(name)}</at>";
    }

    /// <summary>One space for all kinds of white space, none before a line's end; line breaks stay.</summary>
    public static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            if (c == '\n')
            {
                while (tidy is [.., ' '])
                    tidy.Length--;
                tidy.Append(c);
            }
            else if (!char.IsWhiteSpace(c))
            {
                tidy.Append(c);
            }
            else if (tidy is [.., not (' ' or '\n')])
            {
                tidy.Append(' ');
            }
        }

        return tidy.ToString().Trim();
    }

    [GeneratedRegex(@"<quoted\b[^<>]{0,200}>(</quoted>)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex QuoteMark();
}
