using EscalationAgent.Teams;
using EscalationAgent.Teams.Cards;

namespace EscalationAgent.Tests.Teams;

/// <summary>Commands are obeyed as people type them; what is to be kept is kept as it was typed.</summary>
public sealed class CommandTests
{
    public static TheoryData<string> Commands =>
        [
            "status ESC-2026-0001",
            "show ESC-2026-0001",
            "explain ESC-2026-0001",
            "why ESC-2026-0001",
            "restore ESC-2026-0001",
            "cancel ESC-2026-0001",
            "preview ESC-2026-0001",
            "my escalations",
            "summary",
            "summary 2026-W11",
            "matrix",
            "help",
            "hello",
            "back",
            "skip",
            "keep",
            "proof",
            "again",
            "preview",
            "cancel",
            "edit",
            "edit timeline",
            "edit account",
            "edit severity",
            "find",
            "runbook",
            "summary 2026-03",
            "my escalations 2",
            "escalate",
            "escalate new",
            "link engineering",
            "link engineering to me",
            "status",
        ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_is_the_same_whatever_a_device_makes_of_it(string command)
    {
        var expected = ChatCommand.Parse(command);
        Assert.IsNotType<FreeText>(expected);
        string[] typed =
        [
            command + ".",
            command + "!",
            command + "?",
            command + " .",
            command + "…",
            command + ". ",
            "/" + command,
            $"“{command}”",
            $"`{command}`",
            $"‘{command}’.",
            $"**{command}**",
            char.ToUpperInvariant(command[0]) + command[1..],
            command.Replace('-', '–'),
            command.Replace('-', '—'),
            command.Replace('-', '\u2011'),
            command.Replace('-', '\u2212'),
            command.Replace(' ', '\u00a0'),
            command.Replace(' ', '\u202f'),
            command.Replace(" ", "  \u200b "),
            "\u200b" + command,
            command + "\ufeff",
            "please " + command,
            "Please, " + command + "!",
            command + " please",
            command + ", please.",
            "bitte " + command,
            command + ", bitte",
            command + ", danke!",
            "s'il te plaît " + command,
            command.Contains(' ') ? command.Insert(command.IndexOf(' '), ":") : command + ":",
            command.Contains(' ') ? command.Insert(command.IndexOf(' '), ", please,") : command + " please",
            command.Insert(2, "\u2060"),
            command.Replace(' ', '\n'),
            "\u200e" + command.Replace('-', '‐') + "\u200f!",
        ];

        Assert.All(typed, text => Assert.Equivalent(expected, ChatCommand.Parse(text), strict: true));
    }

    [Theory]
    [InlineData("escalate They said “no” – twice.", "They said “no” – twice.")]
    [InlineData("escalate\u00a0They said “no” – twice.", "They said “no” – twice.")]
    [InlineData("Escalate to their VP by Friday!", "to their VP by Friday!")]
    [InlineData("Please escalate: Nobody can log in, please help", "Nobody can log in, please help")]
    public void Notes_after_a_command_stay_as_they_were_typed(string text, string notes) => Assert.Equal(new Escalate(notes, false), ChatCommand.Parse(text));

    [Theory]
    [InlineData("account: Acme Inc.", "Acme Inc.")]
    [InlineData("customer: L’Oréal – Paris", "L’Oréal – Paris")]
    [InlineData("Please account: Acme Inc., please", "Acme Inc.")]
    public void A_customers_name_stays_as_it_was_typed(string text, string name) => Assert.Equal(new Account(name), ChatCommand.Parse(text));

    [Theory]
    [InlineData("skip this one, we did it.")]
    [InlineData("back to normal since Monday")]
    [InlineData("status is unknown")]
    [InlineData("“We cannot sell,” they wrote.")]
    [InlineData("Status: all shops are down")]
    [InlineData("Please")]
    [InlineData("Please back up the data, please.")]
    [InlineData("Link: https://status.example/4711")]
    [InlineData("Open: 12 tickets")]
    public void Words_that_only_begin_like_a_command_are_an_answer(string text) => Assert.Equal(new FreeText(text), ChatCommand.Parse(text));

    /// <summary>Wherever the cut falls.</summary>
    [Theory]
    [InlineData(120)]
    [InlineData(160)]
    [InlineData(200)]
    [InlineData(300)]
    public void A_shortened_text_ends_between_characters(int longest)
    {
        const string Technician = "👩🏽\u200d🔧";
        for (var before = longest - 12; before <= longest + 2; before++)
        {
            var text = CardFormat.Short(new string('a', before) + Technician + Technician + Technician, longest);
            Assert.True(text.Length <= longest);
            Assert.DoesNotContain(text.Replace(Technician, "", StringComparison.Ordinal), c => c == '\u200d' || char.IsSurrogate(c));
        }
    }
}
