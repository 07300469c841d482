using Escalations;
using Escalations.Ports;
using Escalations.UseCases;

namespace EscalationAgent.Audit;

/// <summary><c>erase-person ID</c>: takes one person out of the record of a tenant, and says where they still have to hand over.</summary>
internal static class ErasePersonVerb
{
    public const string Name = "erase-person";

    public const string Usage =
        "Usage: erase-person ID --tenant TENANT --asked-by WHO [--also \"former name;mail address\"]. Replaces name, ids and addresses of a person "
        + "by a pseudonym in the whole record of the tenant. The bot may run meanwhile.";

    /// <summary>The question was not understood.</summary>
    private const int Unknown = 2;

    /// <summary>They have something to hand over, or a record was changed by somebody.</summary>
    private const int Refused = 3;

    /// <param name="also">Further names and addresses, with semicolons between.</param>
    /// <returns>The exit code: 0, 2, or 3 when they have something to hand over.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> rest,
        string? tenant,
        string? askedBy,
        string? also,
        IEscalationStore store,
        TimeProvider clock,
        TextWriter output,
        TextWriter error,
        CancellationToken cancel
    )
    {
        if (rest.Contains("--help"))
        {
            await output.WriteLineAsync(Usage);
            return 0;
        }

        var (person, fault) = VerbArguments.Read(rest, [], "--tenant", "--asked-by", "--also");
        if (person is null || string.IsNullOrWhiteSpace(tenant) || string.IsNullOrWhiteSpace(askedBy))
        {
            await error.WriteLineAsync(fault is null ? Usage : $"{fault} {Usage}");
            return Unknown;
        }

        try
        {
            IReadOnlyList<string> others = (also ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (others.FirstOrDefault(name => !ErasedPerson.IsName(name)) is { } word)
            {
                await error.WriteLineAsync($"'{word}' may be something else in a sentence: --also takes names of two words, and mail addresses.");
                return Unknown;
            }

            var erase = new ErasePerson(store, store, store, (IErasures)store, store, clock);
            var done = await erase.RunAsync(tenant, person, others, askedBy, cancel);
            if (done.IsUnknown)
            {
                await error.WriteLineAsync(
                    $"Nobody in the record of tenant {tenant} has the id '{person}', or is called so. Nothing was erased. Name the object id, "
                        + "as `export` shows it."
                );
                return Unknown;
            }

            foreach (var hold in done.Holds)
            {
                await error.WriteLineAsync(hold);
            }

            if (done.Holds.Count > 0)
            {
                await error.WriteLineAsync("Nothing was erased. Ask again when this is handed over.");
                return Refused;
            }

            foreach (var changed in done.Broken ?? [])
            {
                await error.WriteLineAsync(changed);
            }

            var isWhole = done.Broken is not { Count: > 0 };
            await output.WriteLineAsync(
                $"{done.Pseudonym} stands for them now: in {done.Escalations} escalations, and in {done.Entries} other entries. "
                    + (isWhole ? "Every chain of hashes holds." : "They are still in what is named above.")
            );
            return isWhole ? 0 : Refused;
        }
        catch (Exception refused) when (refused is InvalidDataException or StoreUnavailableException or ChangedMeanwhileException)
        {
            await error.WriteLineAsync($"{refused.Message} What came before it is done; ask again.");
            return Refused;
        }
    }
}
