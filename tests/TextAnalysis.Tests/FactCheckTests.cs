using TextAnalysis.Checking;
using TextAnalysis.Facts;

namespace TextAnalysis.Tests;

public sealed class FactCheckTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Theory]
    [InlineData("EUR 85k ARR", "The account pays 85,000 EUR.")]
    [InlineData("85.000 €", "EUR 85k")]
    [InlineData("1,2 Mio. Euro", "EUR 1.2M")]
    [InlineData("R$ 1,3 milhão", "BRL 1300000")]
    [InlineData("84\u00a0000 €", "84,000 EUR")]
    [InlineData("45 mil euros", "EUR 45000")]
    [InlineData("22.000 euros semanales", "22000 EUR a week")]
    [InlineData("am 3. März", "on 2026-03-03")]
    [InlineData("le 1er juillet 2026", "July 1, 2026")]
    [InlineData("el 12 de febrero", "12 February")]
    [InlineData("no dia 24 de fevereiro de 2026", "24.02.2026")]
    [InlineData("on 03/04/2026", "3 April 2026")]
    [InlineData("on 03/04/2026", "4 March 2026")]
    [InlineData("since 6 h 20", "06:20")]
    [InlineData("um 6:15 Uhr", "at 06:15")]
    [InlineData("INC-20871 was opened", "see inc 20871")]
    [InlineData("three sites", "3 sites")]
    [InlineData("Cinq agences", "5 branches")]
    [InlineData("renewal in 67 days", "renewal on 2026-05-08")]
    [InlineData("Spoke with Maria Lopez of Acme Corp.", "We spoke with Lopez and with Acme Corp.")]
    [InlineData("1.250 units", "1250 units")]
    [InlineData("40 % der Fälle", "40%")]
    [InlineData("They waited 3 wks for it", "They waited 3 weeks.")]
    [InlineData("The 2nd invoice is wrong", "The second invoice is wrong.")]
    [InlineData("On the 17th: rollback", "17th: rollback")]
    [InlineData("Export steht seit 31.7. und wir haben keine Lösung", "31.7.: Export steht.")]
    [InlineData("Update am 11.2., seit 12.2. werden Bestellungen doppelt angelegt", "11.2.: Update.\n12.2.: doppelte Bestellungen.")]
    [InlineData("Le client est très en colère depuis le 12", "Très mécontent depuis le 12.")]
    [InlineData("ARR EUR 85k, analytics 30k of it", "ARR EUR 85k, of which EUR 30k for analytics.")]
    [InlineData("Outage on 2-3 March, open 9–17h", "Outage from 2 to 3 March; open from 9 to 17h.")]
    [InlineData("warehouse stopped two of five lines", "Two of their five lines are stopped.")]
    [InlineData(
        "we saw the first failure on 1 March, they told us on 4 March. the call with the CFO is on 12 March",
        "1 March: first failure.\n4 March: the customer reports it.\n12 March: call with the CFO."
    )]
    [InlineData(
        "They escalated on 11 March because the fix promised for 8 March never came.",
        "8 March: the promised fix did not come.\n11 March: escalation by the customer."
    )]
    [InlineData("Le 4 mars M. Roux a ouvert un ticket, réponse le 9 mars seulement.", "4 mars : ticket ouvert par M. Roux.\n9 mars : réponse.")]
    public void What_the_sources_say_in_other_words_is_proven(string source, string draft) =>
        Assert.Empty(new FactCheck([new("your notes", source)], Monday).Unproven(draft).Select(f => f.Text));

    [Theory]
    [InlineData("EUR 85k ARR", "They pay 95k EUR.", "95k EUR")]
    [InlineData("85k ARR", "They pay EUR 85k.", "EUR 85k")]
    [InlineData("85k EUR", "They pay USD 85k.", "USD 85k")]
    [InlineData("since 3 March", "since 4 March", "4 March")]
    [InlineData("since 3 March 2026", "since 3 March 2025", "3 March 2025")]
    [InlineData("no reply at 06:20", "no reply at 06:40", "06:40")]
    [InlineData("ticket 4711", "ticket 4712", "4712")]
    [InlineData("ticket INC-20871", "ticket INC-20872", "INC-20872")]
    [InlineData("our contact called", "our contact John Smith called", "John Smith")]
    [InlineData("the sites in Oslo", "the sites in Bergen", "Bergen")]
    [InlineData("renewal in 67 days", "renewal on 2026-05-09", "2026-05-09")]
    [InlineData("der Kunde wartet", "Laut Petra Vogel wartet der Kunde", "Petra Vogel")]
    [InlineData("write to ann@acme.example", "write to bob@acme.example", "bob@acme.example")]
    [InlineData("two sites", "3 sites", "3")]
    [InlineData("10 % off the fee of EUR 27,540", "10 % of 27,540 EUR, that is 2,755 EUR", "2,755 EUR")]
    public void What_no_source_says_is_an_invention(string source, string draft, string invention) =>
        Assert.Contains(invention, new FactCheck([new("your notes", source)], Monday).Unproven(draft).Select(f => f.Text));

    [Theory]
    [InlineData("On Monday the support team apologised. The SLA is four hours.")]
    [InlineData("Der Neuaufbau des Index läuft, und der Sammelversand von Quittungen ist nicht gestartet.")]
    [InlineData("Der Kunde wartet auf die Antwort, und die Lieferung ist nicht gekommen.")]
    [InlineData("Le client attend. Depuis lundi, rien.")]
    public void Words_with_a_capital_are_not_all_names(string text) => Assert.Empty(NameReader.In(text));

    [Fact]
    public void Sources_prove_together() =>
        Assert.Empty(
            new FactCheck([new("your notes", "Customer: Norvia"), new("your answer on the timeline", "since 3 March")], null).Unproven(
                "It fails at Norvia since 3 March."
            )
        );

    [Theory]
    [InlineData("Abrió expediente el 27.", "They opened a file on 27 February.", "the 27. nearest to 2 March 2026, the day of writing")]
    [InlineData("It failed in 6 nights of the last 10.", "It failed in six of ten nights.", "of the 10")]
    [InlineData("The fix was tried again.", "The first fix failed, the second fix too.", "the draft's own count")]
    [InlineData("They want 10 % off the fee of EUR 27,540.", "They want 10 % of 27.540 EUR, that is 2.754 EUR.", "10 % of EUR 27,540")]
    [InlineData("It broke yesterday.", "It broke on 1 March 2026.", "1 day before 2 March 2026, the day of writing")]
    [InlineData("ARR EUR 60k, services EUR 25k.", "EUR 85k in total.", "sum of EUR 60k and EUR 25k")]
    [InlineData("They pay EUR 84,600.", "They pay about EUR 85k.", "about EUR 84,600")]
    [InlineData("18,450 EUR were charged, 12,900 EUR offered.", "A difference of EUR 5,550.", "difference of 18,450 EUR and 12,900 EUR")]
    [InlineData("Tickets KM-1, KM-2 and KM-3.", "There are 3 tickets.", "count of KM-1, KM-2, KM-3")]
    [InlineData("Renewal in 67 days.", "Renewal on 8 May 2026.", "67 days after 2 March 2026, the day of writing")]
    [InlineData("Renewal on 8 May.", "Renewal on 8 May, 67 days from today.", "days between 8 May 2026 and 2 March 2026, the day of writing")]
    public void What_follows_by_rule_says_which(string source, string draft, string rule)
    {
        var claims = Check(source).Claims(draft);

        Assert.All(claims, c => Assert.NotNull(c.Proof));
        Assert.Contains(rule, claims.Select(c => c.Proof!.Rule));
        Assert.All(claims, c => Assert.Contains(c.Proof!.Quote, source, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ARR is EUR 85k. The expansion would be EUR 40k.", "ARR is EUR 40k.", "EUR 40k", "The expansion would be EUR 40k.")]
    [InlineData("Maria Lopez (CFO) called. Jan Peters, their IT lead, is calm.", "The CFO, Jan Peters, called.", "Jan Peters", "Jan Peters, their IT lead")]
    [InlineData("Maria Lopez called. Jan Peters is calm.", "Maria Peters called.", "Maria Peters", "your notes say Maria Lopez and Jan Peters")]
    [InlineData("312 of 1,250 scanners", "1,250 of 312 scanners", "1,250", "cannot be")]
    [InlineData("no-shows went from 6 % to 11 %", "no-shows went from 11 % to 6 %", "11 %", "from 6 % to 11 %")]
    [InlineData("ARR is EUR 85k.", "ARR is EUR 95k.", "EUR 95k", "ARR is EUR 85k.")]
    public void What_belongs_to_something_else_is_doubted_with_the_words_of_the_source(string source, string draft, string fact, string doubt)
    {
        var claim = Check(source).Claims(draft).First(c => c.Fact.Text == fact);

        Assert.Null(claim.Proof);
        Assert.Contains(doubt, claim.Doubt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4 hours a day", "4 days", "4 days")]
    [InlineData("drei Wochen", "trois mois", "trois mois")]
    [InlineData("1.250 Rechnungen", "1.25 invoices", "1.25")]
    [InlineData("05/13/2026 and 03/04/2026", "on 3 April 2026", "3 April 2026")]
    [InlineData("They pay EUR 84,600.", "They pay EUR 85k.", "EUR 85k")]
    [InlineData("They pay EUR 84,600.", "They pay about EUR 95k.", "EUR 95k")]
    [InlineData("\"we are done waiting\"", "\"we are not done waiting\"", "we are not done waiting")]
    [InlineData("40 % of cases", "60 percent of cases", "60 percent")]
    [InlineData("in Q3 2026", "in Q4 2026", "Q4 2026")]
    [InlineData("see https://status.acme.example/1", "see https://evil.example/1", "https://evil.example/1")]
    [InlineData("last Thursday", "on 27 February 2026", "27 February 2026")]
    public void A_small_lie_is_a_lie(string source, string draft, string lie) => Assert.Contains(lie, Check(source).Unproven(draft).Select(f => f.Text));

    [Theory]
    [InlineData("drei Wochen", "21 days")]
    [InlineData("dreieinhalb Stunden", "3.5 hours")]
    [InlineData("une douzaine de livraisons", "12 deliveries")]
    [InlineData("half a million euros", "EUR 500,000")]
    [InlineData("05/13/2026 and 03/04/2026", "on 4 March 2026")]
    [InlineData("every 30-60 minutes", "alle 30 bis 60 Minuten")]
    [InlineData("last Thursday", "on 26 February 2026")]
    [InlineData("el tercer fallo", "the third failure")]
    [InlineData("the outage of 14 July", "in Q3 2026")]
    [InlineData("renews in November 2026", "Verlängerung im November 2026")]
    [InlineData("De 15h20 à 17h30", "from 3:20 pm to 5:30 pm")]
    public void Another_language_or_form_is_none(string source, string draft) => Assert.Empty(Check(source).Unproven(draft).Select(f => f.Text));

    [Theory]
    [InlineData("We  are “done”\nwaiting", "we are \"done\" waiting", true)]
    [InlineData("the well–known bug", "THE WELL-KNOWN BUG", true)]
    [InlineData("we are done", "we are gone", false)]
    [InlineData("abandoned", "done", false)]
    [InlineData("a 1", "1", false)]
    public void A_quotation_stands_in_a_source_or_not(string source, string quote, bool stands) => Assert.Equal(stands, Check(source).IsQuoted(quote));

    [Fact]
    public void Claims_stand_in_their_places_in_order_without_overlaps()
    {
        const string draft = "Maria Lopez said \"we are done waiting 3 weeks\" on 3 March 2026 at 06:20 about INC-7 and EUR 85k.";
        var claims = Check("nothing of it").Claims(draft);

        Assert.Equal([FactKind.Name, FactKind.Quotation, FactKind.Date, FactKind.Time, FactKind.Identifier, FactKind.Amount], claims.Select(c => c.Fact.Kind));
        Assert.All(claims, c => Assert.Equal(c.Fact.Text, draft.Substring(c.Start, c.Length)));
        Assert.All(claims.Zip(claims.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
    }

    [Fact]
    public void A_proof_quotes_a_little_of_a_long_source() =>
        Assert.All(
            Check(string.Concat(Enumerable.Repeat("and so on ", 50)) + "EUR 85k " + string.Concat(Enumerable.Repeat("and so on ", 50))).Claims("EUR 85k"),
            c => Assert.InRange(c.Proof!.Quote.Length, 7, 120)
        );

    private static FactCheck Check(string source) => new([new("your notes", source)], Monday);

    [Theory]
    [InlineData("Contract is 74k a year, paid in sterling.", "The contract is worth 74k sterling a year.")]
    [InlineData("They pay us 74k sterling a year.", "ARR is GBP 74k.")]
    [InlineData("They pay us 74k sterling a year.", "ARR is GBP 74,000.")]
    [InlineData("They pay GBP 74000 a year.", "ARR: 74k sterling.")]
    [InlineData("Pagam 96 mil no ano, em reais.", "O contrato vale R$ 96 mil por ano.")]
    [InlineData("Contrato de R$ 96 mil por ano.", "São 96 mil no ano.")]
    [InlineData("Mar 4: export fails. Mar 6: hotfix, no change.", "4 March: the export fails.\n6 March: hotfix without change.")]
    [InlineData("March 4 the export failed. On the 6th we tried a hotfix.", "Mar 4: export failed.\nMar 6: hotfix tried.")]
    [InlineData("This is our number two customer. Ask: a date.", "Their second largest customer needs a date.")]
    [InlineData("Sie sind unsere Nummer zwei in der Region. Am 5. Mai fiel der Export aus, am 9. Mai wieder.", "Am 9. Mai zweiter Ausfall des Exports.")]
    [InlineData("La panne du 5 mai est revenue le 9 mai.", "Le 9 mai, deuxième panne.")]
    [InlineData("dale says the sync is dead since monday", "Dale says the sync has been dead since Monday.")]
    [InlineData("call w/ dale. sync dead since monday", "Dale reports that the sync has been dead since Monday.")]
    [InlineData("mac users cannot log in since the update", "Mac users cannot log in since the update.")]
    [InlineData("mac users cannot log in since the update", "Mac and other users: no login since the update.")]
    [InlineData("Del 7 al 9 de noviembre no pudieron facturar.", "Del 7 al 9 de noviembre no se pudo facturar.")]
    [InlineData("no pudieron facturar entre el 7 y el 9 de noviembre", "Del 7 al 9 de noviembre no pudieron facturar.")]
    [InlineData("Elle accepte les chèques jusqu'au 15. Après ce n'est plus possible.", "Elle ne prendra plus de chèques après le 15.")]
    [InlineData("Auf Android geht es, auf iOS … nicht.", "Auf iOS geht es nicht, auf Android schon.")]
    [InlineData("Android läuft, iOS nicht …", "Auf iOS läuft es nicht.")]
    [InlineData("Wir haben den Fix für Freitag zugesagt.", "Zugesagter Termin für den Fix: Freitag.")]
    [InlineData("wir haben zugesagt: fix am freitag", "Zugesagter Fix: Freitag.")]
    public void What_is_written_in_another_way_is_no_invention(string notes, string draft) =>
        Assert.DoesNotContain(new FactCheck([new("your notes", notes)], new DateOnly(2026, 3, 9)).Claims(draft), c => c.Proof is null);
}
