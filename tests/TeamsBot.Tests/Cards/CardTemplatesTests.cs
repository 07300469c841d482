using System.Text.Json.Nodes;
using Peers;
using TeamsBot.Cards;

namespace TeamsBot.Tests.Cards;

/// <summary>Faulty cards are found when the program starts, all at once and with their places.</summary>
public sealed class CardTemplatesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cards").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_deck_fills_its_cards_and_leaves_its_samples_alone()
    {
        Write("hello.json", """{"type":"AdaptiveCard","body":[{"type":"TextBlock","text":"${name}"}]}""");
        Write("samples/hello.json", "not a card ${");
        var deck = new CardTemplates(folder);

        var first = deck.Fill("hello", new JsonObject { ["name"] = "Ada" });
        var second = deck.Fill("hello", new JsonObject { ["name"] = "Bob" });

        Assert.Equal(["hello"], deck.Names);
        Assert.Equal("Ada", (string?)first["body"]![0]!["text"]);
        Assert.Equal("Bob", (string?)second["body"]![0]!["text"]);
        Assert.Contains("hello", Assert.Throws<ArgumentException>(() => deck.Fill("helo", [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        Write("a.json", """{"body":[{"text":"${shout(name)}"}]}""");
        Write("b.json", """{"body":[{"$when":"${a ==}"}]}""");
        Write("c.json", """{"body":""");
        Write("d.json", "{}");

        var faults = Assert.Throws<CardTemplatesException>(() => new CardTemplates(folder)).Faults;

        Assert.Equal(3, faults.Count);
        Assert.StartsWith("a.json: $.body[0].text: there is no function 'shout'; there are: ", faults[0], StringComparison.Ordinal);
        Assert.StartsWith("b.json: $.body[0].$when: ${a ==}: something is missing at the end", faults[1], StringComparison.Ordinal);
        Assert.StartsWith("c.json: ", faults[2], StringComparison.Ordinal);
        Assert.Throws<CardTemplatesException>(() => new CardTemplates(Path.Combine(folder, "missing")));
    }

    [Theory]
    [InlineData("${shout(name)}", "no function 'shout'")]
    [InlineData("Hello ${shout(name)}", "no function 'shout'")]
    [InlineData("${name", "not closed")]
    [InlineData("${}", "empty")]
    [InlineData("${'a}", "not closed")]
    [InlineData("${$rot.x}", "'$rot' is not one of")]
    [InlineData("${$host.x}", "'$host' is not one of")]
    [InlineData("${a + b}", "'+' is not known")]
    [InlineData("${a ? b : c}", "'?' is not known")]
    [InlineData("${{a:1}}", "must not contain '{'")]
    [InlineData("${if(a,b)}", "if takes 3 values, not 2")]
    [InlineData("${length(5)}", "can never be of kind String")]
    [InlineData("`${a}`", "backtick")]
    [InlineData("${a\n}", "must not contain")]
    public void An_expression_that_cannot_work_is_refused_when_it_is_read(string text, string reason)
    {
        var fault = Assert.Throws<CardTemplateException>(() => CardTemplate.Parse(new JsonObject { ["my key"] = new JsonArray(text) }.ToJsonString(), "x.json"));

        Assert.Equal(("x.json", "$['my key'][0]"), (fault.File, fault.Path));
        Assert.Contains(reason, fault.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"$data":{"x":"${y}"}}""")]
    [InlineData("""{"$data":["${y}"]}""")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("[")]
    public void A_template_that_would_surprise_is_refused(string json) =>
        Assert.Throws<CardTemplateException>(() => CardTemplate.Parse(json, "x.json"));

    [Theory]
    [InlineData("""{"text":"it is ${nothing}"}""", "$.text")]
    [InlineData("""{"a":[{"text":"${list[9]}"}]}""", "$.a[0].text")]
    [InlineData("""{"$data":"${list}"}""", "$")]
    [InlineData("""{"$when":"${false == true}"}""", "$")]
    public void Data_that_does_not_fit_is_told_with_its_place(string json, string path)
    {
        var data = JsonNode.Parse("""{"nothing":null,"list":[1,2]}""")!.AsObject();

        Assert.Equal(path, Assert.Throws<CardTemplateException>(() => CardTemplate.Parse(json, "x.json").Fill(data)).Path);
    }

    [Fact]
    public void A_card_without_a_sample_and_a_sample_without_a_card_are_told_on()
    {
        Write("a.json", "{}");
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => CardFiles.In(folder));

        Write("samples/a.json", "{}");
        Write("samples/a.second.json", "{}");
        Assert.Equal(["a", "a.second"], CardFiles.In(folder).Select(sample => sample.Name));

        Write("samples/ab.json", "{}");
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => CardFiles.In(folder));
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
