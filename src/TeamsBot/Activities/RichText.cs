using System.Text;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace TeamsBot.Activities;

/// <summary>What the HTML says that comes beside a message's text: which part is a quoted message, and which pictures stand in it.</summary>
/// <param name="Said">The text without the quote and without the bot's own mention, not tidied yet.</param>
/// <param name="Quoted">The quoted message as it is previewed; null when none is quoted.</param>
/// <param name="Pictures">Pictures in what was said; emoji are none.</param>
internal sealed record RichText(string Said, string? Quoted, int Pictures)
{
    private const string Reply = "http://schema.skype.com/Reply";
    private const string Mention = "http://schema.skype.com/Mention";
    private const string Emoji = "http://schema.skype.com/Emoji";

    private static readonly HashSet<string> Blocks = [.. "p div li tr h1 h2 h3 h4 h5 h6 pre ul ol table blockquote hr".Split(' ')];

    /// <returns>Null when the message has no HTML beside it, or nothing in it that its text does not say.</returns>
    public static RichText? Of(Activity activity) =>
        HtmlOf(activity) is { } html && (html.Contains(Reply, StringComparison.OrdinalIgnoreCase) || html.Contains("<img", StringComparison.OrdinalIgnoreCase))
            ? new Reader(Mentions.NamesOf(activity, activity.Recipient?.Id)).Read(html)
            : null;

    /// <summary>Any HTML, whatever is in it.</summary>
    public static RichText Read(string html) => new Reader([]).Read(html);

    public static bool IsText(Attachment attachment) => attachment.ContentType?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) is true;

    private static string? HtmlOf(Activity activity) =>
        (activity.Attachments ?? [])
            .FirstOrDefault(a =>
                string.Equals(a.ContentType, "text/html", StringComparison.OrdinalIgnoreCase)
                && a.Content is { ValueKind: System.Text.Json.JsonValueKind.String }
            )
            ?.Content!.Value.GetString();

    private static bool Is(string? kind, string wanted) =>
        string.Equals(kind?.Replace("https://", "http://", StringComparison.OrdinalIgnoreCase), wanted, StringComparison.OrdinalIgnoreCase);

    /// <summary>Goes through the tags in one pass; a tree would cost too much where somebody nests it without end.</summary>
    private sealed class Reader(IEnumerable<string> ownNames)
    {
        private readonly HashSet<string> own = new(ownNames, StringComparer.OrdinalIgnoreCase);
        private readonly StringBuilder said = new();
        private readonly StringBuilder quoted = new();
        private readonly StringBuilder previewed = new();
        private readonly StringBuilder name = new();
        private readonly Inside quote = new();
        private readonly Inside preview = new();
        private readonly Inside mention = new();
        private bool hasQuote;
        private int pictures;

        public RichText Read(string html)
        {
            using var source = new TextSource(html);
            var tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
            for (var token = tokens.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokens.Get())
            {
                switch (token.Type)
                {
                    case HtmlTokenType.StartTag:
                        Begin(token.AsTag());
                        break;
                    case HtmlTokenType.EndTag:
                        End(token.Name);
                        break;
                    case HtmlTokenType.Character:
                        // In HTML a line's end is a space.
                        Into().Append(token.Data.ReplaceLineEndings(" "));
                        break;
                }
            }

            EndMention();
            return new(said.ToString(), hasQuote ? (previewed.Length > 0 ? previewed : quoted).ToString() : null, pictures);
        }

        private void Begin(HtmlTagToken tag)
        {
            var (kind, part) = (tag.GetAttribute("itemtype"), tag.GetAttribute("itemprop"));
            if (tag.Name == "blockquote" && !quote.IsOpen && Is(kind, Reply))
            {
                hasQuote = true;
                quote.Open(tag.Name);
                said.Append('\n');
                return;
            }

            quote.Begin(tag.Name);
            preview.Begin(tag.Name);
            mention.Begin(tag.Name);
            if (quote.IsOpen)
            {
                if (!preview.IsOpen && part is "preview" or "copy")
                {
                    preview.Open(tag.Name);
                }
            }
            else if (!mention.IsOpen && (tag.Name == "at" || Is(kind, Mention)))
            {
                mention.Open(tag.Name);
            }
            else if (tag.Name == "img")
            {
                pictures += Is(kind, Emoji) ? 0 : 1;
                said.Append(Is(kind, Emoji) ? tag.GetAttribute("alt") : " ");
            }

            if (tag.Name == "br" || Blocks.Contains(tag.Name))
            {
                Into().Append('\n');
            }
            else if (tag.Name is "td" or "th")
            {
                Into().Append(" | ");
            }
        }

        private void End(string tag)
        {
            if (Blocks.Contains(tag))
            {
                Into().Append('\n');
            }

            var wasMention = mention.IsOpen;
            mention.End(tag);
            preview.End(tag);
            quote.End(tag);
            if (wasMention && !mention.IsOpen)
            {
                EndMention();
            }

            if (!quote.IsOpen)
            {
                preview.Close();
            }
        }

        private void EndMention()
        {
            said.Append(own.Contains(name.ToString().Trim()) ? " " : name);
            name.Clear();
        }

        private StringBuilder Into() =>
            preview.IsOpen ? previewed
            : quote.IsOpen ? quoted
            : mention.IsOpen ? name
            : said;
    }

    /// <summary>Whether one is inside an element, by counting those of its name.</summary>
    private sealed class Inside
    {
        private string? tag;
        private int depth;

        public bool IsOpen => depth > 0;

        public void Open(string name) => (tag, depth) = (name, 1);

        public void Close() => depth = 0;

        public void Begin(string name) => depth += IsOpen && name == tag ? 1 : 0;

        public void End(string name) => depth -= IsOpen && name == tag ? 1 : 0;
    }
}
