using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Peers;

namespace TeamsBot.Tests.Cards;

/// <summary>What a template becomes is what the official engine makes of it.</summary>
public sealed class ConformanceTests
{
    private static readonly JsonNode Data = JsonNode.Parse("""
        {
          "s": "text", "e": "", "n": 5, "neg": -3, "d": 1234.5, "big": 12345678, "tiny": 0.00000012, "huge": 1e21, "z": 0, "half": 0.5,
          "nul": null, "t": true, "f": false, "i": 1, "k": "p", "sharp": "straße ﬁn", "quote": "it's \"x\" \\ `y` ${n}", "emoji": "👩‍🚀",
          "a": ["x", "y"], "abc": ["x", 2, null, true], "ea": [], "nested": [[1, 2], [3]],
          "o": { "p": { "q": "deep" }, "my key": 1, "a.b": 2 }, "eo": {}, "same": { "my key": 1, "p": { "q": "deep" }, "a.b": 2 },
          "list": [{ "n": 1, "ok": true, "sub": [{ "m": "a" }, { "m": "b" }] }, { "n": 2, "ok": false, "sub": [] }, { "n": 3, "sub": [{ "m": "c" }] }],
          "one": [{ "n": 9 }], "Name": "Cap", "name2": "low"
        }
        """)!;

