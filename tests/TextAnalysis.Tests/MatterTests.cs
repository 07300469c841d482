using TextAnalysis.Facts;

namespace TextAnalysis.Tests;

/// <summary>By what two matters are told to be the same.</summary>
public sealed class MatterTests
{
    [Theory]
    [InlineData("See JIRA-1234 and INC0012345.", "JIRA-1234 INC0012345")]
    [InlineData("Ticket #4711, also (#4711)", "4711")]
    [InlineData("ticket 4711; case number 88213; Vorgang Nr. 5512", "4711 88213 5512")]
    [InlineData("ESC-2026-0001, ISO-27001, 4711 users, issue 2, P1, Q3-2026", "")]
    public void Numbers_of_tickets_are_read(string text, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), TicketNumbers.In(text));

    [Theory]
    [InlineData("Acme Corp", "ACME", true)]
    [InlineData("Acme GmbH", "Acme Corp", true)]
    [InlineData("International Rail Works", "IRW", true)]
    [InlineData("Acme Foods", "Acme Steel", false)]
    [InlineData("Acme", "Globex", false)]
    [InlineData("GmbH", "Acme", false)]
    [InlineData("", "Acme", false)]
    public void Names_of_one_customer_are_known(string one, string other, bool areSame) => Assert.Equal(areSame, CustomerNames.AreSame(one, other));

    [Fact]
    public void Words_of_a_matter_are_the_same_in_other_forms_and_languages()
    {
        var english = MatterWords.Of("Acme: the CSV export fails for three customers since Monday, 12 invoices", ["Acme"]);
        var german = MatterWords.Of("Rechnungen: Der Export von CSV bricht ab", []);

        Assert.Equal(["CSV", "export", "fails", "invoices"], english.Values);
        Assert.Equal(["CSV", "export", "invoices"], english.Where(word => german.ContainsKey(word.Key)).Select(word => word.Value));
    }
}
