using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using EscalationAgent.Playbooks;
using Escalations.UseCases;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.House;

/// <summary>The plan of the house, kept true by the build: who may know whom.</summary>
public sealed class ArrowTests
{
    private const string Trade = "Escalations";
    private const string Text = "TextAnalysis";
    private const string Bot = "TeamsBot";
    private const string Agent = "EscalationAgent";

    /// <summary>Read from what was compiled: whatever way a type is named in the source, it is seen.</summary>
    private static readonly Architecture House = new ArchLoader()
        .LoadAssemblies(
            typeof(Escalations.Escalation).Assembly,
            typeof(FactReader).Assembly,
            typeof(TeamsBot.Activities.Activity).Assembly,
            typeof(Program).Assembly
        )
        .Build();

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
            ["Ports uses Drafting", "Ports uses Launches", "Ports uses Reporting"],
            Arrows(Trade).Where(arrow => arrow.From != "UseCases").Select(Written).Order(StringComparer.Ordinal)
        );

    /// <summary>
    /// Whatever is stored passes the one place that looks, decides, and looks again when somebody else was first; on its way from there
    /// the edition of its playbook is stored. Erasures alone have a place of their own: nothing happens by them, and nobody hears of it.
    /// </summary>
    [Fact]
    public void Only_the_executor_commits() =>
        Assert.Equal(
            [nameof(CommandExecutor), nameof(Erasure), nameof(EscalationsWithEditions)],
            (
                from type in House.Types
                from call in type.Dependencies.OfType<MethodCallDependency>()
                where call.TargetMember.Name.StartsWith("CommitAsync(", StringComparison.Ordinal)
                select Outermost(type.FullName).Split('.')[^1]
            ).Distinct()
        );

    [Fact]
    public void The_ground_knows_no_room() => Assert.Empty(Arrows(Trade, ground: true).Where(arrow => arrow.From == Ground).Select(Written));

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
                "Intents uses Tokens",
                "Redaction uses Facts",
                "Redaction uses Tokens",
                "Style uses Tokens",
            ],
            Arrows(Text).Select(Written).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Rooms_of_the_bot_do_not_know_each_other_but_for_the_endpoint_that_reads_activities() =>
        Assert.Equal(["Inbound uses Activities"], Arrows(Bot).Select(Written));

    [Fact]
    public void Peers_of_the_agent_know_only_what_serves_them_all() =>
        Assert.Empty(Arrows(Agent).Where(arrow => arrow.To is not ("Outbox" or "Yaml")).Select(Written));

    [Fact]
    public void Peers_that_do_not_speak_with_Teams_do_not_know_its_library() =>
        Assert.Empty(
            from type in Types(Agent)
            let room = RoomOf(type, Agent)
            where room is not (Ground or "Teams")
            from used in type.Dependencies
            where IsIn(used.Target, Bot)
            select $"{type.FullName} uses {used.Target.FullName}"
        );

    /// <summary>Whoever asks about people asks the port; only the program, which puts the house together, names the room.</summary>
    [Fact]
    public void Only_its_own_room_knows_Graph() => Assert.Empty(OutsideOf("Graph", "Microsoft.Graph.", "Microsoft.Kiota."));

    /// <summary>How a mail goes is the business of one room.</summary>
    [Fact]
    public void Only_its_own_room_knows_the_mail_client() => Assert.Empty(OutsideOf("Mailing", "MailKit.", "MimeKit."));

    /// <summary>Who knows a library though it is not in the library's room, or the room though it is not the program.</summary>
    private static IEnumerable<string> OutsideOf(string room, params string[] libraries) =>
        (
            from type in House.Types
            where !type.FullName.StartsWith($"{Agent}.{room}.", StringComparison.Ordinal)
            from used in type.Dependencies
            where
                libraries.Any(library => used.Target.FullName.StartsWith(library, StringComparison.Ordinal))
                || (used.Target.FullName.StartsWith($"{Agent}.{room}.", StringComparison.Ordinal) && Outermost(type.FullName) != nameof(Program))
            select $"{type.FullName} uses {used.Target.FullName}"
        ).Distinct();

    [Fact]
    public void The_lower_half_knows_neither_web_nor_files_nor_database() =>
        Assert.Empty(
            (
                from type in Types(Trade).Concat(Types(Text))
                from used in type.Dependencies
                where IsForeign(used.Target.FullName)
                select $"{type.FullName} uses {used.Target.FullName}"
            ).Distinct()
        );

    [Fact]
    public void Rooms_decide_and_only_use_cases_wait() =>
        Assert.Empty(
            from type in Types(Trade)
            where RoomOf(type, Trade) is not ("UseCases" or "Ports")
            from method in type.Members.OfType<MethodMember>()
            where method.ReturnType.FullName.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal)
            select method.FullName
        );

    /// <summary>The types outside of every room.</summary>
    private const string Ground = "";

    private static IEnumerable<IType> Types(string project) => House.Types.Where(type => IsIn(type, project));

    private static bool IsIn(IType type, string project) =>
        type.FullName.StartsWith($"{project}.", StringComparison.Ordinal) && !type.FullName.StartsWith($"{project}.Tests", StringComparison.Ordinal);

    /// <summary>Which room of a project uses which other one.</summary>
    /// <param name="ground">True to see the types outside of every room as one.</param>
    private static IEnumerable<(string From, string To)> Arrows(string project, bool ground = false) =>
        (
            from type in Types(project)
            let room = RoomOf(type, project)
            where ground || room != Ground
            from used in type.Dependencies
            where IsIn(used.Target, project)
            let other = RoomOf(used.Target, project)
            where other != room && other != Ground
            select (room, other)
        ).Distinct();

    private static string Written((string From, string To) arrow) => $"{arrow.From} uses {arrow.To}";

    /// <summary>The part of the namespace behind that of the project.</summary>
    private static string RoomOf(IType type, string project) =>
        Outermost(type.FullName)[(project.Length + 1)..].Split('.') is [var room, _, ..] ? room : Ground;

    private static string Outermost(string name) => name.Split('+', '/', '`', '<')[0];

    private static bool IsForeign(string name) =>
        name.StartsWith("Microsoft.", StringComparison.Ordinal)
        || name.StartsWith("Azure.", StringComparison.Ordinal)
        || name.StartsWith("TeamsBot.", StringComparison.Ordinal)
        || name.StartsWith("System.Net.", StringComparison.Ordinal)
        || name is "System.IO.File" or "System.IO.Directory" or "System.IO.Path" or "System.IO.FileInfo" or "System.IO.DirectoryInfo" or "System.IO.FileStream";
}
