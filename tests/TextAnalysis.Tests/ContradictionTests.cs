using TextAnalysis.Checking;
using TextAnalysis.Facts;

namespace TextAnalysis.Tests;

public sealed class ContradictionTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Theory]
    [InlineData("ARR", "ARR is EUR 85k, renewal in May.", "They pay us 92,000 EUR ARR.")]
    [InlineData("ARR", "Revenu annuel : 85 000 €.", "ARR EUR 90k")]
    [InlineData("renewal date", "Renewal on 8 May 2026.", "The contract renews on 15 May 2026.")]
    [InlineData("renewal date", "Verlängerung zum 30.09.2026.", "Renewal is on 1 October 2026.")]
    [InlineData("affected users", "120 users are affected.", "Affected users: 310")]
    [InlineData("start of the problem", "It started on 24 February.", "Started on 26 February, says support.")]
    [InlineData("customer", "Customer: Norvia Energy\nExport fails.", "Account: Harbourline Logistics")]
    [InlineData("ARR", "ARR is 85k.", "ARR is 95k.")]
    [InlineData("ARR", "ARR: 85,000", "95k ARR")]
    [InlineData("ARR", "ARR is EUR 85k.", "ARR is 95k.")]
    [InlineData("ARR", "ARR 85k EUR, according to CRM 95k EUR", "The export fails.")]
    [InlineData("ARR", "ARR 85k, according to CRM 95k", "The export fails.")]
    [InlineData("ARR", "ARR is EUR 85k. Salesforce says EUR 95k.", "The export fails.")]
    [InlineData("ARR", "ARR 85k EUR, laut CRM 95k EUR", "Der Export bricht ab.")]
    [InlineData("renewal date", "Renewal on 12 February.", "Renewal: 27 January")]
    [InlineData("renewal date", "Renewal in June.", "Renewal on 12 August 2026.")]
    [InlineData("renewal date", "Renewal in 67 days.", "Renewal on 12 September 2026.")]
    [InlineData("renewal date", "Renewal on 8 May 2026.", "Renewal on 8 May 2027.")]
    [InlineData("customer", "Customer: Nordwind AG", "This is an escalation for Südstern GmbH.")]
    [InlineData("customer", "Kunde: Nordwind AG", "Eskalation für den Kunden Südstern")]
    [InlineData("customer", "Customer: Nordwind AG.", "The customer is Südstern.")]
    [InlineData("severity", "Severity: S1", "severity S3, can wait")]
    [InlineData("severity of INC-7", "INC-7 is P1.", "Ticket INC-7, priority P3.")]
    [InlineData("renewal date", "Vertragsverlängerung am 3.3.2027.", "Vertragsverlängerung am 17.4.2027.")]
    [InlineData("renewal date", "Der Export bricht ab, die Verlängerung ist am 3.3.2027.", "Laut CRM Vertragsverlängerung am 17.4.2027")]
    [InlineData("ARR", "L'ARR est de 210 000 EUR.", "Selon le CRM l'ARR est de 240 000 EUR.")]
    [InlineData("ARR", "L'ARR est de 210 000 EUR.", "Dans le CRM, l'ARR est de 240 000.")]
    [InlineData("renewal date", "Reconduction le 3 mars 2027.", "Reconduction le 17 avril 2027.")]
    [InlineData("renewal date", "Contract expires 3 March 2027. The export fails.", "CRM says contract end 17 April 2027.")]
    [InlineData("renewal date", "Renewal 3 Mar 2027; SFDC: 17 Apr 2027", "The export fails.")]
    [InlineData("renewal date", "Renewal: 3 March 2027 (CRM: 17 April 2027)", "The export fails.")]
    [InlineData("ARR", "ARR 210k from them, though the CRM has EUR 240k", "The export fails.")]
    [InlineData("ARR", "Jahresumsatz 210.000 EUR, im CRM stehen 240.000 EUR", "Der Export bricht ab.")]
    [InlineData("customer", "Customer: Luchs AG", "Our customer Ozelot AG cannot export.")]
    [InlineData("customer", "Kunde: Luchs AG", "Der Export bricht ab, unser Kunde Ozelot kann nicht liefern.")]
    [InlineData("renewal date", "El contrato vence el 3 de marzo de 2027. Según el CRM, vence el 17 de abril de 2027.", "La exportación falla.")]
    [InlineData("renewal date", "O contrato termina em 3 de março de 2027.", "Fim do contrato: 17 de abril de 2027.")]
    [InlineData("renewal date", "Der Vertrag läuft bis 3.3.2027.", "Vertragsende laut CRM: 17.4.2027.")]
    [InlineData("renewal date", "Their subscription ends 3 March 2027, but SFDC has 17 April 2027.", "The export fails.")]
    [InlineData("customer", "Account: Luchs AG", "Kunde Ozelot Optik ist sehr ungehalten.")]
    [InlineData("renewal date", "Renewal is March 15. Reports time out since the last release.", "SFDC shows contract end 2027-05-15 though")]
    public void Two_values_of_one_thing_cannot_both_be_so(string about, string one, string other)
    {
        foreach (
            var sources in (Source[][])
                [
                    [new("your notes", $"{one}\n{other}")],
                    [new("your notes", one), new("your answer on the impact", other)],
                ]
        )
        {
            var found = Assert.Single(ContradictionFinder.Find(sources, Monday));

            Assert.Equal(about, found.About);
            Assert.True(found.Values.Count >= 2); // two that are told in one breath share their quote
            Assert.All(found.Quotes, quote => Assert.Contains(sources, s => s.Text.Contains(quote, StringComparison.Ordinal)));
        }
    }

    /// <summary>The customer's name in the brief is one more statement of it.</summary>
    [Theory]
    [InlineData("Customer: Nordwind AG", "Südstern GmbH", true)]
    [InlineData("Escalation for Südstern GmbH", "Nordwind", true)]
    [InlineData("Customer: Nordwind AG", "Nordwind", false)]
    [InlineData("Customer: Global Bank Holding", "GB", false)]
    [InlineData("Südstern GmbH waits for the same fix.", "Nordwind", false)]
    public void A_customer_who_is_named_differently_in_the_brief_is_a_contradiction(string notes, string account, bool isOne) =>
        Assert.Equal(
            isOne,
            ContradictionFinder
                .Find([new("your notes", notes), new("the customer's name", account) { IsCustomersName = true }], Monday)
                .Any(c => c.About == "customer")
        );

    [Fact]
    public void A_sum_without_a_currency_is_a_value_that_can_be_ticked()
    {
        var found = Assert.Single(ContradictionFinder.Find([new("your notes", "ARR is 85k. ARR is 95k.")], Monday));
        Assert.Equal([new Money(85_000, null), new Money(95_000, null)], found.Values.Select(v => v.Amount));
    }

    [Theory]
    [InlineData("ARR EUR 85k.", "ARR 85.000 €")]
    [InlineData("ARR was EUR 60k last year.", "ARR is EUR 85k now.")]
    [InlineData("ARR is 85k.", "ARR is EUR 85k.")]
    [InlineData("ARR was 85k.", "ARR is 95k now.")]
    [InlineData("ARR was 85k, now 95k.", "The export fails.")]
    [InlineData("ARR EUR 85k, 12,000 seats.", "48,000 orders wait.")]
    [InlineData("ARR is 85k in 2025.", "In 2026 they have 12,000 users.")]
    [InlineData("ARR EUR 85k for Insights.", "Next year's ARR EUR 95k.")]
    [InlineData("ARR EUR 85k. According to finance a refund of EUR 10k is due.", "According to the CRM the invoice was 12k EUR.")]
    [InlineData("Renewal in June.", "Renewal on 12 June 2026.")]
    [InlineData("Renewal on 8 May.", "Renewal invoice of 12 June 2026 is wrong.")]
    [InlineData("Renewal in 67 days.", "Renewal on 12 May 2026.")]
    [InlineData("Customer: Nordwind AG", "Südstern GmbH has the same trouble. Escalation for Thursday.")]
    [InlineData("Customer: Nordwind AG", "Escalation for Nordwind. The customer is Frustrated but patient.")]
    [InlineData("Customer: Bank of St. Gallen", "Escalation for Bank of St. Gallen AG")]
    [InlineData("List price EUR 120k a year.", "ARR EUR 85k.")]
    [InlineData("ARR EUR 85k.", "Expansion of EUR 40k a year in the pipeline.")]
    [InlineData("Renewal on 8 May 2026.", "Renewal: 08.05.2026")]
    [InlineData("Renewal on 8 May 2026.", "Renewal in 67 days.")]
    [InlineData("INC-7 is P1.", "INC-8 is P3.")]
    [InlineData("Severity: S1", "Support lowered it from S1 to S3.")]
    [InlineData("Customer: Norvia", "Customer: Norvia Energy")]
    [InlineData("It started on 24 February.", "The second outage began to hurt; fixed on 26 February.")]
    [InlineData("120 users are affected.", "They have 310 users.")]
    [InlineData("Contract expires 3 March 2027.", "The certificate expires 17 April 2027.")]
    [InlineData("Renewal 3 Mar 2027; next call: 17 Apr 2027", "Fix promised for 17 Apr 2026")]
    [InlineData("ARR 210k from them, though the CRM has 240k contacts", "The CRM migration costs EUR 240k.")]
    [InlineData("Customer: Luchs AG", "Our customer Ozelot AG reported the same.")]
    [InlineData("Customer: Luchs AG", "Our customer Portal is down. Another customer Ozelot AG has no trouble.")]
    [InlineData("Contract expires 3 March 2027.", "The contract with the vendor ends 1 May 2026.")]
    [InlineData("Vertragsverlängerung am 3.3.2027.", "Kündigungsfrist bis 3.12.2026.")]
    [InlineData("Contract runs from 1 April 2024 until 3 March 2027.", "Renewal 3 March 2027")]
    [InlineData("L'ARR est de 210 000 EUR, soit 17 500 EUR par mois.", "L'export échoue.")]
    [InlineData("ARR from EUR 85k to EUR 95k", "The export fails.")]
    [InlineData("ARR 75k ($6,250 a month).", "The export fails.")]
    [InlineData("Renewal 30.06.27.", "Das Zertifikat für die Schnittstelle wurde am 20.11. verlängert.")]
    public void What_can_both_be_so_is_none(string one, string other) =>
        Assert.Empty(
            ContradictionFinder.Find([new("your notes", one), new("your answer", other)], Monday).Select(c => $"{c.About}: {string.Join(" / ", c.Quotes)}")
        );
}
