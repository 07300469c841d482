using Escalations.Ports;

namespace EscalationAgent.Tests.Storage;

public abstract partial class StoreContract
{
    private static readonly EditionText Edition = new(
        "3f2a",
        "customer-escalation",
        "name: customer-escalation\ntitle: Réclamation 😀",
        new Dictionary<string, string>()
    );

    [Fact]
    public async Task An_edition_is_found_as_it_was_written()
    {
        await Store.KeepEditionAsync(Edition, Cancel);

        var found = (await Store.FindEditionAsync(Edition.Edition, Cancel))!;

        Assert.Equal((Edition.Edition, Edition.Name, Edition.Text), (found.Edition, found.Name, found.Text));
        Assert.Empty(found.Beside);
        Assert.Null(await Store.FindEditionAsync("4f2a", Cancel));
    }

    /// <summary>Longer than any store takes in one piece: the largest playbook, and the largest files of holidays, of signs that take much room.</summary>
    [Fact]
    public async Task An_edition_may_be_as_large_as_its_files()
    {
        var holidays = new Dictionary<string, string>
        {
            ["berlin.ics"] = string.Concat(Enumerable.Repeat("SUMMARY:\"Tag\"\r\n", 32 * 1024)),
            ["jours fériés/paris.ics"] = string.Concat(Enumerable.Repeat("é😀", 85 * 1024)),
        };
        var large = Edition with { Text = string.Concat(Enumerable.Repeat("title: \"x\"\n", 5800)), Beside = holidays };

        await Store.KeepEditionAsync(large, Cancel);

        var found = (await Store.FindEditionAsync(large.Edition, Cancel))!;
        Assert.Equal(large.Text, found.Text);
        Assert.Equal(holidays.OrderBy(file => file.Key), found.Beside.OrderBy(file => file.Key));
    }

    [Fact]
    public async Task An_edition_that_is_stored_stays_as_it_is()
    {
        await Store.KeepEditionAsync(Edition, Cancel);
        await Store.KeepEditionAsync(Edition with { Text = "another" }, Cancel);

        Assert.Equal(Edition.Text, (await Store.FindEditionAsync(Edition.Edition, Cancel))!.Text);
    }

    [Fact]
    public async Task Many_may_store_one_edition_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.KeepEditionAsync(Edition, Cancel), Cancel)));

        Assert.Equal(Edition.Text, (await Store.FindEditionAsync(Edition.Edition, Cancel))!.Text);
    }
}
