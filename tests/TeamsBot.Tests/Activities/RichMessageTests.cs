using System.Diagnostics;
using System.Text.Json.Nodes;
using TeamsBot.Activities;
using Activity = TeamsBot.Activities.Activity;

namespace TeamsBot.Tests.Activities;

/// <summary>What comes beside a message's text: quoted messages, mentions of colleagues, files, pictures; and that it was edited.</summary>
public sealed class RichMessageTests
{
    private const string Bot = "28:bot";
    private const string Quote =
        """<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="1772"><strong itemprop="mri" itemid="28:bot">Escalation Agent</strong><span itemprop="time" itemid="1772"></span><p itemprop="preview">What do you recommend? Say skip</p></blockquote>""";

    [Theory]
    [InlineData("<p>skip</p>", "skip")]
    [InlineData("\n<p>First line<br>second &amp; third</p><p>last&nbsp;one</p>", "First line\nsecond & third\n\nlast one")]
    [InlineData("""<p>ask <span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">Megan Bowen</span> please</p>""", "ask Megan Bowen please")]
    [InlineData("""<p><at id="1">Escalation Agent</at> status ESC-2026-0001</p>""", "status ESC-2026-0001")]
    [InlineData("""<p>fine <img itemtype="http://schema.skype.com/Emoji" alt="👍" src="https://x/y"></p>""", "fine 👍")]
    [InlineData("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo")]
    [InlineData("", "")]
    public void The_answer_to_a_quoted_message_is_what_was_said(string answer, string said)
    {
        var message = Message(
            "Escalation Agent\nWhat do you recommend? Say skip\n\nwhatever",
            Quote + answer,
            Mention("29:megan", "Megan Bowen"),
            Mention(Bot, "Escalation Agent")
        );

        Assert.Equal(said, message.Said());
        Assert.Equal("What do you recommend? Say skip", message.Quoted());
        Assert.Empty(message.Files());
    }

    [Fact]
    public void Quotes_of_a_mail_in_the_text_are_the_senders_own_words()
    {
        var message = Message("they wrote: down since Monday", "<blockquote>down since Monday</blockquote><p>they wrote</p>");

        Assert.Equal("they wrote: down since Monday", message.Said());
        Assert.Null(message.Quoted());
    }

    [Fact]
    public void The_mark_of_a_newer_client_for_a_quote_goes_where_its_entity_says_so()
    {
        var marked = Message(
            """<quoted messageId="1772"/> skip""",
            null,
            new JsonObject
            {
                ["type"] = "quotedReply",
                ["quotedReply"] = new JsonObject { ["messageId"] = "1772" },
            }
        );

        Assert.Equal("skip", marked.Said());
        Assert.Equal("""<quoted messageId="1772"/> skip""", Message("""<quoted messageId="1772"/> skip""", null).Said());
    }

    [Theory]
    [InlineData("<at>Megan Bowen</at> saw it, R&amp;D too", "Megan Bowen saw it, R&D too")]
    [InlineData("ask <at>MEGAN BOWEN</at>", "ask Megan Bowen")]
    [InlineData("<at>Tom &lt;at&gt;</at> and <at>Megan Bowen</at>", "Tom <at> and Megan Bowen")]
    public void A_mentioned_colleague_stands_there_by_name(string text, string said) =>
        Assert.Equal(said, Message(text, null, Mention("29:megan", "Megan Bowen"), Mention("29:tom", "Tom <at>")).Said());

    [Fact]
    public void A_colleague_whose_name_was_cut_short_is_called_so() =>
        Assert.Equal(
            "ask Megan",
            Message(
                    "ask <at>Megan</at>",
                    null,
                    new JsonObject
                    {
                        ["type"] = "mention",
                        ["text"] = "<at>Megan</at>",
                        ["mentioned"] = new JsonObject { ["id"] = "29:megan", ["name"] = "Megan Bowen" },
                    }
                )
                .Said()
        );

