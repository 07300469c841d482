using System.Collections.Concurrent;
using EscalationAgent.Tests.Storage.AzureTables;

namespace EscalationAgent.Tests.Fakes;

/// <summary>
/// On which store the program runs in tests: a SQLite file, or tables in Azurite where <c>ESCALATION_AGENT_TEST_STORE=tables</c> says
/// so, or a test does by <see cref="UseTables"/>.
/// </summary>
internal static class TestStore
{
    public const string Path = "Storage:Path";

    private static readonly AsyncLocal<bool> Tables = new();

    /// <summary>Of each folder the tables that stand in its place: who starts again in it finds what was there.</summary>
    private static readonly ConcurrentDictionary<string, string> Prefixes = [];

    public static bool IsTables => Tables.Value || Environment.GetEnvironmentVariable("ESCALATION_AGENT_TEST_STORE") is "tables";

    /// <summary>What the test starts from here on runs on tables. It must be said before anything is awaited.</summary>
    public static void UseTables() => Tables.Value = true;

    /// <summary>Skips a test that is about the SQLite file itself where the run is on tables.</summary>
    public static void NeedsSqlite() => Assert.SkipWhen(IsTables, "It is about the SQLite file itself.");

    /// <summary>The settings by which the program finds its store.</summary>
    /// <param name="folder">Where its data are.</param>
    public static async Task<IReadOnlyDictionary<string, string>> SettingsAsync(string folder) =>
        IsTables
            ? new Dictionary<string, string>
            {
                ["Storage:Tables:ConnectionString"] = await Azurite.ConnectionStringAsync(TestContext.Current.CancellationToken),
                ["Storage:Tables:Prefix"] = Prefixes.GetOrAdd(System.IO.Path.GetFullPath(folder), _ => Azurite.NewPrefix()),
            }
            : new Dictionary<string, string> { [Path] = System.IO.Path.Combine(folder, "escalations.db") };
}
