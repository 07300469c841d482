using System.Text.Json;
using System.Text.Json.Nodes;
using TeamsBot.Cards;

namespace TeamsBot.Tests.Cards;

/// <summary>Faulty cards are found when the program starts, all at once and with their places.</summary>
public sealed class CardTemplatesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_deck_fills_its_cards_and_leaves_its_samples_alone()
    {
        Write("hello.json", """{"type":"AdaptiveCard","body":[{"type":"TextBlock","text":"${name}"}]}""");
        Write("samples/hello.json", "not a card ${");
        var deck = new CardTemplates(folder.Path);

        var first = deck.Fill("hello", Data("""{"name":"Ada"}""")).AsObject();
        var second = deck.Fill("hello", Data("""{"name":"Bob"}""")).AsObject();

        Assert.Equal(["hello"], deck.Names);
        Assert.Equal("Ada", (string?)first["body"]![0]!["text"]);
        Assert.Equal("Bob", (string?)second["body"]![0]!["text"]);
        Assert.Contains("hello", Assert.Throws<ArgumentException>(() => deck.Fill("helo", Data("{}"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        Write("a.json", """{"body":[{"text":"${shout(name)}"}]}""");
        Write("b.json", """{"body":[{"$when":"${a ==}"}]}""");
        Write("c.json", """{"body":""");
        Write("d.json", "{}");

        var faults = Assert.Throws<CardTemplatesException>(() => new CardTemplates(folder.Path)).Faults;

        Assert.Equal(3, faults.Count);
        Assert.Equal("a.json: $.body[0].text: \"${shout(name)}\" has something else than ${name} in it", faults[0]);
        Assert.Equal("b.json: $.body[0].$when: \"${a ==}\" is not ${name}, ${!name} or ${exists(name)}", faults[1]);
        Assert.StartsWith("c.json: ", faults[2], StringComparison.Ordinal);
        Assert.Throws<CardTemplatesException>(() => new CardTemplates(folder.File("missing")));
    }

    [Theory]
    [InlineData("${shout(name)}")]
    [InlineData("Hello ${shout(name)}")]
    [InlineData("${name")]
    [InlineData("${name} and ${")]
    [InlineData("${}")]
    [InlineData("${ name }")]
    [InlineData("${a.b}")]
    [InlineData("${$root.x}")]
    [InlineData("${$index}")]
    [InlineData("${!a}")]
    [InlineData("${exists(a)}")]
    [InlineData("${a == b}")]
    [InlineData("\\${a}")]
    [InlineData("${a}${'x'}")]
    public void What_is_no_hole_is_refused_when_it_is_read(string text)
    {
        var fault = Assert.Throws<CardTemplateException>(() =>
            CardTemplate.Parse(new JsonObject { ["my key"] = new JsonObject { ["x"] = text } }.ToJsonString(), "x.json")
        );

        Assert.Equal(("x.json", "$['my key'].x"), (fault.File, fault.Path));
        Assert.Contains("something else than ${name}", fault.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"$when":"${a}"}""", "$.$when")]
    [InlineData("""{"x":{"$data":"${a}"}}""", "$.x.$data")]
    [InlineData("""{"x":[{"$data":"${!a}"}]}""", "$.x[0].$data")]
    [InlineData("""{"x":[{"$data":[{"y":1}]}]}""", "$.x[0].$data")]
    [InlineData("""{"x":[{"$when":"${a} ${b}"}]}""", "$.x[0].$when")]
    [InlineData("""{"x":[{"$when":"yes"}]}""", "$.x[0].$when")]
    [InlineData("""{"x":[{"$when":true}]}""", "$.x[0].$when")]
    [InlineData("""{"x":["${a}"]}""", "$.x[0]")]
    [InlineData("""{"x":[null]}""", "$.x[0]")]
    [InlineData("""{"x":[1,["y"]]}""", "$.x[1]")]
    [InlineData("""{"$root":1}""", "$.$root")]
    [InlineData("""{"${a}":1}""", "$.${a}")]
    [InlineData("""[1]""", "$")]
    [InlineData("""{"a":1,"a":2}""", "$")]
    public void A_template_that_would_surprise_is_refused(string json, string path) =>
        Assert.Equal(path, Assert.Throws<CardTemplateException>(() => CardTemplate.Parse(json, "x.json")).Path);

    [Theory]
    [InlineData("""{"text":"it is ${nothing}"}""", "$.text")]
    [InlineData("""{"a":[{"text":"see ${list}"}]}""", "$.a[0].text")]
    [InlineData("""{"a":[{"$data":"${list}"}]}""", "$.a[0]")]
    [InlineData("""{"a":[{"$data":"${nothing}"}]}""", "$.a[0]")]
    [InlineData("""{"a":[{"$data":"${missing}"}]}""", "$.a[0]")]
    public void Data_that_does_not_fit_is_told_with_its_place(string json, string path)
    {
        var data = Data("""{"nothing":null,"list":[1,2]}""");

        Assert.Equal(path, Assert.Throws<CardTemplateException>(() => CardTemplate.Parse(json, "x.json").Fill(data)).Path);
    }

    [Fact]
    public void A_card_without_a_sample_and_a_sample_without_a_card_are_told_on()
    {
        Write("a.json", "{}");
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => CardFiles.In(folder.Path));

        Write("samples/a.json", "{}");
        Write("samples/a.second.json", "{}");
        Assert.Equal(["a", "a.second"], CardFiles.In(folder.Path).Select(sample => sample.Name));

        Write("samples/ab.json", "{}");
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => CardFiles.In(folder.Path));
    }

    private static JsonElement Data(string json) => JsonElement.Parse(json);

    private void Write(string name, string text)
    {
        var path = folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