    /// <summary>Strings, each put alone and within a text.</summary>
    private static readonly string[] Texts =
    [
        // Paths
        "${s}", "${e}", "${n}", "${d}", "${big}", "${tiny}", "${huge}", "${nul}", "${t}", "${f}", "${a}", "${o}", "${ea}", "${eo}", "${emoji}", "${quote}",
        "${missing}", "${o.p.q}", "${o.p.x}", "${o.missing.x}", "${s.length}", "${a.length}", "${n.x}", "${nul.x}", "${list.n}",
        "${a[0]}", "${a[1]}", "${a[9]}", "${a[-1]}", "${a[i]}", "${a[missing]}", "${a[0.5]}", "${a['0']}", "${a['q']}", "${a[t]}", "${a[nul]}", "${s['0']}", "${s[0]}", "${s['x']}",
        "${o['my key']}", "${o['MY KEY']}", "${o['zzz']}", "${o['a.b']}", "${o['a.b'].c}", "${o[k].q}", "${o['p'].q}", "${o.p['q']}", "${o['p']['q']}", "${o[n]}", "${o[missing]}", "${o[missing].x}", "${o[\"my key\"]}",
        "${list[0].n}", "${list[i].n}", "${list[9].n}", "${list['0'].n}", "${list[0]['n']}", "${nested[0][1]}", "${nested[0]}", "${nested[9][0]}", "${missing[0]}", "${missing['q']}", "${missing[0].x}", "${abc[missing.x].y}",
        "${$root}", "${$root.s}", "${$root.missing}", "${$root['s']}", "${$data.s}", "${$data['o'].p.q}", "${$data}", "${$index}", "${$index.x}", "${name}", "${NAME}", "${O.P.Q}", "${name2}", "${@x}", "${#x}", "${_x}",
        "${if(t, o, eo).p.q}", "${coalesce(nul, o).p.q}", "${if(t, o, eo).p.x}", "${(o).p.q}", "${(o.p).q}", "${if(t, a, ea)[0]}", "${if(t, a, ea)[9]}", "${if(t, a, ea)[9].x}",
        // Literals
        "${'x'}", "${\"x\"}", "${''}", "${5}", "${1.50}", "${0.1}", "${true}", "${false}", "${null}", "${undefined}", "${-5}", "${-1.5}", "${'a\\'b'}", "${'a\"b'}", "${\"a'b\"}", "${'{'}", "${'}'}", "${'${n}'}", "${'a\\\\nb'}", "${'a\\nb\\tc\\rd\\qe'}",
        // Choices
        "${if(t,'a','b')}", "${if(f,'a','b')}", "${if(missing,'a','b')}", "${if(z,'a','b')}", "${if(e,'a','b')}", "${if(nul,'a','b')}", "${if(t,missing,'b')}", "${if(t,nul,'b')}", "${if(t,a,ea)}", "${if(a[9],'a','b')}", "${if(a[9][0],'a','b')}", "${if(n >= s,'a','b')}", "${if(f,a[9],'b')}", "${if(t,a[9],'b')}", "${if(n > 3 && t, 'y', 'n')}",
        "${and(t)}", "${and(t,f)}", "${and(t,n)}", "${and(t,missing)}", "${t && missing}", "${t && nul}", "${n && 0}", "${and(n >= s, t)}", "${and(a[9], t)}",
        "${or(f)}", "${or(missing,t)}", "${f || f}", "${f || missing}", "${f || nul}", "${or(nul)}", "${t || missing}", "${or(n >= s)}", "${or(n >= s, nul)}", "${or(a[9], t)}", "${or(a[9])}", "${or(formatNumber(s,1))}",
        "${!missing}", "${!t}", "${!!t}", "${not(f)}", "${not(n)}", "${not(a[9])}", "${not(n >= s)}", "${!t && f}", "${!(t && f)}", "${!t == f}", "${t || f && f}", "${(t || f) && f}", "${1 == 1 && 2 == 2 || false}",
        "${exists(s)}", "${exists(e)}", "${exists(missing)}", "${exists(nul)}", "${exists(o.p.x)}", "${exists(a[9])}", "${exists(a[9][0])}", "${exists(f)}",
        "${empty(e)}", "${empty(s)}", "${empty(missing)}", "${empty(nul)}", "${empty(a)}", "${empty(ea)}", "${empty(eo)}", "${empty(o)}", "${empty(n)}", "${empty(t)}",
        "${coalesce(s,'x')}", "${coalesce(missing,'x')}", "${coalesce(nul,'x')}", "${coalesce(nul,nul)}", "${coalesce(nul)}", "${coalesce(o['zzz'],'x')}", "${coalesce(a[9],'x')}", "${if(exists(missing), missing, 'x')}", "${coalesce(if(exists(missing), missing, nul), 'x')}",
        // Comparison
        "${equals(n,5)}", "${n==5}", "${n != 5}", "${n == '5'}", "${2==2.0}", "${'a'=='A'}", "${a==a}", "${o==same}", "${o==eo}", "${a==ea}", "${a==o}", "${nul==missing}", "${s == nul}", "${equals(missing,'')}", "${half == 0.5}", "${t == true}", "${t == 'true'}", "${n == 5 == t}", "${1 < 2 == t}", "${t == 1 < 2}", "${equals(a[9], 1)}", "${a[9] != 1}", "${toUpper(missing) == ''}", "${count(missing) == 0}", "${0.1 == 0.10000000000000001}",
        "${greater(n,3)}", "${greaterOrEquals(n,5)}", "${less(n,3)}", "${lessOrEquals(n,5)}", "${n > 3}", "${n<3}", "${n<=5}", "${n>=6}", "${n > -1}", "${neg < -2.5}", "${s > 'a'}", "${s > 'z'}", "${'B' < 'a'}", "${n >= s}", "${n > missing}", "${n > nul}", "${t > f}", "${n > 3 > 2}", "${1 < 2 && 2 < 3}",
        // Texts and lists
        "${length(s)}", "${length(e)}", "${length('')}", "${length(emoji)}", "${length(missing)}", "${length(nul)}", "${length(a)}", "${length(n)}",
        "${count(a)}", "${count(ea)}", "${count(o)}", "${count(s)}", "${count('abc')}", "${count(missing)}", "${count(n)}", "${count(nul)}", "${count(o.p)}", "${count(concat(a,a))}",
        "${concat('a',n,s)}", "${concat(a,ea)}", "${concat(a,a)}", "${concat('a')}", "${concat('',s)}", "${concat('',a)}", "${concat(s)}", "${concat('a',s)}", "${concat(o,'x')}", "${concat(missing,'x')}", "${concat(nul,'x')}", "${concat('x', a[9])}",
        "${toUpper(concat('a', s))}", "${toUpper(concat(nul, s))}", "${toUpper(concat(o, 'x'))}", "${toUpper(concat(a, 'x'))}", "${if(t, concat(a, abc), s)}", "${if(t, concat(nul, a), s)}", "${if(t, concat(a, nul), s)}", "${if(t, concat(nul, nul), s)}", "${if(t, concat(quote, d, t, nul), s)}", "${if(t, concat(a), s)}", "${join(concat(a, a), '-')}",
        "${string(s)}", "${string(n)}", "${string(big)}", "${string(d)}", "${string(neg)}", "${string(tiny)}", "${string(half)}", "${string(1234567.891)}", "${string(t)}", "${string(nul)}", "${string(missing)}", "${string(o)}", "${string(a)}", "${string(abc)}", "${string(quote)}", "${string(list)}", "${string(a[9])}",
        "${toUpper(s)}", "${toUpper(sharp)}", "${toUpper(e)}", "${toUpper(o.p.q)}", "${toUpper(missing)}", "${toUpper(nul)}", "${toUpper(n)}",
        "${formatNumber(d,2)}", "${formatNumber(d,0)}", "${formatNumber(big,0)}", "${formatNumber(neg,1)}", "${formatNumber(1.005,2)}", "${formatNumber(0.5,0)}", "${formatNumber(1.5,0)}", "${formatNumber(2.5,0)}", "${formatNumber(-2.5,0)}", "${formatNumber(-0.4,0)}", "${formatNumber(0.000001,8)}", "${formatNumber(123456.789,3)}", "${formatNumber(999999.999,2)}", "${formatNumber(tiny,3)}", "${formatNumber(s,2)}", "${formatNumber(missing,2)}", "${formatNumber(nul,2)}", "${formatNumber(n,0.5)}", "${formatNumber(n,neg)}", "${formatNumber(n,n)}", "${formatNumber(0.1,25)}",
        "${join(a,', ')}", "${join(ea,', ')}", "${join(abc,'-')}", "${join(a,', ',' and ')}", "${join(abc,', ',' and ')}", "${join(concat(abc, abc[2]),', ',' and ')}", "${join(missing,',')}", "${join(nul,',')}", "${join(s,',')}", "${join(list,',')}", "${join(nested,';')}", "${join(a,nul)}", "${join(a,o['zzz'])}", "${join(a,n)}",
        // Faults of the template
        "${n +}", "${n n}", "${(n}", "${n)}", "${a[0}", "${.n}", "${n.}", "${n.5}", "${'it''s'}", "${1e5}", "${not(t,f)}", "${if(t,'a')}", "${greater(n)}", "${exists()}", "${and()}", "${length(1)}", "${toUpper(1)}", "${count(1)}", "${formatNumber('a',2)}", "${formatNumber(5,'2')}", "${join(a)}", "${join('x',',')}", "${'x'.y}", "${toUpper(s).x}", "${&& t}", "${t &&}", "${,}", "${if(t,,'b')}",
        // Around expressions
        "${ n }", "${\tn }", "${n}${s}", " ${n}", "${n} ", "${n} }", "{ ${n} }", "a $ b ${n}", "cost $5 ${n}", "line\n${n}", "back\\slash ${n}", "back\\\\slash ${n}", "\\${n}", "\\${n} ${n}", "\\$ ${n}", "\\` ${n}", "a `b` ${n}", "a `b`", "\\`", "$", "$n", "{n}", "=${n}", "${n} ${missing} ${s}", "${s}: ${o.missing.z} ${a[7]} ${a[missing]} ${n}", "${a[9]} ${o['zzz']}", "${quote} ${quote}", "",
        "x ${toUpper(n)} y", "x ${if(missing, concat('it\\'s', s), toUpper(n))}", "x ${if(f, 1, toUpper(n == 5 && !t || 'a\\\\b' == \"c\"))} y", "x ${if(f, 1, length(a))} ${length(if(-1 < n, n, null))}", "x ${toUpper(if(o['my key'] == 1 && a[0] == 'x', n, $root.n))}",
    ];

