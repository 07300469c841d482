using EscalationAgent.Playground;
using Microsoft.Playwright;

namespace EscalationAgent.Tests.Playgrounds;

/// <summary>
/// A person at the Playground's page: reads, types, fills cards and presses their buttons, in a real browser.
/// Clicks inside a conversation are dispatched rather than made with the mouse: the page builds a message's cards again
/// when the pointer enters it, and what was typed before is lost.
/// </summary>
internal sealed class PlaygroundDriver : IAsyncDisposable
{
    private static readonly string[] ChromiumArguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private readonly PlaygroundPeer? peer;
    private readonly PlaygroundCast cast;
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly IPage page;
    private bool inChannel;

    private PlaygroundDriver(PlaygroundPeer? peer, PlaygroundCast cast, IPlaywright playwright, IBrowser browser, IPage page)
    {
        (this.peer, this.cast, this.playwright, this.browser, this.page) = (peer, cast, playwright, browser, page);
        // Other tests may keep both processors busy: how long it takes says nothing here, only what is shown.
        page.SetDefaultTimeout(45_000);
    }

    /// <summary>The connector through which the bot speaks.</summary>
    public Uri ServiceUrl => peer?.ServiceUrl ?? throw new InvalidOperationException("This Playground was started by somebody else.");

    // The posts of a channel, without the card on top in which a new one is written. Messages of a chat have a header of their own.
    private ILocator Posts => page.Locator(".fui-Card[role=group]").Filter(new() { HasNot = PostButton });

