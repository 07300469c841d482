using EscalationAgent.Playbooks;

namespace EscalationAgent;

/// <summary><c>doctor</c>: tries what the bot needs, one after the other, and says a line about each. Nothing that is stored is changed.</summary>
internal static class DoctorVerb
{
    public const string Name = "doctor";

    /// <summary>Whoever waits for longer than this waits for nothing.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>One line for each fault of the settings, or one that there is none.</summary>
    public static IEnumerable<Check> Settings(IReadOnlyCollection<string> faults) =>
        faults.Count == 0
            ? [Check.Of("settings", () => Finding.Ok("no fault in them."))]
            : faults.Select(fault => Check.Of("settings", () => Finding.Wrong(fault, DeploySteps.Settings)));

    public static Check Playbooks(string folder, string defaultName, IReadOnlyCollection<string> off) => Check.Of("playbooks", () =>
        {
            try
            {
                return Finding.Ok($"{PlaybookSetup.Open(folder, defaultName, off).All.Count} can be used.");
            }
            catch (PlaybookException unusable)
            {
                return Finding.Wrong(unusable.Message, DeploySteps.Settings);
            }
        });

    /// <returns>The exit code: 0, or 1 when something is wrong.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<Check> checks, TextWriter output, TimeProvider clock, CancellationToken cancel)
    {
        // All at once, so that several that do not answer are waited for once.
        var looking = checks.Select(check => (check.About, Finding: LookAsync(check, clock, cancel))).ToList();
        var wrong = 0;
        foreach (var (about, finding) in looking)
        {
            var found = await finding;
            wrong += found.Health == Health.Wrong ? 1 : 0;
            var how = found.Health switch
            {
                Health.Ok => "ok",
                Health.Wrong => "wrong",
                _ => "not checked",
            };
            var says = found.Says.ReplaceLineEndings(" ");
            await output.WriteLineAsync($"{how, -11}  {about}: {says}{(found.Step is { } step ? $" See docs/deploy.md#{step}" : "")}");
        }

        await output.WriteLineAsync(wrong == 0 ? "Nothing is wrong." : $"{wrong} of {looking.Count} are wrong.");
        return wrong == 0 ? 0 : 1;
    }

    private static async Task<Finding> LookAsync(Check check, TimeProvider clock, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            return await check.LookAsync(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Finding.Wrong($"no answer within {Limit.TotalSeconds:0} seconds.", DeploySteps.Network);
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            // Messages of others may repeat what was sent.
            return Finding.Wrong($"could not be tried: {unexpected.GetType().Name}.", DeploySteps.Settings);
        }
    }
}
