using System.Diagnostics;
using EscalationAgent.Drafting.Offline;
using Escalations.Drafting;
using FsCheck;
using FsCheck.Fluent;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Drafting;

public sealed class OfflineWriterProperties(ITestOutputHelper output)
{
    private static readonly string[] Pieces = [.. SampleNote.All.SelectMany(n => n.Text.Split('\n').SelectMany(l => l.Split(". "))).Where(p => p.Length > 0)];
    private static readonly string[] Glue = ["\n", "\n\n", ". ", " ", "\n- ", "\n> ", "\nImpact: ", "\nAsk: ", " — "];

    private static readonly Gen<string> Mixes =
        from parts in Gen.ListOf(from piece in Gen.Elements(Pieces) from glue in Gen.Elements(Glue) select piece + glue)
        select string.Concat(parts);

    private static readonly Gen<string> Junk = Gen.OneOf(
        Mixes,
        ArbMap.Default.GeneratorFor<string>().Select(s => s ?? ""),
        from text in Mixes
        from bytes in ArbMap.Default.GeneratorFor<byte[]>()
        select text + string.Concat((bytes ?? []).Select(b => (char)b)),
        from text in Mixes
        from at in Gen.Choose(0, 10_000)
        select text[..(text.Length == 0 ? 0 : at % text.Length)] + "\ud83d" + "‮🔥 " + text
    );

    [Fact]
    public void Nothing_is_invented_however_the_notes_are_mixed() =>
        Prop.ForAll(Mixes.ToArbitrary(), notes => (FirstInvention(notes, Write(notes)) is null).Label($"invented: {FirstInvention(notes, Write(notes))}"))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_is_invented_in_any_of_the_samples() => Assert.All(SampleNote.All, note => Assert.Null(FirstInvention(note.Text, Write(note.Text))));

    [Fact]
    public void An_invention_would_be_seen()
    {
        var draft = Write("Customer: Norvia\nThe export fails.");

        Assert.NotNull(FirstInvention("Customer: Norvia", draft));
        Assert.NotNull(FirstInvention("The export fails.", draft));
    }

    [Fact]
    public void The_writer_takes_whatever_comes() => Prop.ForAll(Junk.ToArbitrary(), notes => Write(notes) is not null).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_notes_give_the_same_draft() =>
        Prop.ForAll(Mixes.ToArbitrary(), notes => Telling(Write(notes)) == Telling(Write(notes))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\n")]
    [InlineData("🔥🔥🔥")]
    [InlineData("{\"a\":[1,2,{\"b\":null}]}")]
    [InlineData("العميل غير راضٍ عن الخدمة")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |")]
    [InlineData("\0\u0001\uffff\ud800")]
    public void Notes_that_say_nothing_give_nothing(string notes)
    {
        var draft = Write(notes);

        Assert.Empty(draft.Sections);
        Assert.Null(draft.Suggestion);
        Assert.Null(draft.Account);
    }

    [Fact]
    public void Time_grows_with_the_length_and_no_text_is_a_trap()
    {
        var prose = string.Join("\n\n", SampleNote.All.Select(n => n.Text));
        Dictionary<string, string> traps = new()
        {
            ["letters"] = new('a', 50_000),
            ["letters and a mark"] = new string('a', 50_000) + "!",
            ["mentions"] = string.Concat(Enumerable.Repeat("<at>", 50_000)),
            ["quotes"] = new('>', 50_000),
            ["digits"] = new('1', 50_000),
            ["dots"] = string.Concat(Enumerable.Repeat("1.", 25_000)),
            ["capitals"] = string.Concat(Enumerable.Repeat("Acme Corp ", 5_000)),
            ["at signs"] = string.Concat(Enumerable.Repeat("a@", 25_000)),
            ["blanks"] = new(' ', 50_000),
            ["lines"] = new('\n', 50_000),
            ["labels"] = string.Concat(Enumerable.Repeat("Impact: ", 6_000)),
            ["cannot"] = string.Concat(Enumerable.Repeat("cannot ", 7_000)),
            ["dates in a heading"] = "# " + string.Concat(Enumerable.Repeat("1 May ", 10_000)),
            ["a crowd of speakers"] = string.Concat(
                Enumerable.Range(0, 3_000).SelectMany(i => new[] { $"[10:00] Ann B{(char)('a' + (i % 26))}{i}: Zed{i} Corp fails\n" })
            ),
            ["a crowd of mails"] = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"From: a@b{i}.example\nZed{i} Corp fails.\n")),
            ["prose"] = Repeat(prose, 20_000),
        };
        Write(prose);

        Assert.All(traps, trap => Assert.True(GrowsWithTheLength(trap.Key, trap.Value), $"{trap.Key} takes longer and longer"));
        Assert.True(GrowsWithTheLength("a megabyte", Unlike(prose, 1_000_000)), "a megabyte takes longer and longer");
    }

