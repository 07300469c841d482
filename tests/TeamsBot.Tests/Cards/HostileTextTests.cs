using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TeamsBot.Cards;

namespace TeamsBot.Tests.Cards;

/// <summary>What people type stays what they typed, however it was meant.</summary>
public sealed partial class HostileTextTests(CardRenderer renderer) : IClassFixture<CardRenderer>
{
    private static readonly CardTemplate Card = CardTemplate.Parse(
        """
        {
          "type": "AdaptiveCard", "version": "1.5",
          "body": [
            { "type": "TextBlock", "text": "${marked}", "wrap": true },
            { "type": "FactSet", "facts": [{ "title": "${marked}", "value": "${marked}" }] },
            { "type": "TextBlock", "text": "Said: ${marked} (end)", "wrap": true },
            { "type": "TextBlock", "text": "Said:\n${marked}", "wrap": true },
            { "type": "RichTextBlock", "inlines": [{ "type": "TextRun", "text": "${plain}" }] }
          ],
          "actions": [{ "type": "Action.Execute", "title": "OK", "verb": "ok", "data": { "note": "${plain}" } }]
        }
        """,
        "hostile.json"
    );

    private static readonly string[] Texts =
    [
        // Links and pictures
        "[APPROVED](https://evil.example)",
        "[a](javascript:alert(1))",
        "[a](<https://evil.example/ x>)",
        "[a](https://evil.example \"title\")",
        "![x](https://evil.example/p.png)",
        "[![x](https://evil.example/p.png)](https://evil.example)",
        "[a][b]\n\n[b]: https://evil.example",
        "[b]\n[b]: https://evil.example",
        "[b][]\n\n[b]: <https://evil.example>",
        "![b]\n\n[b]: https://evil.example/p.png",
        "\\[a](https://evil.example)",
        "\\\\[a](https://evil.example)",
        "https://evil.example/path?a=1&b=2#c",
        "HTTP://EVIL.EXAMPLE",
        "see www.evil.com for more",
        "evil.com",
        "sub.evil.co.uk/path",
        "//evil.com/x",
        "ftp://evil.com",
        "mailto:ceo@evil.com",
        "ceo@evil.com",
        "<https://evil.example>",
        "<ceo@evil.com>",
        "msteams:l/chat/0/0?users=x",
        "https://evil.example/(a)_b_*c*",
        "пример.рф and bücher.de",
        "xhttps://evil.com.",
        "\"https://evil.com\"",
        "1https://evil.com",
        // Mentions
        "<at>CEO</at>",
        "<at id=\"0\">everyone</at>",
        "<AT>CEO</AT>",
        "< at >CEO</ at >",
        "<\u200bat>CEO</at>",
        "<a\u202et>CEO</at>",
        "&lt;at&gt;CEO&lt;/at&gt;",
        "\\<at>CEO\\</at>",
        "@everyone @channel",
        "<at\n>x</at>",
        // HTML
        "<b>bold</b>",
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "<a href=\"https://evil.example\">x</a>",
        "<!-- x -->",
        "<![CDATA[x]]>",
        "<?x y?>",
        "</div></div>",
        "&amp; &lt;b&gt; &#60;b&#62; &#x3c;b&#x3e; &copy; & &x; &#; AT&T",
        "a < b > c",
        "<style>*{display:none}</style>",
        "<details><summary>x</summary></details>",
        // Emphasis and code
        "**bold** __bold__ *it* _it_ ***both*** ~~gone~~",
        "snake_case_name and 2*3*4",
        "`code` ``co`de``",
        "```\nfence\n```",
        "~~~\nfence\n~~~",
        "    four spaces\n\tand a tab",
        "a\n    code?",
        "\\*not\\* \\_x\\_ \\\\",
        "C:\\temp\\new *x*",
        "trailing \\",
        "two  \nspaces",
        "slash\\\nbreak",
        // Blocks
        "# heading",
        "###### heading",
        "#hash",
        "heading\n===",
        "===",
        "heading\n---",
        "---",
        "***",
        "___",
        "- - -",
        "> quote",
        ">> quote",
        "- item\n- item",
        "+ item",
        "* item",
        "1. one\n2. two",
        "10) ten",
        "1.no list",
        "-5 degrees",
        "a\n\n1. b",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "a|b\n:-|-:\n1|2",
        "- [ ] task",
        "= x",
        "\u00a0- item",
        " - item",
        "   # heading",
        // Templates and functions of the cards
        "${$root}",
        "${if(true,'x','y')}",
        "$\\{x}",
        "\\${x}",
        "{{DATE(2026-01-01T10:00:00Z,SHORT)}}",
        "{{TIME(2026-01-01T10:00:00Z)}}",
        "{{{DATE(2026-01-01T10:00:00Z)}}}",
        "{{user}}",
        "\"}],\"actions\":[{\"type\":\"Action.OpenUrl\",\"url\":\"https://evil.example\"}],\"x\":[{\"y\":\"",
        "\\\"}],\"body\":[]",
        "'+alert(1)+'",
        "\\u003cb\\u003e",
        // Characters
        "abc\u202egnp.exe\u202c",
        "\u2066isolated\u2069 \u2067x\u2069",
        "\u202b\u202a\u202d",
        "zero\u200bwidth\ufeff join\u2060er",
        "soft\u00adhyphen",
        "bell\u0007 esc\u001b[31mred\u001b[0m nul\0 del\u007f c1\u0085x\u009b",
        "lines\r\nand\rmore\u2028and\u2029more\vand\fmore",
        "\udc00 lone \ud800",
        "👩‍🚀 👨‍👩‍👧 🏳️‍🌈 e\u0301 ﷺ",
        "שלום (world) עולם!",
        "مرحبا 123",
        "می‌خواهم",
        "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A",
        "日本語。テスト",
        "𝕳𝖊𝖑𝖑𝖔",
        "tag\U000e0041\U000e0042",
        // Plain texts must not suffer
        "Invoice #4711: 12:30, 3.5 %, $5, (see a/b), v1.2.3; O'Neil said \"no\"!",
        "Total = 5 + 6 - 1",
        "first line\nsecond line\n\nthird line",
        "  padded  ",
        "a",
        ".",
        "!",
        ":",
        "1.",
        "1)",
        "-",
        "#",
        ">",
        "@",
        "&",
        "<",
        "[",
        "\\",
        "*",
        "_",
        "a:b",
        "10:30",
        "e.g. this, i.e. that...",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_shown_as_typed_and_does_nothing(bool lenient)
    {
        var harmless = await DrawAsync("harmless", lenient);
        var faults = new List<string>();
        foreach (var text in Texts)
        {
            var drawn = await DrawAsync(text, lenient);
            var shown = Normal(text);
            string[] expected = [shown, shown, shown, Normal($"Said: {shown} (end)"), Normal($"Said: {shown}"), shown];
            // A text block without text is not drawn at all.
            if (shown.Length == 0)
                expected = ["Said: (end)", "Said:"];
            var seen = drawn.Blocks.Select(Normal).Where(block => block.Length > 0).ToArray();
            if (!expected.SequenceEqual(seen))
                faults.Add($"{text}\n  expected {string.Join(" | ", expected)}\n  shown    {string.Join(" | ", seen)}");

            var odd = drawn.Tags.Where(tag => tag.Key is not ("p" or "br") && tag.Value > harmless.Count(tag.Key)).Select(tag => tag.Key).ToList();
            // A title that cannot be broken runs over the edge, which is ugly but does nothing.
            var problems = drawn.Problems.Where(problem => !problem.StartsWith("layout:", StringComparison.Ordinal)).ToList();
            if (odd.Count > 0 || drawn.Actions != 1 || problems.Count > 0)
                faults.Add($"{text}\n  became {string.Join(", ", odd)}; {drawn.Actions} actions; {string.Join("; ", problems)}");
        }

        Assert.True(faults.Count == 0, $"{faults.Count} of {Texts.Length}:\n{string.Join('\n', faults)}");
    }

    [Theory]
    [InlineData("<at>CEO</at>")]
    [InlineData("<AT id='1'>CEO</AT>")]
    [InlineData("< / at>")]
    [InlineData("<\u200bat>")]
    [InlineData("<a\u202et>")]
    public void Nothing_is_left_that_could_be_a_mention(string text)
    {
        Assert.DoesNotMatch(Mention(), CardText.Escape(text));
        Assert.DoesNotMatch(Mention(), CardText.Plain(text));
    }

    [Theory]
    [InlineData("{{DATE(2026-01-01T10:00:00Z)}}")]
    [InlineData("${x}")]
    public void Nothing_is_left_that_a_card_would_compute(string text)
    {
        Assert.DoesNotContain("{{", CardText.Escape(text), StringComparison.Ordinal);
        Assert.DoesNotContain("${", CardText.Escape(text), StringComparison.Ordinal);
        Assert.DoesNotContain("{{", CardText.Plain(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc\u202egnp.exe\u202c", "abcgnp.exe")]
    [InlineData("\u202a\u202b\u202d\u2066\u2067\u2068\u2069x", "x")]
    [InlineData("zero\u200bwidth\ufeff\u2060\u00ad", "zerowidth")]
    [InlineData("esc\u001b[31m\u0000\u009b", "esc[31m")]
    public void What_turns_or_hides_text_is_gone(string text, string left)
    {
        Assert.Equal(left, CardText.Plain(text));
        Assert.Equal(left, CardText.Escape(text).Replace("\\", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_right_to_left_text_and_an_emoji_keep_their_joiners_and_marks() =>
        Assert.Equal("می\u200cخواهم \u200fא 👩\u200d🚀", CardText.Escape("می\u200cخواهم \u200fא 👩\u200d🚀"));

    [Fact]
    public void Lines_become_paragraphs_and_keep_their_indent() =>
        Assert.Equal("one\n\n\u00a0\u00a0two\n\nthree", CardText.Escape("\none\r\n  two  \n\n\n \nthree\n"));

    [Fact]
    public void A_huge_text_is_escaped_quickly()
    {
        foreach (var part in new[] { "<", "[", "< ", "<at", "```\n", "a.b@c:", "{{", "é", "\n" })
        {
            var text = string.Concat(Enumerable.Repeat(part, 100_000));
            var started = Environment.TickCount64;
            CardText.Escape(text);
            CardText.Plain(text);
            Assert.InRange(Environment.TickCount64 - started, 0, 5_000);
        }
    }

    private async Task<RenderedCard> DrawAsync(string text, bool lenient) =>
        await renderer.RenderAsync(
            Card.Fill(System.Text.Json.JsonSerializer.SerializeToElement(new { marked = CardText.Escape(text), plain = CardText.Plain(text) })).AsObject(),
            lenient: lenient,
            cancel: TestContext.Current.CancellationToken
        );

    /// <summary>What remains of a text for the eye.</summary>
    private static string Normal(string text)
    {
        var result = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var isShaping = rune.Value is 0x200c or 0x200d or 0x200e or 0x200f or 0x061c;
            if (Rune.IsWhiteSpace(rune))
                result.Append(' ');
            else if (isShaping || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format))
                result.Append(rune.ToString());
        }

        return Spaces().Replace(result.ToString(), " ").Trim();
    }

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"<[\s\\/]*at\b", RegexOptions.IgnoreCase)]
    private static partial Regex Mention();
}
