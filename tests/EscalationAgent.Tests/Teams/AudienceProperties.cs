using System.Text.Json.Nodes;
using EscalationAgent.Teams;
using EscalationAgent.Teams.Cards;
using Escalations;
using Escalations.Access;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.Teams;

/// <summary>Whatever a brief says, nobody reads what is not theirs, and everybody reads what is (R20).</summary>
public sealed class AudienceProperties
{
    private const int Cases = 400;

    private static readonly CardBuilder Cards = new(SampleCards.Playbooks);

    [Fact]
    public void Engineering_reads_no_money_renewal_or_mood_anywhere() =>
        Assert.Empty(
            Lives()
                .SelectMany(l =>
                {
                    var said = SaidTo(Audience.Technical, l.Life);
                    return l
                        .Life.Business.Select(b => b.Mark)
                        .Append("777")
                        .Append("28 May")
                        .Append("Threatening to leave")
                        .Where(mark => said.Any(text => text.Contains(mark, StringComparison.OrdinalIgnoreCase)))
                        .Select(mark => $"{l.Seed}: {mark}");
                })
        );

    [Fact]
    public void Executives_read_no_tickets_and_no_technical_detail_anywhere() =>
        Assert.Empty(
            Lives()
                .SelectMany(l =>
                {
                    var said = SaidTo(Audience.Executive, l.Life);
                    return l
                        .Life.Technical.Where(t => said.Any(text => text.Contains(t.Mark, StringComparison.OrdinalIgnoreCase)))
                        .Select(t => $"{l.Seed}: {t.Mark}");
                })
        );

    [Fact]
    public void Engineering_loses_nothing_that_is_its_own() =>
        Assert.Empty(
            Lives()
                .SelectMany(l =>
                {
                    var said = SaidTo(Audience.Technical, l.Life);
                    return l
                        .Life.Technical.Concat(l.Life.ForAll)
                        .Where(own => !said.Any(text => text.Contains(own.Mark, StringComparison.OrdinalIgnoreCase)))
                        .Select(own => $"{l.Seed}: {own.Text}");
                })
        );

    [Fact]
    public void Executives_lose_no_money_renewal_or_mood_of_the_sections_that_they_read() =>
        Assert.Empty(
            Lives()
                .SelectMany(l =>
                {
                    var said = SaidTo(Audience.Executive, l.Life);
                    return l
                        .Life.BusinessInShort.Where(own => !said.Any(text => text.Contains(own.Mark, StringComparison.OrdinalIgnoreCase)))
                        .Select(own => $"{l.Seed}: {own.Text}");
                })
        );

    [Fact]
    public void The_CSM_and_leadership_read_all() => Assert.All(Lives().Take(50), l =>
        {
            var said = SaidTo(Audience.Full, l.Life);
            Assert.Empty(l.Life.Business.Concat(l.Life.Technical).Where(own => !said.Any(text => text.Contains(own.Mark, StringComparison.OrdinalIgnoreCase))));
        });

    [Fact]
    public void R19_the_brief_takes_executives_five_to_eight_lines() => Assert.All(Lives(), l =>
        {
            var face = Cards.Team(new AudienceView(Audience.Executive, SampleCards.After(l.Life.Events).Brief).Of(SampleCards.After(l.Life.Events)), []);
            var lines = face.Sections.SelectMany(s => s.Text.Split("\n\n")).Prepend(face.Headline).ToList();
            Assert.InRange(lines.Count, 5, 8);
            Assert.All(lines, line => Assert.InRange(line.Length, 1, 260));
            Assert.Empty(face.More);
            Assert.DoesNotContain(face.Facts, f => f.Title is "ARR at risk" or "Renewal" or "Customer");
        });

    private static IEnumerable<(int Seed, MarkedLife Life)> Lives() => Enumerable.Range(1, Cases).Select(seed => (seed, new MarkedBriefs(seed).Life()));

    /// <summary>Every text that a place of this audience gets to read: cards, forms, notifications, thread lines.</summary>
    private static List<string> SaidTo(Audience audience, MarkedLife life)
    {
        var whole = SampleCards.After(life.Events);
        var view = new AudienceView(audience, whole.Brief);
        var escalation = view.Of(whole);
        var history = SampleCards.Recorded(life.Events);
        var working = view.Of(SampleCards.After(life.Events.SkipLast(3)));
        var read = view.Of(history);
        var today = DateOnly.FromDateTime(SampleCards.Now.Date);
        CardModel[] faces =
        [
            Cards.Team(escalation, [SampleCards.Bob]),
            Cards.Team(working, [SampleCards.Bob]),
            Cards.Team(view.Of(SampleCards.After(life.Events.SkipLast(2))), [SampleCards.Bob]),
            Cards.Manager(escalation, read),
            Cards.Manager(working, read),
            Cards.WithHistory(Cards.Plain(escalation, null, canReview: false), escalation, read, null),
            CardBuilder.Explain(working, null),
            Forms.Update(working),
            Forms.Wait(working, canPause: true, today),
            Forms.Review(working, Cards.ReviewDraft(working, read)),
            Forms.Resolve(working, SampleCards.Playbook),
            Forms.Record(working, [Report.Reproduction, Report.FixDate], SampleCards.Bob, today),
            Forms.HandOver(working, [SampleCards.Cleo]),
            .. new[] { Move.DeclineHandOver, Move.Return, Move.PushHarder, Move.AcceptTimeline, Move.FindAnotherPath }.Select(move =>
                Forms.Of(move, working, today)
            ),
        ];
        return
        [
            .. faces
                .SelectMany(face => Texts(JsonObject.Create(face.Data())))
                .Concat(faces.Select(CardService.SummaryOf))
                .Concat(read.Select(e => EventMessages.Of(escalation, e, SampleCards.Playbook, null) ?? ""))
                .Select(Unescaped),
        ];
    }

    private static IEnumerable<string> Texts(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.SelectMany(p => Texts(p.Value)),
            JsonArray a => a.SelectMany(Texts),
            JsonValue v when v.TryGetValue<string>(out var text) => [text],
            _ => [],
        };

    private static string Unescaped(string text) => text.Replace("\\", "", StringComparison.Ordinal).Replace('\u00a0', ' ');
}
