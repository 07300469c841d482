using Escalations.Access;
using TextAnalysis.Facts;
using static Escalations.Access.LinkDestination;
using static Escalations.Access.LinkSubject;
using static Escalations.Access.LinkVerdict;

namespace Escalations.Tests.Access;

/// <summary>Who may link what, as a table: who asks, what, to where, and what comes of it.</summary>
public sealed class LinkRuleTests
{
    public static TheoryData<string, LinkSubject, LinkDestination, LinkVerdict> Table { get; } =
        new()
        {
            // An administrator may link everything.
            { "administrator", LinkSubject.Team, ThisChannel, Allowed },
            { "administrator", Leadership, ThisChannel, Allowed },
            { "administrator", Rung, ThisChannel, Allowed },
            { "administrator", Rung, Themselves, Allowed },
            { "administrator", Rung, SomebodyElse, Allowed },
            { "administrator", Everything, ThisChannel, Allowed },
            { "administrator", LinkSubject.Team, Nowhere, Allowed },
            { "administrator", Everything, Nowhere, Allowed },
            // An owner of the Teams team speaks for a channel of theirs, and takes nothing from others.
            { "owner, nobody has it", LinkSubject.Team, ThisChannel, Allowed },
            { "owner who has it", LinkSubject.Team, ThisChannel, Allowed },
            { "owner, others have it", LinkSubject.Team, ThisChannel, NeedsConfirmation },
            { "owner, nobody has it", Leadership, ThisChannel, Refused },
            { "owner, others have it", Leadership, ThisChannel, Refused },
            { "owner, nobody has it", Rung, ThisChannel, Refused },
            { "owner, nobody has it", Everything, ThisChannel, Refused },
            { "owner who has it", Everything, ThisChannel, Refused },
            { "owner, others have it", LinkSubject.Team, Nowhere, Refused },
            { "owner, nobody has it", Rung, Themselves, NeedsConfirmation },
            { "owner, nobody has it", Rung, SomebodyElse, Refused },
            // Whoever has it lets go of it or hands it over.
            { "owner who has it", LinkSubject.Team, Nowhere, Allowed },
            { "owner who has it", Leadership, Nowhere, Allowed },
            { "owner who has it", Leadership, ThisChannel, Allowed },
            { "holder", Leadership, ThisChannel, Allowed },
            { "holder", Rung, SomebodyElse, Allowed },
            { "holder", Rung, Themselves, Allowed },
            { "holder", Rung, Nowhere, Allowed },
            { "holder", Rung, ThisChannel, Allowed },
            { "holder", LinkSubject.Team, Nowhere, Allowed },
            { "holder", LinkSubject.Team, ThisChannel, Refused },
            { "holder", Everything, Nowhere, Refused },
            // Everybody else asks for themselves, and for nothing more.
            { "colleague, nobody has it", Rung, Themselves, NeedsConfirmation },
            { "colleague, others have it", Rung, Themselves, NeedsConfirmation },
            { "colleague, nobody has it", Rung, SomebodyElse, Refused },
            { "colleague, nobody has it", Rung, ThisChannel, Refused },
            { "colleague, nobody has it", LinkSubject.Team, ThisChannel, Refused },
            { "colleague, others have it", LinkSubject.Team, ThisChannel, Refused },
            { "colleague, nobody has it", Leadership, ThisChannel, Refused },
            { "colleague, others have it", Leadership, ThisChannel, Refused },
            { "colleague, nobody has it", Everything, ThisChannel, Refused },
            { "colleague, others have it", LinkSubject.Team, Nowhere, Refused },
            { "colleague, others have it", Rung, Nowhere, Refused },
        };

    [Theory]
    [MemberData(nameof(Table))]
    public void The_table_holds(string who, LinkSubject subject, LinkDestination destination, LinkVerdict verdict) =>
        Assert.Equal(verdict, LinkRule.Judge(subject, destination, Asker(who)));

    /// <summary>Whatever else is said of a guest.</summary>
    [Fact]
    public void A_guest_may_link_nothing()
    {
        bool[] both = [false, true];
        Assert.All(
            from subject in Enum.GetValues<LinkSubject>()
            from destination in Enum.GetValues<LinkDestination>()
            from administrator in both
            from owner in both
            from holder in both
            from free in both
            select LinkRule.Judge(subject, destination, new(true, administrator, owner, holder, free)),
            verdict => Assert.Equal(Refused, verdict)
        );
    }

    private static LinkAsker Asker(string who) =>
        new(
            false,
            who == "administrator",
            who.StartsWith("owner", StringComparison.Ordinal),
            who is "holder" or "owner who has it",
            who.EndsWith("nobody has it", StringComparison.Ordinal)
        );
}
