using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Playbooks;

/// <summary>
/// Looks whether the files of playbooks have changed. What can be used is a new edition for what begins from then on; what cannot be
/// used is told, and what it said before stays. A change counts once two looks have found the same, so that no file is read while it
/// is written. From time to time, and at each change, it looks through what has not ended: under which editions it runs, and whether
/// something that follows a file would lose what it needs.
/// </summary>
internal sealed partial class PlaybookWatch(
    PlaybookFolder folder,
    PlaybookCatalog catalog,
    EditionShelf shelf,
    IEscalations escalations,
    IEscalationQueries queries,
    IDirectory directory,
    RetimeByCalendars retime,
    PlaybookNews news,
    TimeProvider clock,
    ILogger<PlaybookWatch> log
) : IDisposable
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan SurveyEvery = TimeSpan.FromHours(1);

    /// <summary>So many escalations are looked at in one look; the next one goes on.</summary>
    private const int AtOnce = 2_000;

    private readonly SemaphoreSlim turn = new(1);
    private readonly HashSet<string> toRetime = new(StringComparer.Ordinal);
    private string seen = folder.Stamp;
    private string read = folder.Stamp;
    private PlaybookUseSurvey? survey;
    private string? surveyFor;
    private long? surveyedAt;
    private volatile IReadOnlyList<PlaybookTrouble> troubles = [];

    /// <summary>What is wrong with the files now.</summary>
    public IEnumerable<PlaybookFault> Faults => troubles.SelectMany(trouble => trouble.Faults);

    /// <summary>One look. Ask as often as you like.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            await LookAsync(cancel);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task LookAsync(CancellationToken cancel)
    {
        var stamp = PlaybookBook.StampOf(folder.Path);
        var isSettled = stamp == seen;
        seen = stamp;
        if (isSettled && stamp != read && surveyFor != stamp)
        {
            (survey, surveyFor) = (new(escalations, queries, directory), stamp);
        }
        else if (survey is null && (surveyedAt is not { } at || clock.GetElapsedTime(at) >= SurveyEvery))
        {
            survey = new(escalations, queries, directory);
        }

        if (survey is not null && await survey.ContinueAsync(AtOnce, cancel) is { } use)
        {
            (survey, surveyFor, surveyedAt) = (null, null, clock.GetTimestamp());
            catalog.UseOnly(use.Editions.Select(version => version.Edition!));
            shelf.ForgetAllBut(use.Editions);
            if (isSettled)
            {
                Judge(use, stamp);
            }
        }

        await news.TellAsync(cancel);
        if (toRetime.Count > 0)
        {
            await retime.RunAsync([.. catalog.Newest.Where(p => toRetime.Contains(p.Version.Name))], cancel);
            toRetime.Clear();
        }
    }

    /// <summary>Takes what has changed and can be used, and says what is wrong.</summary>
    private void Judge(PlaybookUse use, string stamp)
    {
        var found = new List<PlaybookTrouble>();
        if (stamp != read || troubles.Count > 0)
        {
            TakeFiles(use, found);
            read = stamp;
        }

        foreach (var playbook in catalog.Newest.Where(p => !catalog.Gone.Contains(p.Version.Name)))
        {
            if (use.Lacking(playbook, before: null) is { Count: > 0 } lacking)
            {
                found.Add(TroubleOf($"{PlaybookBook.LabelOf(folder.Path)}/{playbook.Version.Name}.yaml", PlaybookTrouble.UsedNevertheless, lacking));
            }
        }

        Tell(found);
    }

    private void TakeFiles(PlaybookUse use, List<PlaybookTrouble> found)
    {
        IReadOnlyList<PlaybookReading> files;
        try
        {
            files = PlaybookBook.ReadAll(folder.Path);
        }
        catch (PlaybookException unreadable)
        {
            found.Add(new(PlaybookBook.LabelOf(folder.Path), PlaybookTrouble.Stays, unreadable.Faults));
            return;
        }

        var current = catalog.Newest.ToDictionary(p => p.Version.Name);
        var taken = new List<Playbook>();
        foreach (var file in files)
        {
            var before = current.GetValueOrDefault(file.Name);
            if (file.Playbook is not { } playbook)
            {
                found.Add(new(file.File, before is null ? PlaybookTrouble.NothingBegins : PlaybookTrouble.Stays, file.Faults));
            }
            else if (before is not null && use.Lacking(playbook, before) is { Count: > 0 } lacking)
            {
                found.Add(TroubleOf(file.File, PlaybookTrouble.Stays, lacking));
            }
            else if (before?.Version.Edition != playbook.Version.Edition)
            {
                shelf.Put(file.Text!);
                taken.Add(playbook);
                toRetime.Add(playbook.Version.Name);
                Taken(log, file.File, playbook.Version.Version);
            }
        }

        List<string> gone = [.. current.Keys.Except(files.Select(file => file.Name))];
        if (gone.Remove(folder.DefaultName))
        {
            found.Add(new(PlaybookBook.LabelOf(folder.Path), PlaybookTrouble.Stays, [PlaybookBook.NoDefault(folder.Path, folder.DefaultName, files)]));
        }

        found.AddRange(
            gone.Where(use.IsFollowed).Select(name => TroubleOf($"{PlaybookBook.LabelOf(folder.Path)}/{name}.yaml", PlaybookTrouble.Gone, ["the file is gone"]))
        );
        catalog.Take(taken, gone);
    }

    private static PlaybookTrouble TroubleOf(string file, string effect, IEnumerable<string> reasons) =>
        new(file, effect, [.. reasons.Select(reason => new PlaybookFault(file, 0, 0, reason))]);

    /// <summary>Each trouble once when it begins, and once when it is over.</summary>
    private void Tell(IReadOnlyList<PlaybookTrouble> found)
    {
        foreach (var over in troubles.ExceptBy(found.Select(trouble => trouble.Key), trouble => trouble.Key))
        {
            var isMended = found.All(trouble => trouble.File != over.File);
            news.Ends(over, isMended);
            if (isMended)
            {
                Mended(log, over.File);
            }
        }

        foreach (var trouble in found.ExceptBy(troubles.Select(trouble => trouble.Key), trouble => trouble.Key))
        {
            news.Begins(trouble);
            NotInOrder(log, trouble.File, trouble.Effect, string.Join('\n', trouble.Faults));
        }

        troubles = found;
    }

    [LoggerMessage(430, LogLevel.Information, "{File} has changed: {Version} holds for what begins from now on")]
    private static partial void Taken(ILogger log, string file, string version);

    [LoggerMessage(431, LogLevel.Error, "{File} is not in order. {Effect}\n{Faults}")]
    private static partial void NotInOrder(ILogger log, string file, string effect, string faults);

    [LoggerMessage(433, LogLevel.Information, "{File} is in order again")]
    private static partial void Mended(ILogger log, string file);
}
