using Escalations;
using Escalations.Drafting;
using Escalations.Intake;
using TextAnalysis.Checking;
using TextAnalysis.Redaction;

namespace EscalationAgent.Teams.Cards;

/// <content>What a draft rests on: what is marked, what the CSM should look at, and where each fact comes from.</content>
internal sealed partial class CardBuilder
{
    private const int MostNamed = 5;
    private const int LongestQuote = 160;

    /// <summary>Shown in place of the brief while a model reads the notes.</summary>
    public static OfferCard Reading(Escalation escalation) =>
        new(
            Words.Say("reading.title"),
            Words.Say("reading.text", escalation.Id),
            [new(Words.Say("button.cancel"), Verbs.CancelDraft, "destructive", escalation.Id.ToString(), escalation.Version, "none")]
        )
        {
            Summary = Words.Say("reading.title"),
        };

    /// <summary>Where the facts of a brief come from, section by section.</summary>
    /// <param name="only">The section that was asked about; null for all.</param>
    public static ExplanationCard Proofs(Escalation escalation, BriefSection? only)
    {
        var check = new FactCheck(Sources.Of(escalation), Sources.DayOf(escalation));
        var rows = BriefSections
            .All.Where(s => (only is null || s == only) && escalation.Brief.Passages.ContainsKey(s))
            .Select(s => ProofRow(s, escalation.Brief.Passages[s], check))
            .ToList();
        return new(Words.Say("proof.title"), $"{escalation.Id} · {CardFormat.Account(escalation)}", rows.Count == 0 ? Words.Say("proof.none") : null, rows)
        {
            Summary = Words.Say("proof.title"),
        };
    }

    private static ExplainedRow ProofRow(BriefSection section, Passage passage, FactCheck check)
    {
        if (passage.Origin == Origin.Stated)
        {
            return new(section.ReaderTitle(), Words.Say("proof.own_words"), []);
        }

        var grounds = check.GroundsOf(passage.Text, passage.Evidence);
        var claims = check.Claims(passage.Text);
        var copied = grounds.Count(g => g.Kind == GroundsKind.Copied);
        var by = passage.By is { } writer ? Words.Say("proof.by", CardFormat.Escape(writer)) : Words.Say("proof.from_notes");
        return new(
            section.ReaderTitle(),
            copied == 0 ? by
                : copied == grounds.Count ? Words.Say("proof.copied", by)
                : Words.Say("proof.copied.rest", by),
            [.. grounds.SelectMany(g => ProofLines(g, [.. claims.Where(c => c.Start >= g.Start && c.Start < g.End).DistinctBy(c => c.Fact.Text)], passage))]
        );
    }

    /// <summary>
    /// The words that prove a sentence, and of its facts those that are doubted, were confirmed, follow by a rule or are proven elsewhere.
    /// Nothing of what was copied.
    /// </summary>
    private static IEnumerable<CardLine> ProofLines(Grounds grounds, IReadOnlyList<Claim> claims, Passage passage)
    {
        var doubted = passage.Unproven.Any(u => grounds.End <= passage.Text.Length && passage.Text[grounds.Start..grounds.End] == u.Text);
        if (grounds.Kind != GroundsKind.Copied && !doubted)
        {
            var sentence = CardFormat.Escape(CardFormat.Short(passage.Text[grounds.Start..grounds.End], LongestQuote));
            var quotes = string.Join("; ", grounds.Quotes.Take(2).Select(Quoted));
            yield return new($"**{sentence}** {(quotes.Length == 0 ? Words.Say("proof.near_nothing") : quotes)}");
        }

        foreach (var claim in claims.Where(c => c.Proof is null || !grounds.Quotes.Any(q => q.Quote.Contains(c.Fact.Text, StringComparison.OrdinalIgnoreCase))))
        {
            if (!(grounds.Kind == GroundsKind.Copied && claim.Proof is not null))
            {
                yield return new(Said(claim, passage));
            }
        }

        if (doubted)
        {
            var doubt = passage.Unproven.First(u => passage.Text[grounds.Start..grounds.End] == u.Text);
            yield return new(Doubted(doubt.Text, doubt.Doubt));
        }
    }

    private static string Quoted(Proof proof) =>
        $"{char.ToUpperInvariant(proof.Source[0])}{proof.Source[1..]}: “{CardFormat.Escape(CardFormat.Short(Open(proof.Quote), LongestQuote))}”";

    private static string Said(Claim claim, Passage passage)
    {
        var text = $"**{CardFormat.Escape(claim.Fact.Text)}**";
        var doubt = passage.Unproven.FirstOrDefault(u => u.Text == claim.Fact.Text);
        return claim.Proof switch
        {
            _ when passage.Confirmed.Contains(claim.Fact.Text) => Words.Say("proof.confirmed", text),
            { } proof when doubt is null => $"{text}: {proof.Source}, “{CardFormat.Escape(CardFormat.Short(Open(proof.Quote), LongestQuote))}”"
                + $"{(proof.Rule is { } rule ? $" ({CardFormat.Escape(rule)})" : "")}",
            _ => Doubted(claim.Fact.Text, doubt?.Doubt ?? claim.Doubt),
        };
    }

