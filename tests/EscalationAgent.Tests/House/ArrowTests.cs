using System.Text.RegularExpressions;
using System.Xml.Linq;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.House;

/// <summary>The plan of the house, kept true by the build: who may know whom.</summary>
public sealed partial class ArrowTests
{
    [Theory]
    [InlineData("TextAnalysis")]
    [InlineData("Escalations", "TextAnalysis")]
    [InlineData("TeamsBot")]
    [InlineData("EscalationAgent", "Escalations", "TeamsBot", "TextAnalysis")]
    public void A_project_refers_only_to_those_below_it(string project, params string[] allowed)
    {
        var file = XDocument.Load(Path.Combine(Peer.Root, "src", project, $"{project}.csproj"));
        var referred = file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!));

        Assert.Equal(allowed.Order(), referred.Order());
    }

    [Theory]
    [InlineData("TextAnalysis")]
    [InlineData("Escalations", "NodaTime")]
    public void The_lower_half_has_one_package(string project, params string[] packages)
    {
        var file = XDocument.Load(Path.Combine(Peer.Root, "src", project, $"{project}.csproj"));

        Assert.Equal(packages, file.Descendants("PackageReference").Select(p => (string)p.Attribute("Include")!));
    }

    /// <summary>The one file that is compiled twice reaches into the program, which tests of the libraries do not know.</summary>
    [Fact]
    public void Test_projects_share_what_they_share_by_one_reference()
    {
        var projects = Directory
            .EnumerateFiles(Path.Combine(Peer.Root, "tests"), "*.Tests.csproj", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Select(XDocument.Load)
            .ToList();

        Assert.True(projects.Count >= 4);
        Assert.All(projects, project =>
            Assert.Single(project.Descendants("ProjectReference"), r => (string)r.Attribute("Include")! == "../TestSupport/TestSupport.csproj")
        );
        Assert.Equal(
            ["../EscalationAgent.Benchmarks/LargeStore.cs"],
            projects
                .SelectMany(project => project.Descendants())
                .Select(item => (string?)item.Attribute("Include"))
                .Where(file => file?.StartsWith("../", StringComparison.Ordinal) is true && Path.GetExtension(file) != ".csproj")
        );
    }

    [Fact]
    public void Rooms_of_the_trade_do_not_know_each_other_only_the_use_cases_know_more_than_one() =>
        // A port speaks in the words of the room that it serves.
        Assert.Equal(
            ["Ports uses Drafting", "Ports uses Reporting"],
            Strangers("Escalations", "Escalations", everybodysFriend: "UseCases").Order(StringComparer.Ordinal)
        );

    /// <summary>Whatever is stored passes the one place that looks, decides, and looks again when somebody else was first.</summary>
    [Fact]
    public void Only_the_executor_commits() =>
        Assert.Equal(
            ["CommandExecutor.cs", "IEscalations.cs", "SqliteStore.cs"],
            Directory
                .EnumerateFiles(Path.Combine(Peer.Root, "src"), "*.cs", SearchOption.AllDirectories)
                .Where(file => Regex.IsMatch(File.ReadAllText(file), @"\bCommitAsync\("))
                .Select(file => Path.GetFileName(file)!)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void The_ground_knows_no_room() =>
        Assert.Empty(
            from file in Directory.EnumerateFiles(Path.Combine(Peer.Root, "src", "Escalations"), "*.cs")
            from used in RoomsUsed(file, "Escalations")
            where Directory.Exists(Path.Combine(Peer.Root, "src", "Escalations", used))
            select $"{Path.GetFileName(file)} uses {used}"
        );

    /// <summary>From the lowest up: words, facts, what is taken out, and what is held against the sources.</summary>
    [Fact]
    public void Rooms_of_text_analysis_know_only_those_below_them() =>
        Assert.Equal(
            [
                "Checking uses Facts",
                "Checking uses Redaction",
                "Checking uses Tokens",
                "Facts uses Tokens",
                "Instructions uses Redaction",
                "Instructions uses Tokens",
                "Redaction uses Facts",
                "Redaction uses Tokens",
                "Style uses Tokens",
            ],
            Strangers("TextAnalysis", "TextAnalysis").Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Rooms_of_the_bot_do_not_know_each_other_but_for_the_endpoint_that_reads_activities() =>
        Assert.Empty(Strangers("TeamsBot", "TeamsBot").Except(["Inbound uses Activities"]));

    [Fact]
    public void Peers_of_the_agent_know_only_what_serves_them_all() =>
        Assert.Empty(
            Strangers("EscalationAgent", "EscalationAgent")
                .Where(arrow => !arrow.EndsWith(" uses Outbox", StringComparison.Ordinal) && !arrow.EndsWith(" uses Yaml", StringComparison.Ordinal))
        );

    [Fact]
    public void Peers_that_do_not_speak_with_Teams_do_not_know_its_library() =>
        Assert.Empty(
            from file in SourceFiles("EscalationAgent")
            let room = RoomOf("EscalationAgent", file)
            where room is not (null or "Teams")
            where RoomsUsed(file, "TeamsBot").Any()
            select Path.GetFileName(file)
        );

    [Fact]
    public void The_lower_half_knows_neither_web_nor_wall_clock_nor_database() =>
        Assert.Empty(
            from file in SourceFiles("Escalations").Concat(SourceFiles("TextAnalysis"))
            from Match used in ForeignUsing().Matches(File.ReadAllText(file))
            select $"{Path.GetFileName(file)} uses {used.Groups[1].Value}"
        );

    [Fact]
    public void Rooms_decide_and_only_use_cases_wait() =>
        Assert.Empty(
            from file in SourceFiles("Escalations")
            where RoomOf("Escalations", file) != "UseCases" && Await().IsMatch(File.ReadAllText(file))
            select Path.GetFileName(file)
        );

    /// <summary>The room-to-room arrows of a project, as "room uses room".</summary>
    private static IEnumerable<string> Strangers(string project, string rootNamespace, string? everybodysFriend = null) =>
        (
            from file in SourceFiles(project)
            let room = RoomOf(project, file)
            where room is not null && room != everybodysFriend
            from used in RoomsUsed(file, rootNamespace)
            where used != room && Directory.Exists(Path.Combine(Peer.Root, "src", project, used))
            select $"{room} uses {used}"
        ).Distinct();

    /// <summary>Rooms that a file names: in a using line, or fully qualified.</summary>
    private static IEnumerable<string> RoomsUsed(string file, string rootNamespace)
    {
        var text = NamespaceLine().Replace(Comment().Replace(File.ReadAllText(file), ""), "");
        return Regex.Matches(text, $@"\b{Regex.Escape(rootNamespace)}\.(\w+)").Select(m => m.Groups[1].Value).Distinct();
    }

    private static IEnumerable<string> SourceFiles(string project) =>
        Directory.EnumerateFiles(Path.Combine(Peer.Root, "src", project), "*.cs", SearchOption.AllDirectories);

    /// <summary>The room that a file is in; null at the root of its project.</summary>
    private static string? RoomOf(string project, string file)
    {
        var parts = Path.GetRelativePath(Path.Combine(Peer.Root, "src", project), file).Split(Path.DirectorySeparatorChar);
        return parts.Length > 1 ? parts[0] : null;
    }

    [GeneratedRegex(@"^\s*namespace .*$", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^using (?:static )?((?:Microsoft|Azure|TeamsBot|System\.Net|System\.IO)[\w.]*)", RegexOptions.Multiline)]
    private static partial Regex ForeignUsing();

    [GeneratedRegex(@"\basync\b|\bawait\b")]
    private static partial Regex Await();
}