    private ILocator PostButton => page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true });

    private ILocator Said => page.Locator("xpath=//*[@aria-label='Message header']/..");

    /// <summary>Starts the Playground for the bot's door (<c>http://.../api/messages</c>) and opens its page in the personal chat.</summary>
    public static async Task<PlaygroundDriver> StartAsync(Uri door, string castFile, CancellationToken cancel)
    {
        Peer.Chromium();
        var peer = await PlaygroundPeer.StartAsync(door, castFile, cancel);
        try
        {
            return await ArriveAsync(peer, peer.Page, castFile);
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the page of a Playground that is running already.</summary>
    public static Task<PlaygroundDriver> JoinAsync(Uri page, string castFile) => ArriveAsync(null, page, castFile);

    private static async Task<PlaygroundDriver> ArriveAsync(PlaygroundPeer? peer, Uri address, string castFile)
    {
        var playwright = await Playwright.CreateAsync();
        try
        {
            var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Peer.Chromium(), Args = ChromiumArguments });
            var page = await browser.NewPageAsync(
                new()
                {
                    ViewportSize = new() { Width = 1280, Height = 1040 },
                    Locale = "en-US",
                }
            );
            var driver = new PlaygroundDriver(peer, PlaygroundCast.Read(castFile), playwright, browser, page);
            await driver.ArriveAsync(address);
            return driver;
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    public Task OpenPersonalChatAsync() => OpenAsync("Personal Chat", channel: false);

    /// <summary>Opens a channel of the team by its name, such as <c>General</c>. The first visit tells the bot that it was installed there.</summary>
    public Task OpenChannelAsync(string name) => OpenAsync($"{cast.Team.Name} - {name}", channel: true);

    /// <summary>Sends a message; in a channel it becomes a new post, which reaches the bot only when it is mentioned.</summary>
    public async Task SayAsync(string text, bool mention = false)
    {
        await WriteAsync(inChannel ? page.GetByRole(AriaRole.Textbox).First : page.GetByRole(AriaRole.Textbox).Last, text, mention);
        if (inChannel)
        {
            await PostButton.ClickAsync();
        }
        else
        {
            await page.Keyboard.PressAsync("Enter");
        }
    }

    /// <summary>Answers in the thread of the newest post that contains a text.</summary>
    public async Task ReplyAsync(string post, string text, bool mention = true)
    {
        await WriteAsync(Posts.Filter(new() { HasText = post }).First.Locator("[data-lexical-editor]").Last, text, mention);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>What is in the open conversation, from top to bottom; in a channel each text is a post with its replies, newest post first.</summary>
    public async Task<IReadOnlyList<string>> MessagesAsync() => await (inChannel ? Posts : Said).AllInnerTextsAsync();

    /// <summary>Waits until a message, reply or card of the open conversation contains a text, and returns the whole of it.</summary>
    public Task<string> SeesAsync(string text, TimeSpan? within = null) =>
        TextOfAsync((inChannel ? Posts : Said).Filter(new() { HasText = text }).Last, text, within);

    /// <summary>Waits until a card that contains a text is visible, and returns what it says.</summary>
    public Task<string> SeesCardAsync(string text, TimeSpan? within = null) => TextOfAsync(Card(text), text, within);

    /// <summary>Whether a card that contains a text is there just now.</summary>
    public async Task<bool> HasCardAsync(string text) => await Card(text).CountAsync() > 0;

    /// <summary>
    /// Types into the input with this label, on the newest card that contains a text. An arriving message wipes it: prefer <see
    /// cref="SubmitAsync"/>.
    /// </summary>
    public Task FillAsync(string card, string label, string value) => Card(card).GetByLabel(label).First.FillAsync(value);

    /// <summary>Chooses an option by its title, from a drop-down with this label or among radio buttons and boxes.</summary>
    public async Task ChooseAsync(string card, string label, string option)
    {
        var dropDown = DropDown(card, label);
        if (await dropDown.CountAsync() == 0)
        {
            var group = Card(card).GetByRole(AriaRole.Radiogroup, new() { Name = label });
            await (await group.CountAsync() == 1 ? group : Card(card)).GetByLabel(option, new() { Exact = true }).DispatchEventAsync("click");
            return;
        }

        await dropDown.DispatchEventAsync("click");
        await page.GetByRole(AriaRole.Option, new() { Name = option, Exact = true }).DispatchEventAsync("click");
    }

    /// <summary>Presses a button by its title, on the newest card that contains a text.</summary>
    public Task PressAsync(string card, string button) =>
        Card(card).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).DispatchEventAsync("click");

    /// <summary>Fills a card and presses its button in one go; begins again when a message arrived meanwhile and emptied the card.</summary>
    public async Task SubmitAsync(string card, string button, params (string Label, string Value)[] answers)
    {
        await SeesCardAsync(card);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            foreach (var (label, value) in answers)
            {
                await (await DropDown(card, label).CountAsync() > 0 ? ChooseAsync(card, label, value) : FillAsync(card, label, value));
            }

            if (await HoldsAsync(card, answers))
            {
                await PressAsync(card, button);
                return;
            }
        }

        throw new InvalidOperationException($"The card \"{card}\" did not keep what was typed.");
    }

    /// <summary>Answers what a defect's checklist asks for, until nothing is missing.</summary>
    public async Task FillChecklistAsync()
    {
        await SubmitAsync(
            "What Engineering needs",
            "Save",
            ("Reproduction steps", "1. Open Reports. 2. Choose last month. 3. Press Run."),
            ("Expected and actual behaviour", "Under 10 seconds; it takes two minutes."),
            ("Logs and data", "HAR capture in SUP-4711"),
            ("Screenshots or video", "n/a: nothing to see but a spinner"),
            ("Supporting tickets", "SUP-4711")
        );
        await SeesCardAsync("all 10 there");
    }

    /// <summary>Writes what the browser shows to a PNG file.</summary>
    public async Task ScreenshotAsync(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await page.ScreenshotAsync(new() { Path = path, Animations = ScreenshotAnimations.Disabled });
    }

    /// <summary>Brings the newest card that contains a text into view, for a screenshot.</summary>
    public Task ScrollToAsync(string card) => Card(card).ScrollIntoViewIfNeededAsync();

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        if (peer is not null)
        {
            await peer.DisposeAsync();
        }
    }

    /// <summary>Until the Playground has found the bot, up to 15 s, the page shows sample conversations of its own.</summary>
    private async Task ArriveAsync(Uri address)
    {
        await page.GotoAsync(address.ToString());
        await Conversation($"{cast.Team.Name} - General").WaitForAsync(new() { Timeout = 30_000 });
        await page.GetByTitle("Toggle Log Panel").ClickAsync();
    }

    private async Task OpenAsync(string name, bool channel)
    {
        await Conversation(name).ClickAsync();
        await page.GetByText(channel ? "Start a new post" : "Type a message...").First.WaitForAsync();
        inChannel = channel;
    }

    private ILocator Conversation(string name) => page.GetByRole(AriaRole.Treeitem, new() { Name = name, Exact = true });

    /// <summary>A personal chat grows downward; in a channel the newest post is on top, and its thread grows downward.</summary>
    private ILocator Card(string text)
    {
        var cards = page.Locator(".ac-adaptiveCard").Filter(new() { HasText = text });
        return inChannel ? Posts.Filter(new() { Has = cards }).First.Locator(".ac-adaptiveCard").Filter(new() { HasText = text }).Last : cards.Last;
    }

    private ILocator DropDown(string card, string label) => Card(card).GetByRole(AriaRole.Combobox, new() { Name = label });

    private async Task<bool> HoldsAsync(string card, (string Label, string Value)[] answers)
    {
        foreach (var (label, value) in answers)
        {
            var said = await Card(card).GetByLabel(label).First.InputValueAsync();
            if (said.ReplaceLineEndings() != value.ReplaceLineEndings())
            {
                return false;
            }
        }

        return true;
    }

    private async Task WriteAsync(ILocator editor, string text, bool mention)
    {
        await editor.FocusAsync();
        if (mention)
        {
            await page.Keyboard.TypeAsync("@");
            await page.GetByRole(AriaRole.Menuitem, new() { Name = cast.Bot.Name }).ClickAsync();
            await page.Keyboard.TypeAsync(" ");
        }

        await page.Keyboard.InsertTextAsync(text);
    }

    private async Task<string> TextOfAsync(ILocator locator, string wanted, TimeSpan? within)
    {
        try
        {
            await locator.WaitForAsync(new() { Timeout = (float?)within?.TotalMilliseconds });
            return await locator.InnerTextAsync();
        }
        catch (TimeoutException)
        {
            var picture = Path.Combine(Peer.Root, "artifacts", "playground", "not-seen.png");
            await ScreenshotAsync(picture);
            throw new TimeoutException(
                $"\"{wanted}\" was not seen (picture: {picture}). The conversation says:\n{string.Join("\n---\n", await MessagesAsync())}"
            );
        }
    }
}