    private static readonly string[] RootData = ["null", "5", "\"s\"", "[1,2]", "[]"];

    /// <summary>Templates whose structure is what matters.</summary>
    private static readonly string[] Structures =
    [
        "null", "5", "true", "\"${n}\"", "\"plain\"", "[]", "{}", """{"t":null}""", """{"t":1.50}""", """["a",null,"${nul}","${missing}","${o['zzz']}",["b",["c"]],"${a}"]""", """[[1,2],[3]]""", """{"x":[[]]}""",
        """{"t":"${s}","$data":{"s":"inner"}}""", """{"$data":"${o}","q":"${p.q}","r":"${$root.s}","m":"${s}"}""", """{"$data":"${missing}","x":"${x}","d":"${$data}"}""", """{"$data":"${nul}","x":"${x}","d":"${$data}"}""", """{"$data":"${o['zzz']}","x":"${s}"}""", """{"$data":null,"x":"${x}"}""", """{"$data":"abc","x":"${$data}","y":"${length($data)}"}""", """{"$data":5,"x":"${$data}"}""", """{"$data":[],"x":1}""", """{"$data":[1],"x":"${$data}","i":"${$index}"}""", """{"$data":[1,"b",null,{"n":7}],"x":"${$data}","i":"${$index}","n":"${n}"}""", """{"$data":"${n}","x":"${$data}"}""", """{"$data":"${a[9]}","x":1}""", """{"$data":"${list}${s}","x":"${$data}"}""", """{"$data":"${nested}","x":"${$data[0]}"}""", """{"$data":false,"x":"${s}"}""",
        """{"body":[{"$data":"${list}","t":"${n}","i":"${$index}"}]}""", """{"body":{"$data":"${list}","t":"${n}"}}""", """{"body":{"$data":"${one}","t":"${n}"}}""", """{"body":{"$data":"${ea}","t":"${n}"}}""", """{"body":[{"$data":"${ea}","t":"${n}"}]}""", """{"body":[{"a":1},{"$data":"${list}","t":"${n}"},{"b":2}]}""",
        """{"body":[{"$data":"${list}","t":"${n}","items":[{"$data":"${sub}","m":"${m}","i":"${$index}","r":"${$root.s}","up":"${n}"}],"after":"${$index}"}]}""", """{"body":[{"$data":"${list}","t":{"u":{"v":"${n} at ${$index}"}}}],"i":"${$index}"}""", """{"body":[{"$data":"${list}","x":{"$data":"${$root.o}","q":"${p.q}","i":"${$index}"}}]}""",
        """{"body":[{"$data":"${list}","$when":"${n > 1}","t":"${n}","i":"${$index}"}]}""", """{"body":[{"$data":"${list}","$when":"${ok}","t":"${n}"}]}""", """{"body":[{"$data":"${list}","$when":"${$index == 1}","t":"${n}"}]}""", """{"body":[{"$data":"${list}","$when":"${n > 9}","t":"${n}"}]}""", """{"body":{"$data":"${list}","$when":"${n == 2}","t":"${n}"}}""", """{"body":{"$data":"${o}","$when":"${p.q == 'deep'}","t":"${p.q}"}}""",
        .. new[] { "true", "false", "null", "0", "1", "\"\"", "\"text\"", "{}", "[]", "{\"a\":\"${t}\"}", "\"${t}\"", "\"${f}\"", "\"${true}\"", "\"${n}\"", "\"${s}\"", "\"${missing}\"", "\"${missing == 1}\"", "\"${!missing}\"", "\"${exists(missing)}\"", "\"${exists(s) && s == 'text'}\"", "\"${n >= s}\"", "\"${a[9]}\"", "\"${toUpper(n)}\"", "\"${t}${t}\"", "\"x ${t}\"", "\"${t} \"", "\"${f || nul}\"", "\"${concat(t)}\"", "\"${concat('a')}\"", "\"${a[9][0]}\"", "\"${o[a[9]]}\"", "\"${exists(a[9][0])}\"", "\"${not(empty(list))}\"", "\"${count(missing) == 0}\"" }
            .SelectMany(when => new[] { $$"""{"body":[{"$when":{{when}},"t":1}],"x":{"$when":{{when}},"t":1} }""", $$"""{"$when":{{when}},"t":1}""" }),
        """{"$root":1,"$index":2,"$host":3,"$_acTemplateVersion":4,"$other":5,"$schema":"s","t":"${n}"}""", """{"$root":"${n +}","t":1}""", """{"${s}":"${s}"}""", """{"a":{"$data":"${o}","$root":{"s":"no"},"t":"${$root.s}"}}""", """{"t":"${if(t, list, nul)}"}""", """{"actions":[{"$when":"${f}"}],"fallback":{"$when":"${f}"}}""",
        """{"items":[{"$when":"${f}","$data":"${a[9]}"}]}""", """{"items":[{"$data":[{"n":1},{"n":2}],"$when":"${n == 2}","kids":[{"$data":[10,20],"v":"${$data}","o":"${$root.n}"}]}]}""", """{"columns":[{"$data":"${list}","items":[{"$when":"${empty(sub)}","text":"none"},{"$when":"${!empty(sub)}","facts":[{"$data":"${sub}","title":"${m}","value":"${$index}"}]}]}]}""",
    ];

