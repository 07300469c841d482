using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace TeamsBot.Tests.Cards;

/// <summary>What a template becomes is what the official engine makes of it.</summary>
public sealed class ConformanceTests
{
    private static readonly JsonNode Data = JsonNode.Parse(
        """
        {
          "s": "text", "e": "", "n": 5, "neg": -3, "z": 0, "nul": null, "t": true, "f": false, "quote": "it's \"x\" \\ `y` ${n}", "emoji": "👩‍🚀",
          "a": ["x", "y"], "ea": [], "nested": [[1, 2], [3]], "o": { "p": { "q": "deep" } }, "eo": {},
          "list": [{ "n": 1, "ok": true, "sub": [{ "m": "a" }, { "m": "b" }] }, { "n": 2, "ok": false, "sub": [] }, { "n": 3, "sub": [{ "m": "c" }] }],
          "one": [{ "n": 9 }], "Name": "Cap", "name2": "low"
        }
        """
    )!;

    /// <summary>Strings, each put alone and within a text.</summary>
    private static readonly string[] Texts =
    [
        "${s}",
        "${e}",
        "${n}",
        "${neg}",
        "${t}",
        "${f}",
        "${emoji}",
        "${quote}",
        "${missing}",
        "${_x}",
        "${Name}",
        "${name2}",
        "${n}${s}",
        " ${n}",
        "${n} ",
        "${n} }",
        "{ ${n} }",
        "a $ b ${n}",
        "cost $5 ${n}",
        "line\n${n}",
        "back\\slash ${n}",
        "$",
        "$n",
        "{n}",
        "=${n}",
        "${n} ${missing} ${s}",
        "${quote} ${quote}",
        "",
    ];

    private static readonly string[] Values = ["${nul}", "${a}", "${ea}", "${nested}", "${o}", "${eo}", "${list}"];

    private static readonly string[] Conditions = ["t", "f", "n", "z", "s", "e", "nul", "missing", "a", "ea", "o"];

    private static readonly string[] Structures =
    [
        "{}",
        """{"t":null}""",
        """{"t":["a",1.50,true,{"x":[]},{"y":null}]}""",
        """{"$schema":"s","t":"${n}"}""",
        """{"body":[{"$data":"${list}","t":"${n}"}]}""",
        """{"body":[{"$data":"${one}","t":"${n}"}]}""",
        """{"body":[{"$data":"${ea}","t":"${n}"}]}""",
        """{"body":[{"a":1},{"$data":"${list}","t":"${n}"},{"b":2}]}""",
        """{"body":[{"$data":"${list}","t":"${n}","items":[{"$data":"${sub}","m":"${m}","up":"${n}"}]}]}""",
        """{"body":[{"$data":"${list}","t":{"u":{"v":"${n} of ${s}"}}}]}""",
        """{"body":[{"$data":"${list}","$when":"${ok}","t":"${n}"}]}""",
        """{"body":[{"$data":"${list}","$when":"${!ok}","t":"${n}"}]}""",
        """{"body":[{"$data":"${list}","$when":"${exists(ok)}","t":"${n}"}]}""",
        """{"columns":[{"$data":"${list}","items":[{"$when":"${!ok}","text":"none"},{"$when":"${ok}","facts":[{"$data":"${sub}","title":"${m}"}]}]}]}""",
    ];

    [Fact]
    public async Task Every_construct_means_what_it_means_to_the_official_engine() =>
        await Conformance.AssertSameAsync([
            .. Texts.SelectMany(text => new[] { text, $"before {text} after" }).Concat(Values).Select(text => (text, new JsonObject { ["t"] = text }, Data)),
            .. Conditions
                .SelectMany(name => new[] { $"${{{name}}}", $"${{!{name}}}", $"${{exists({name})}}" })
                .Select(when => (when, new JsonObject { ["body"] = new JsonArray(new JsonObject { ["$when"] = when, ["t"] = 1 }) }, Data)),
            .. Structures.Select(json => (json, JsonNode.Parse(json)!.AsObject(), Data)),
        ]);

    [Fact]
    public async Task Every_card_is_filled_with_its_samples_as_the_official_engine_would() =>
        await Conformance.AssertSameAsync([.. CardFiles.All().Select(one => (one.Name, one.Template, (JsonNode)one.Data))]);

    [Fact]
    public async Task Generated_templates_come_out_the_same()
    {
        var pairs = TemplateGenerators.Card.Zip(TemplateGenerators.Data).Sample(600, new Rnd(2026), 8).ToList();
        Assert.Equal(600, pairs.Count);
        await Conformance.AssertSameAsync([.. pairs.Select((pair, at) => ($"generated {at}", pair.Item1, (JsonNode)pair.Item2))]);
    }
}