    /// <summary>The first thing in the draft that does not stand in the notes; null when there is none.</summary>
    private static string? FirstInvention(string notes, Draft draft)
    {
        string[] sources = [Plain(notes, line => line), Plain(notes, line => line.TrimStart('>', ' ', '\t')), Plain(notes, LineShapes.WithoutMarkers)];
        var sentences = draft.Sections.Values.SelectMany(v => v.Split('\n')).SelectMany(SentencesOf);
        var quotes = (draft.Suggestion?.CategoryReasons ?? []).Concat(draft.Suggestion?.SeverityReasons ?? []).Select(r => r.Quote ?? "");
        return sentences.Select(s => s.TrimEnd('.', '…')).FirstOrDefault(s => !Stands(s, sources))
            ?? quotes.FirstOrDefault(q => q.Length == 0 || !notes.Contains(q, StringComparison.Ordinal))
            ?? (draft.Account is { } account && !notes.Contains(account, StringComparison.Ordinal) ? account : null)
            ?? (draft.ArrAtRisk is { } arr && !AmountsAnywhere(notes).Contains(arr) ? $"{arr}" : null);
    }

    /// <summary>Read from every beginning of an amount, so that a number of the sentence before cannot take the currency away.</summary>
    private static HashSet<Money> AmountsAnywhere(string notes)
    {
        var flat = notes.Replace('\n', ' ');
        return
        [
            .. Enumerable
                .Range(0, flat.Length)
                .Where(i => i == 0 || flat[i - 1] == ' ')
                .SelectMany(i => WrittenAmounts.In(flat[i..Math.Min(i + 40, flat.Length)]))
                .Select(a => a.Money),
        ];
    }

    /// <summary>Word for word, but for the mark at its end; the time and speaker of a chat line, or the customer, may stand before it.</summary>
    private static bool Stands(string sentence, string[] sources) =>
        sources.Any(source =>
            source.Contains(sentence, StringComparison.Ordinal)
            || (
                sentence.IndexOf(": ", StringComparison.Ordinal) is var colon and > 0
                && source.Contains(sentence[..colon], StringComparison.Ordinal)
                && source.Contains(sentence[(colon + 2)..], StringComparison.Ordinal)
            )
        );

    /// <summary>Cut behind every mark that can end a sentence: finer than the writer cuts, so nothing slips through.</summary>
    private static IEnumerable<string> SentencesOf(string text)
    {
        var words = new List<string>();
        foreach (var word in text.Split(' '))
        {
            words.Add(word);
            if (word.AsSpan().TrimEnd("\"”’')]»*_“") is [.., '.' or '!' or '?' or '…'])
            {
                yield return string.Join(' ', words);
                words.Clear();
            }
        }

        yield return string.Join(' ', words);
    }

    private static string Plain(string text, Func<string, string> bare) =>
        string.Join(
            ' ',
            text.Split('\n', '\r', '\u2028', '\u2029').SelectMany(line => bare(line.Trim()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        );

    private static string Repeat(string text, int length) => string.Concat(Enumerable.Repeat(text, (length / text.Length) + 1))[..length];

    /// <summary>The same text over and over, with a number in each sentence so that no two are the same.</summary>
    private static string Unlike(string text, int length)
    {
        var built = new System.Text.StringBuilder();
        for (var i = 0; built.Length < length; i++)
        {
            built.Append(text.Replace(". ", $" x{i}. ", StringComparison.Ordinal));
        }

        return built.ToString(0, length);
    }

    /// <summary>
    /// Whether the whole takes no more than three times what its first half takes: twice is linear, four times is quadratic. Another
    /// test may take the processor away in between, so that one fair comparison of several is enough; what takes a fifth of a second is
    /// not compared.
    /// </summary>
    private bool GrowsWithTheLength(string name, string notes)
    {
        for (var attempt = 0; attempt < 6; attempt++)
        {
            var whole = Time(notes);
            var half = whole < TimeSpan.FromSeconds(0.2) ? whole : Time(notes[..(notes.Length / 2)]);
            output.WriteLine($"{name}: {whole.TotalMilliseconds:0} ms, its half {half.TotalMilliseconds:0} ms");
            if (whole < 3 * half)
                return true;
        }

        return false;
    }

    private static TimeSpan Time(string notes)
    {
        var watch = Stopwatch.StartNew();
        Write(notes);
        return watch.Elapsed;
    }

    private static string Telling(Draft draft) =>
        $"{draft.Account}|{draft.ArrAtRisk}|{draft.Renewal}|{draft.Sentiment}|{string.Join('|', draft.Sections.OrderBy(s => s.Key))}|"
        + $"{draft.Suggestion?.Category}|{draft.Suggestion?.Severity}|{string.Join('|', draft.Suggestion?.SeverityReasons ?? [])}";

    private static Draft Write(string notes) => new OfflineWriter().WriteAsync(SampleNote.Ask(notes), CancellationToken.None).GetAwaiter().GetResult();
}