    [Fact]
    public async Task Every_construct_means_what_it_means_to_the_official_engine() =>
        await Conformance.AssertSameAsync([
            .. Texts.SelectMany(text => new[] { text, $"before {text} after" }).Select(text => (text, (JsonNode?)new JsonObject { ["t"] = text }, (JsonNode?)Data)),
            .. Structures.Select(json => (json, JsonNode.Parse(json), (JsonNode?)Data)),
            .. RootData.Select(data => (data, JsonNode.Parse("""{"t":"${x}","d":"${$data}","r":"${$root[0]}","c":[{"$data":"${$root}","v":"${$data}"}]}"""), JsonNode.Parse(data)))]);

    private static IEnumerable<CardSample> Shipped =>
        CardFiles.All().Concat(CardFiles.In(Path.Combine(Peer.Root, "tests", "TeamsBot.Tests", "Cards", "Deck")));

    [Fact]
    public async Task Every_card_is_filled_with_its_samples_as_the_official_engine_would() =>
        await Conformance.AssertSameAsync([.. Shipped.Select(one => (one.Name, (JsonNode?)one.Template, (JsonNode?)one.Data))]);

    [Fact]
    public async Task Generated_templates_come_out_the_same()
    {
        var pairs = TemplateGenerators.Card.Zip(TemplateGenerators.Data).Sample(600, new Rnd(2026), 8).ToList();
        Assert.Equal(600, pairs.Count);
        await Conformance.AssertSameAsync([.. pairs.Select((pair, at) => ($"generated {at}", (JsonNode?)pair.Item1, (JsonNode?)pair.Item2))]);
    }
}
