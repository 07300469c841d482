using EscalationAgent.Drafting.Offline;
using Escalations;
using S = Escalations.BriefSection;

namespace EscalationAgent.Tests.Drafting;

/// <summary>An answer of the interview that tells more than was asked (C037).</summary>
public sealed class AnswersAsNotesTests
{
    private static readonly DateOnly WrittenOn = new(2026, 3, 9);

    /// <summary>What an answer tells beside what was asked.</summary>
    private static readonly IReadOnlyList<(S Asked, string Answer, S[] Others)> Answers =
    [
        (S.Headline, "Checkout fails for Globex. 200 orders a day are lost.", [S.CustomerImpact]),
        (
            S.CustomerImpact,
            "Their warehouse cannot print labels and ships nothing. It began on 3 March after the update. We restarted the "
                + "print server, but that changed nothing.",
            [S.Timeline, S.ResolutionAttempts]
        ),
        (S.CustomerImpact, "40 dispatchers work on paper. They pay us EUR 120k a year and the contract renews on 30 June.", [S.CommercialContext]),
        (S.Timeline, "It started on Monday with the new release. We need an engineer from the sync team on a call with them by Wednesday.", [S.SpecificAsk]),
        (
            S.ResolutionAttempts,
            "Support cleared the cache twice, without effect. The customer was told on Friday that we are investigating, and "
                + "they expect an answer by tomorrow.",
            [S.CustomerCommunication]
        ),
        (S.SpecificAsk, "Please assign somebody who knows the importer by Thursday. I recommend to roll back the release for them.", [S.Recommendation]),
        (
            S.CustomerImpact,
            "Das Lager kann keine Etiketten drucken und verschickt nichts. Es begann am 3. März nach dem Update. Der Support "
                + "hat den Druckserver neu gestartet, ohne Erfolg.",
            [S.Timeline, S.ResolutionAttempts]
        ),
        (S.Timeline, "Seit Montag schlägt der Abgleich fehl. Wir brauchen bis Mittwoch jemanden aus der Entwicklung, der sich das ansieht.", [S.SpecificAsk]),
        (
            S.CustomerImpact,
            "Leur entrepôt ne peut plus imprimer d'étiquettes. Le support a redémarré le serveur d'impression, sans succès. "
                + "Leur contrat de 120 k€ par an se renouvelle le 30 juin.",
            [S.ResolutionAttempts, S.CommercialContext]
        ),
        (
            S.CustomerCommunication,
            "Le cambié dicho al cliente que lo investigamos y esperan una respuesta mañana. Necesitamos que un ingeniero revise "
                + "los registros antes del jueves.",
            [S.SpecificAsk]
        ),
        (
            S.CustomerImpact,
            "O armazém não consegue imprimir etiquetas. Começou em 3 de março depois da atualização. O suporte reiniciou o servidor, sem efeito.",
            [S.Timeline, S.ResolutionAttempts]
        ),
    ];

    /// <summary>Answers that say what was asked and no more, some of them long.</summary>
    private static readonly IReadOnlyList<(S Asked, string Answer)> Plain =
    [
        (S.Headline, "Checkout fails for Globex since Monday"),
        (S.CustomerImpact, "Their shop loses 200 orders a day."),
        (S.CustomerImpact, "Nobody in finance can close the month. That costs them about three days of work for six people."),
        (S.Timeline, "2 March: first reports. Today: still failing."),
        (S.Timeline, "On 2 March the first tickets came in. On 4 March it became a P1. It is still open today."),
        (S.ResolutionAttempts, "Restarted the gateway: no change."),
        (S.ResolutionAttempts, "Support restarted the ingest workers: better for a day. Cache raised to 8 GB: no effect."),
        (S.ResolutionAttempts, "Nothing yet."),
        (S.SpecificAsk, "Find the cause by Friday."),
        (S.SpecificAsk, "Assign an engineer by Thursday and give us a fix date. Acme calls it resolved when reports load in under 10 seconds."),
        (S.CustomerCommunication, "They know that we look into it. Patient."),
        (S.CustomerCommunication, "I told them yesterday that we are on it. They want a date by Friday and are annoyed."),
        (S.CommercialContext, "EUR 40k ARR, renewal on 1 June 2027."),
        (S.CommercialContext, "They pay EUR 40k a year. The renewal is on 1 June 2027 and they planned to double the seats."),
        (S.Recommendation, "Move them to the second gateway."),
        (S.Recommendation, "I would move them to the second gateway. And let our VP call their CTO on Friday."),
        (S.CustomerImpact, "Die Buchhaltung kann den Monat nicht abschließen. Das kostet sechs Leute drei Tage."),
        (S.ResolutionAttempts, "Le cache a été vidé, sans effet. Le serveur a été redémarré hier : mieux pendant une heure."),
    ];

    [Fact]
    public async Task What_else_an_answer_tells_goes_where_it_belongs()
    {
        var read = new List<(string Answer, S[] Expected, S[] Found)>();
        foreach (var (asked, answer, others) in Answers)
        {
            read.Add((answer, others, await OthersAsync(asked, answer)));
        }

        var wanted = read.Sum(r => r.Expected.Length);
        var right = read.Sum(r => r.Expected.Intersect(r.Found).Count());
        Assert.True(
            right * 10 >= wanted * 7,
            $"{right} of {wanted}:\n" + string.Join('\n', read.Select(r => $"{string.Join(',', r.Found)} for {string.Join(',', r.Expected)}: {r.Answer}"))
        );
        Assert.Empty(read.SelectMany(r => r.Found.Except(r.Expected).Select(s => $"{s}: {r.Answer}")));
    }

    [Fact]
    public async Task An_answer_to_what_was_asked_does_not_spread()
    {
        var spread = new List<string>();
        foreach (var (asked, answer) in Plain)
        {
            spread.AddRange((await OthersAsync(asked, answer)).Select(s => $"{s}: {answer}"));
        }

        Assert.Empty(spread);
    }

    private static async Task<S[]> OthersAsync(S asked, string answer)
    {
        var brief = Brief.Empty with { Passages = new Dictionary<S, Passage> { [asked] = new(answer, Origin.Stated) } };
        var draft = await new OfflineWriter().WriteAsync(new([answer], brief, WrittenOn, []) { AnswerTo = asked }, TestContext.Current.CancellationToken);
        return [.. draft.Sections.Keys.Order()];
    }
}