    private static string Doubted(string text, string? why) =>
        Words.Say("proof.unproven", $"**{CardFormat.Escape(text)}**", why is null ? "" : $"; {CardFormat.Escape(why)}");

    /// <summary>Words out of the middle of a text, with the signs that say so.</summary>
    private static string Open(string quote) => $"{(char.IsLower(quote[0]) ? "…" : "")}{quote}{(quote[^1] is '.' or '!' or '?' ? "" : "…")}";

    /// <summary>A text with what nothing proves marked in it, and what others will not read of it because it is secret.</summary>
    /// <param name="secrets">Those of the whole brief.</param>
    private static string Marked(Passage passage, IReadOnlyList<string> secrets)
    {
        // Exactly the places that others read as hidden, each kept by a letter that no text has.
        var hidden = new List<string>();
        var text = CardFormat.Escape(Secrets.Hide(passage.Text, secrets, value =>
            {
                hidden.Add(value);
                return $"{Secrets.Placeholder}{PlaceOf(hidden.Count - 1)}]";
            }));
        foreach (var fact in passage.Unproven.Select(f => CardFormat.Escape(f.Text)).OrderByDescending(f => f.Length))
        {
            text = text.Replace(fact, $"**⚠ {fact}**", StringComparison.Ordinal);
        }

        for (var i = 0; i < hidden.Count; i++)
        {
            text = text.Replace(
                CardFormat.Escape($"{Secrets.Placeholder}{PlaceOf(i)}]"),
                string.Join('\n', hidden[i].Split('\n').Select(Locked)),
                StringComparison.Ordinal
            );
        }

        return text;
    }

    private static char PlaceOf(int secret) => (char)('\uE000' + (secret % 6400));

    private static string Locked(string line) =>
        line.Trim().Trim('"', '“', '”', '„') is { Length: > 0 } value
            ? line.Replace(value, $"**🔒 {CardFormat.Escape(value)}**", StringComparison.Ordinal)
            : line;

    private static string OriginOf(Passage passage) =>
        passage.Origin switch
        {
            Origin.Stated => Words.Say("origin.stated"),
            Origin.Extracted => Words.Say("origin.extracted"),
            _ => Words.Say("origin.drafted", ShortName(passage.By)),
        };

    /// <summary>"gpt-4.1-mini with prompt draft-brief v1" is gpt-4.1-mini.</summary>
    private static string ShortName(string? by) => CardFormat.Escape(by?.Split(" with prompt ")[0] ?? Words.Say("origin.model"));

    /// <summary>What the CSM should know before they decide.</summary>
    private static IEnumerable<CardLine> Remarks(
        Escalation escalation,
        IReadOnlyList<Contradiction> contradictions,
        IReadOnlyList<string> known,
        DateTimeOffset now
    )
    {
        var (brief, draft) = (escalation.Brief, escalation.Draft.Made);
        if (escalation.IsBeingRead(now))
        {
            yield return new(Words.Say("review.reading"));
        }
        else if (draft?.Instead is { } instead)
        {
            // What a model wrote before stays, and needs no rules.
            yield return new(
                brief.Passages.Values.Any(p => p.Origin == Origin.Drafted)
                    ? Words.Say("review.model_failed", CardFormat.Escape(instead))
                    : Words.Say("review.model_failed.rule", CardFormat.Escape(instead))
            );
        }

        if (brief.Unproven.ToList() is { Count: > 0 } unproven)
        {
            var named = string.Join(
                ", ",
                unproven
                    .Take(MostNamed)
                    .Select(u =>
                        $"**{CardFormat.Escape(u.Fact.Text)}** "
                        + $"({DomainWords.InSentence(u.Section.ReaderTitle())}{(u.Fact.Doubt is { } doubt ? $"; {CardFormat.Escape(doubt)}" : "")})"
                    )
            );
            yield return new(Words.Say("review.unproven", named, (unproven.Count > MostNamed ? Words.Say("and_more", unproven.Count - MostNamed) : "")));
        }

        if (Interview.IsComplete(brief) && Interview.Halves(brief).ToList() is [var half, .. var others])
        {
            var language = InterviewWords.LanguageOf(escalation);
            var later = string.Join("; ", others.SelectMany(o => o.Parts).Select(part => part.TitleIn(language)));
            yield return new(
                $"**{half.In(language).Wording}** {InterviewWords.Say("half.answer", language)}"
                    + (later.Length == 0 ? "" : $" {InterviewWords.Say("half.then", language, later)}")
            );
        }

        foreach (var contradiction in contradictions.Take(MostNamed))
        {
            var values = contradiction.Values.Select(v => v.Text == v.Quote ? Quoted(v.Quote) : $"**{CardFormat.Escape(v.Text)}** ({Quoted(v.Quote)})");
            var about = CardFormat.Escape(OpenContradictions.TitleOf(contradiction));
            yield return new(
                OpenContradictions.HoldsBack(contradiction)
                    ? Words.Say("review.disagrees.held", about, string.Join(Words.Say("or"), values))
                    : Words.Say("review.disagrees", about, string.Join(Words.Say("or"), values))
            );
        }

        foreach (var duplicate in (draft?.Duplicates ?? []).Take(MostNamed))
        {
            yield return new(
                Words.Say(
                    "review.duplicate",
                    duplicate.Id,
                    (duplicate.Why.Length > 0 ? $": {CardFormat.Escape(CardFormat.Short(duplicate.Why.TrimEnd('.'), LongestQuote))}" : "")
                )
            );
        }

        if (SetAside.LeftOut(escalation).Any(s => s.Because is LeftOutBecause.AnotherMatter or LeftOutBecause.NotPartOfThis))
        {
            yield return new(Words.Say("review.two_matters"));
        }

        if (SecretsIn(brief, known).ToList() is { Count: > 0 } secrets)
        {
            var number = secrets.SelectMany(s => s.Secrets).Distinct().Count();
            yield return new(Words.Count("review.secrets", number, string.Join(", ", secrets.Select(s => s.Where)), CardFormat.Escape(Secrets.Hidden)));
        }

        if (Sources.FindingsIn(escalation).Orders.Take(3).ToList() is { Count: > 0 } orders)
        {
            yield return new(Words.Say("review.orders", string.Join(", ", orders.Select(Quoted))));
        }

        if (draft is { LeftOut.Count: > 0 })
        {
            yield return new(
                Words.Say(
                    "review.dropped",
                    string.Join(", ", draft.LeftOut.Distinct().Take(MostNamed).Select(left => CardFormat.Escape(CardFormat.Short(left, 80))))
                )
            );
        }

        if (draft is { Missing.Count: > 0 })
        {
            yield return new(
                Words.Say("review.helpful", string.Join(" ", draft.Missing.Take(3).Select(m => CardFormat.Escape(CardFormat.Short(m, LongestQuote)))))
            );
        }
    }

