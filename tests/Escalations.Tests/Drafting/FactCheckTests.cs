using Escalations.Drafting;

namespace Escalations.Tests.Drafting;

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
    public void What_no_source_says_is_an_invention(string source, string draft, string invention) =>
        Assert.Contains(invention, new FactCheck([new("your notes", source)], Monday).Unproven(draft).Select(f => f.Text));

    [Theory]
    [InlineData("On Monday the support team apologised. The SLA is four hours.")]
    [InlineData("Der Kunde wartet auf die Antwort, und die Lieferung ist nicht gekommen.")]
    [InlineData("Le client attend. Depuis lundi, rien.")]
    public void Words_with_a_capital_are_not_all_names(string text) => Assert.Empty(NameReader.In(text));

    [Fact]
    public void Sources_prove_together() =>
        Assert.Empty(new FactCheck([new("your notes", "Customer: Norvia"), new("your answer on the timeline", "since 3 March")], null).Unproven("It fails at Norvia since 3 March."));
}