    [Fact]
    public void Files_and_pictures_are_named()
    {
        var json = Json(
            "see these",
            """<p>see these <img src="https://x/hostedContents/1" itemtype="http://schema.skype.com/AMSImage" alt="image"><img itemtype="http://schema.skype.com/Emoji" alt="🙂"></p>"""
        );
        json["attachments"]!
            .AsArray()
            .Add(
                new JsonObject
                {
                    ["contentType"] = "application/vnd.microsoft.teams.file.download.info",
                    ["name"] = "error.log",
                    ["contentUrl"] = "https://x/error.log",
                    ["content"] = new JsonObject { ["downloadUrl"] = "https://x", ["fileType"] = "log" },
                }
            );
        json["attachments"]!
            .AsArray()
            .Add(
                new JsonObject
                {
                    ["contentType"] = "reference",
                    ["name"] = "plan.docx",
                    ["contentUrl"] = "https://x/plan.docx",
                }
            );
        json["attachments"]!.AsArray().Add(new JsonObject { ["contentType"] = "image/*", ["contentUrl"] = "https://x/1" });

        Assert.Equal([new("error.log", false), new("plan.docx", false), new(null, true)], Sample.Activity(json).Files());
        Assert.Equal("see these", Sample.Activity(json).Said());
    }

    [Fact]
    public void A_pasted_picture_alone_is_one() =>
        Assert.Equal([new AttachedFile(null, true)], Message("", """<p><img src="https://x/hostedContents/1"></p>""").Files());

    [Fact]
    public void The_text_itself_is_no_file() => Assert.Empty(Message("hello", "<p>hello</p>").Files());

    [Theory]
    [InlineData("messageUpdate", "editMessage", true, false)]
    [InlineData("messageUpdate", "undeleteMessage", false, false)]
    [InlineData("messageUpdate", null, false, false)]
    [InlineData("messageDelete", "softDeleteMessage", false, true)]
    [InlineData("message", "editMessage", false, false)]
    public void An_edit_and_a_deletion_are_told_apart(string type, string? kind, bool isEdit, bool isDeletion)
    {
        var activity = new Activity
        {
            Type = type,
            ChannelData = new() { EventType = kind },
        };

        Assert.Equal((isEdit, isDeletion), (activity.IsEdit(), activity.IsDeletion()));
    }

    /// <summary>Whatever the HTML is: no failure, and no long search.</summary>
    [Theory]
    [InlineData("<div>", 40_000)]
    [InlineData("<blockquote itemtype=\"http://schema.skype.com/Reply\">", 1_700)]
    [InlineData("<b><i><a>", 9_000)]
    [InlineData("<img>", 20_000)]
    [InlineData("<table><tr><td>", 6_000)]
    [InlineData("<!--", 20_000)]
    [InlineData("&amp", 20_000)]
    [InlineData("<p a='", 20_000)]
    [InlineData("<at>", 20_000)]
    public void Html_of_any_shape_does_no_harm(string piece, int times)
    {
        // As clients write it, without escapes that JSON does not need.
        var json = Json("hi", Quote + string.Concat(Enumerable.Repeat(piece, times)))
            .ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var message = Assert.IsType<Understood>(Sample.Parse(json)).Activity;
        var watch = Stopwatch.StartNew();

        _ = (message.Said(), message.Quoted(), message.Files());

        Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);
    }

    private static Activity Message(string text, string? html, params JsonNode?[] entities) => Sample.Activity(Json(text, html, entities));

    private static JsonObject Json(string text, string? html, params JsonNode?[] entities) =>
        new()
        {
            ["type"] = "message",
            ["text"] = text,
            ["recipient"] = new JsonObject { ["id"] = Bot },
            ["entities"] = new JsonArray(entities),
            ["attachments"] = html is null ? new JsonArray() : new JsonArray(new JsonObject { ["contentType"] = "text/html", ["content"] = html }),
        };

    private static JsonObject Mention(string id, string name) =>
        new()
        {
            ["type"] = "mention",
            ["text"] = $"<at>{System.Net.WebUtility.HtmlEncode(name)}</at>",
            ["mentioned"] = new JsonObject { ["id"] = id, ["name"] = name },
        };
}
