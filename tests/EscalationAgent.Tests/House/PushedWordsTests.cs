using System.Text.RegularExpressions;
using EscalationAgent.Tests.Teams;
using Escalations;
using Escalations.UseCases;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace EscalationAgent.Tests.House;

/// <summary>
/// What is pushed to people is in the language of whoever reads it: it is kept as a <see cref="LocalizableMessage"/>, and said when it leaves.
/// A <see cref="TextMessage"/> is written at once, in the language of the one who speaks.
/// </summary>
public sealed partial class PushedWordsTests
{
    /// <summary>Where a use case may write a text at once.</summary>
    private static readonly Dictionary<string, string> Written = new()
    {
        ["BeAway.cs"] = "its caller writes it in the language of whoever covers",
        ["CommandExecutor.cs"] = "it answers the one who speaks",
        ["HearTickets.cs"] = "it is written in the language of the one person who hears it",
        ["WriteBrief.cs"] = "it is for the one for whom the brief begins, in their language",
    };

    [Fact]
    public void A_use_case_pushes_sentences_by_their_keys() =>
        Assert.Equal(
            Written.Keys.Order(),
            Files("src/Escalations/UseCases")
                .Where(file => File.ReadAllText(file).Contains("new TextMessage(", StringComparison.Ordinal))
                .Select(file => Path.GetFileName(file))
                .Order()
        );

    [Fact]
    public void No_sentence_that_is_said_stands_in_the_code() =>
        Assert.Empty(
            from file in Files("src")
            from Match match in Literal().Matches(File.ReadAllText(file))
            where Sentence().IsMatch(match.Groups["text"].Value)
            select $"{Path.GetFileName(file)}: {match.Groups["text"].Value}"
        );

    [Theory]
    [InlineData("it is gone", "introuvable")]
    [InlineData("it answers 410", "it answers 410")]
    public void What_is_on_record_in_English_is_read_in_the_readers_language(string phrase, string read)
    {
        using var reader = ReaderLanguage.Use(Language.French);
        Assert.Equal(read, DomainWords.OfRecord(phrase));
    }

    [Fact]
    public void Days_times_numbers_and_teams_are_said_as_the_reader_says_them()
    {
        var at = new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
        var message = LocalizableText.Of(
            "either",
            LocalizableText.Of("oncall.overridden", "Ann", new TitleValue("Head of Engineering"), new TimeValue(at), new TimeValue(at, "Asia/Tokyo")),
            LocalizableText.Of("route.wanted.lost", new TeamsValue(["engineering"]), new DateOnly(2026, 3, 10), new RecordedValue("I have been blocked"))
        );
        using (ReaderLanguage.Use(Language.German))
        {
            Assert.Equal(
                "Ann hat Bereitschaft für Leitung Entwicklung von Di. 10. März, 10:00 CET bis Di. 10. März, 18:00 JST. oder Entwicklung, seit 10. März nicht "
                    + "erreichbar: ich bin blockiert",
                message.InReaderLanguage(SampleCards.Playbooks, "Europe/Paris")
            );
            Assert.Equal(
                "Das war die letzte: 3.000 offene Eskalationen für Entwicklung sind jetzt hier.",
                LocalizableText.Count("move.last", 3_000, new TeamsValue(["engineering"])).InReaderLanguage(SampleCards.Playbooks, null)
            );
        }

        Assert.Equal(
            "That was the last: 1 open escalation of Engineering is here now.",
            LocalizableText.Count("move.last", 1, new TeamsValue(["engineering"])).InReaderLanguage(SampleCards.Playbooks, null)
        );
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(Path.Combine(Peer.Root, folder), "*.cs", SearchOption.AllDirectories);

    /// <summary>A text that becomes a message, an answer or what a card says that gives way.</summary>
    [GeneratedRegex(
        """(?:new (?:Escalations\.)?TextMessage\(|Response\.Refused\(|\bSay = |\bRetired\([^;"]*?)\s*\$?"(?<text>[^"]*)["]""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Literal();

    /// <summary>Words beside the values.</summary>
    [GeneratedRegex(@"^(?:[^{]|\{[^}]*\})*?(?<![{\w.])[A-Za-z]+ [a-z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Sentence();
}
