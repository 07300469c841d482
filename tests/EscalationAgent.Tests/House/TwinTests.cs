using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EscalationAgent.Teams;
using EscalationAgent.Teams.Cards;
using Escalations.Lifecycle;
using TextAnalysis.Facts;

namespace EscalationAgent.Tests.House;

/// <summary>What is in two places says the same in both.</summary>
public sealed partial class TwinTests
{
    private static readonly IReadOnlyList<Type> Models = [.. typeof(CardModel).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CardModel)))];

    private static readonly IReadOnlyList<(string Section, Type Type)> Settings =
    [
        .. ProgramSettings.All,
#if DEBUG
        ("Playground", typeof(EscalationAgent.Playground.PlaygroundSettings)),
#endif
    ];

    [Fact]
    public void Every_card_has_a_model_and_every_model_a_card() =>
        Assert.Equal(
            Models.Select(CardModel.NameOf).Order(),
            Directory.EnumerateFiles(Path.Combine(Peer.Root, "cards"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order()
        );

    [Fact]
    public void A_card_uses_all_that_its_model_holds_and_a_model_holds_all_that_its_card_uses()
    {
        foreach (var model in Models)
        {
            var card = File.ReadAllText(Path.Combine(Peer.Root, "cards", $"{CardModel.NameOf(model)}.json"));
            var used = Slot().Matches(card).Select(m => m.Groups[1].Value).Distinct().Order().ToList();
            var said = Names(model).Distinct().Order().ToList();

            // Shared parts such as a button say more than some cards use; a card may use no more than is said.
            Assert.Empty(used.Except(said).Select(name => $"{model.Name} does not say ${{{name}}}"));
            Assert.Empty(Own(model).Except(used).Select(name => $"{CardModel.NameOf(model)}.json does not use {name}"));
        }
    }

    [Fact]
    public void Every_verb_on_a_card_is_handled_and_every_verb_is_on_a_card()
    {
        var verbs = typeof(Verbs)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => (Name: f.Name, Value: (string)f.GetRawConstantValue()!))
            .ToList();
        string[] readers =
        [
            "CardActionHandler.cs",
            "CardActionParser.cs",
            "LaunchTalk.cs",
            "LaunchTalk.Risks.cs",
            "LaunchTalk.Backlog.cs",
            "ActivityRouter.cs",
            "../DrillWorlds.cs",
        ];
        var handler = string.Concat(readers.Select(file => File.ReadAllText(Path.Combine(Peer.Root, "src", "EscalationAgent", "Teams", file))));
        var faces = string.Join(
            '\n',
            Directory
                .EnumerateFiles(Path.Combine(Peer.Root, "src", "EscalationAgent", "Teams"), "*.cs", SearchOption.AllDirectories)
                .Where(f => !readers.Any(f.EndsWith) && !f.EndsWith("Verbs.cs"))
                .Select(File.ReadAllText)
        );
        var cards = string.Join('\n', Directory.EnumerateFiles(Path.Combine(Peer.Root, "cards"), "*.json").Select(File.ReadAllText));

        Assert.Empty(verbs.Where(v => !handler.Contains($"Verbs.{v.Name}")).Select(v => $"{v.Name} is not handled"));
        Assert.Empty(
            verbs.Where(v => !faces.Contains($"Verbs.{v.Name}") && !cards.Contains($"\"verb\": \"{v.Value}\"")).Select(v => $"{v.Name} is on no card")
        );
        Assert.Equal(verbs.Count, verbs.Select(v => v.Value).Distinct().Count());
    }

    /// <summary>After a change of the table, ESCALATION_AGENT_REWRITE=1 draws the picture again.</summary>
    [Fact]
    public void The_picture_of_the_life_of_an_escalation_is_the_table_of_moves()
    {
        var document = Path.Combine(Peer.Root, "docs", "for-teams.md");
        var picture = $"```mermaid\n{Diagram.Mermaid()}```";
        if (Environment.GetEnvironmentVariable("ESCALATION_AGENT_REWRITE") == "1")
        {
            File.WriteAllText(document, Picture().Replace(File.ReadAllText(document), picture));
        }

        Assert.Contains(picture, File.ReadAllText(document));
    }

    [Fact]
    public void The_guide_for_administrators_names_every_setting()
    {
        var guide = File.ReadAllText(Path.Combine(Peer.Root, "docs", "for-administrators.md"));
        var settings =
            from type in Settings
            from property in type.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            where property.SetMethod is not null && !Settings.Any(section => section.Type == property.PropertyType)
            select $"`{type.Section}:{property.Name}`";

        Assert.Empty(settings.Where(s => !guide.Contains(s)));
    }

    [Fact]
    public void The_guide_for_administrators_names_the_permissions_that_each_use_of_Graph_needs_and_no_others()
    {
        var guide = File.ReadAllText(Path.Combine(Peer.Root, "docs", "for-administrators.md"));
        var section = guide[guide.IndexOf("## Microsoft Graph", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", 3, StringComparison.Ordinal)];
        var rows = PermissionRow().Matches(section).Select(row => (Setting: row.Groups[1].Value, Permissions: row.Groups[2].Value)).ToList();
        string SettingOf(Escalations.Ports.UserDirectoryFeature feature) =>
            feature == Escalations.Ports.UserDirectoryFeature.Mail ? nameof(EscalationAgent.Graph.GraphSettings.MailSender) : feature.ToString();

        Assert.Equal(
            EscalationAgent
                .Graph.GraphUserDirectory.Permissions.Select(p => (SettingOf(p.Key), string.Join(", ", p.Value.Select(name => $"`{name}`"))))
                .Order(),
            rows.Order()
        );
    }

    [Fact]
    public void The_guide_for_csms_names_every_command_of_the_help()
    {
        var guide = File.ReadAllText(Path.Combine(Peer.Root, "docs", "for-csms.md")) + File.ReadAllText(Path.Combine(Peer.Root, "docs", "for-teams.md"));
        var commands = Answers
            .Help.Commands.SelectMany(c => c.Command.Split(", "))
            .Select(c => string.Join(' ', c.Split(' ').TakeWhile(word => word.All(letter => char.IsAsciiLetterLower(letter) || letter is '_' or ':'))))
            .ToList();

        Assert.NotEmpty(commands);
        Assert.Empty(commands.Where(command => !guide.Contains($"`{command}") && !guide.Contains($"@Escalation Agent {command}")));
    }

    [Fact]
    public void No_link_of_the_documents_leads_nowhere() =>
        Assert.Empty(
            from file in Directory.EnumerateFiles(Path.Combine(Peer.Root, "docs"), "*.md").Append(Path.Combine(Peer.Root, "README.md"))
            from Match link in Link().Matches(File.ReadAllText(file))
            where !File.Exists(Path.Combine(Path.GetDirectoryName(file)!, link.Groups[1].Value))
            select $"{Path.GetFileName(file)}: {link.Groups[1].Value}"
        );

    [Fact]
    public void The_manifest_lists_commands_that_are_understood()
    {
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(Peer.Root, "manifest", "manifest.json")))!;
        var titles = manifest["bots"]![0]!["commandLists"]!.AsArray().SelectMany(l => l!["commands"]!.AsArray()).Select(c => (string)c!["title"]!).ToList();

        Assert.NotEmpty(titles);
        Assert.Empty(titles.Where(title => ChatCommand.Parse(title) is FreeText));
    }

    /// <summary>The names that a card's data have, in all depths.</summary>
    private static IEnumerable<string> Names(Type type) =>
        type.GetProperties()
            .Where(p => p.Name is not ("Name" or "Summary" or "EqualityContract") || type == typeof(FormText))
            .SelectMany(p => Inner(p.PropertyType) is { } inner ? Names(inner).Append(Camel(p.Name)) : [Camel(p.Name)]);

    private static IEnumerable<string> Own(Type face) =>
        face.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(p => p.Name is not ("Seen" or "Id"))
            .Select(p => Camel(p.Name));

    private static Type? Inner(Type type) =>
        type.IsGenericType && type.GetGenericArguments() is [{ Namespace: "EscalationAgent.Teams.Cards" } inner] ? inner : null;

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| `Graph:(\w+)` \| [^|]+ \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex PermissionRow();

    [GeneratedRegex(@"```mermaid\n[^`]*```")]
    private static partial Regex Picture();

    [GeneratedRegex(@"\$\{(?:exists\()?(\w+)\)?\}")]
    private static partial Regex Slot();
}
