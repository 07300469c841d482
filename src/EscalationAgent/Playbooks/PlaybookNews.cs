using System.Globalization;
using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Playbooks;

/// <summary>
/// Tells administrators, once for all replicas, that a file of a playbook cannot be used, and when that is over. What could not be
/// stored is told at the next call.
/// </summary>
internal sealed class PlaybookNews(IEscalations escalations, IDirectory directory, CommandExecutor commandExecutor)
{
    private const int MostFaults = 5;

    private readonly Queue<Item> untold = [];

    /// <summary>The how manyeth time a trouble was told in a tenant: one that was over may come again.</summary>
    private readonly Dictionary<(string Tenant, string Key), int> times = [];

    public void Begins(PlaybookTrouble trouble) => untold.Enqueue(new(trouble, Begins: true, Told(trouble)));

    /// <param name="isMended">False when another trouble with the same file has followed.</param>
    public void Ends(PlaybookTrouble trouble, bool isMended) =>
        untold.Enqueue(new(trouble, Begins: false, isMended ? LocalizableMessage.Of("playbook.mended", Quoted(trouble.File)) : null));

    public async Task TellAsync(CancellationToken cancel)
    {
        while (untold.TryPeek(out var item))
        {
            foreach (var tenant in await directory.TenantsAsync(cancel))
            {
                await TellAsync(tenant, item, cancel);
            }

            untold.Dequeue();
        }
    }

    private async Task TellAsync(string tenant, Item item, CancellationToken cancel)
    {
        var number = await TimeOfAsync(tenant, item, cancel);
        await commandExecutor.OweOnceAsync(
            tenant,
            KeyOf(item.Trouble, item.Begins, number),
            item.Text is { } text ? [new(new ToAdministrators(), text)] : [],
            cancel
        );
    }

    /// <summary>That of the trouble which lasts: the first one that nobody has said to be over. Its end is told for the same.</summary>
    private async Task<int> TimeOfAsync(string tenant, Item item, CancellationToken cancel)
    {
        var key = (tenant, item.Trouble.Key);
        if (!item.Begins && times.TryGetValue(key, out var told))
        {
            return told;
        }

        var number = 0;
        while (await escalations.FindAnswerAsync(tenant, KeyOf(item.Trouble, begins: false, number), cancel) is not null)
        {
            number++;
        }

        return times[key] = number;
    }

    private static string KeyOf(PlaybookTrouble trouble, bool begins, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"playbook {(begins ? "fault" : "mended")}|{trouble.Key}|{number}");

    /// <summary>Faults are as the log has them, in English: they name keys of the file.</summary>
    private static LocalizableMessage Told(PlaybookTrouble trouble)
    {
        var lines = string.Join('\n', trouble.Faults.Take(MostFaults).Select(fault => $"- {Quoted($"{fault}")}"));
        var effect = new RecordedValue(trouble.Effect);
        return trouble.Faults.Count > MostFaults
            ? LocalizableMessage.Of("playbook.fault.many", Quoted(trouble.File), effect, lines, trouble.Faults.Count - MostFaults)
            : LocalizableMessage.Of("playbook.fault", Quoted(trouble.File), effect, lines);
    }

    /// <summary>As code, in which nothing is a link, a mention or markup, and every sign of a key stays.</summary>
    private static string Quoted(string text) => $"`{new string([.. text.Select(c => c == '`' ? '\'' : char.IsControl(c) ? ' ' : c)])}`";

    /// <param name="Text">Null where only the record of it is to be closed.</param>
    private sealed record Item(PlaybookTrouble Trouble, bool Begins, LocalizableMessage? Text);
}