    /// <summary>Where passwords, keys and tokens stand in a brief.</summary>
    private static IEnumerable<(string Where, IReadOnlyList<string> Secrets)> SecretsIn(Brief brief, IReadOnlyList<string> known) =>
        BriefSections
            .All.Select(section => (Where: DomainWords.InSentence(section.ReaderTitle()), Text: brief.TextOf(section)))
            .Append((Where: Words.Say("review.context.name"), Text: brief.Context))
            .Append((Where: Words.Say("review.account.name"), Text: brief.Account))
            .Append((Where: Words.Say("review.checklist.name"), Text: string.Join('\n', brief.Checklist.Values.Select(a => a.Text))))
            .Select(t => (t.Where, Secrets: Found(t.Text ?? "", known)))
            .Where(t => t.Secrets.Count > 0);

    /// <summary>The secrets of a text, and those of the rest of the brief that others will not read in it.</summary>
    private static IReadOnlyList<string> Found(string text, IReadOnlyList<string> known)
    {
        if (known.Count == 0)
        {
            return Secrets.In(text);
        }

        var hidden = Secrets.Hide(text);
        return [.. Secrets.In(text).Concat(known.Where(value => Secrets.Hide(hidden, [value]) != hidden)).Distinct()];
    }

    private static string Quoted(string quote) => Words.Say("quote", CardFormat.Escape(CardFormat.Short(quote.TrimEnd('.'), LongestQuote)));

    /// <summary>Who suggests, and how sure they are; that it is for the CSM to decide.</summary>
    private static string SuggestedBy(Escalation escalation)
    {
        if (escalation.Draft.Suggestion is not { } suggestion)
        {
            return Words.Say(escalation.Draft.Kind is null ? "suggested.nothing" : "suggested.no_severity");
        }

        var (category, severity) = (
            LevelOf(suggestion.CategoryConfidence ?? suggestion.Confidence),
            LevelOf(suggestion.SeverityConfidence ?? suggestion.Confidence)
        );
        var sure =
            category is null && severity is null ? ""
            : category == severity ? Words.Say("suggested.sure", category)
            : Words.Say("suggested.sure.both", category ?? Words.Say("suggested.unknown"), severity ?? Words.Say("suggested.unknown"));
        return Words.Say(
            "suggested.by",
            Writer(suggestion.By),
            sure,
            (suggestion.CategoryBy is { } one ? Words.Say("suggested.category_by", Writer(one)) : ""),
            (suggestion.SeverityBy is { } other ? Words.Say("suggested.severity_by", Writer(other)) : "")
        );

        static string Writer(string by) =>
            by.Contains(" with prompt ", StringComparison.Ordinal) ? CardFormat.Escape(by) : Words.Say("suggested.rule", CardFormat.Escape(by));

        static string? LevelOf(double? confidence) =>
            confidence switch
            {
                >= 0.75 => Words.Say("sure.high"),
                >= Suggestion.SureEnough => Words.Say("sure.medium"),
                null => null,
                _ => Words.Say("sure.low"),
            };
    }
}
