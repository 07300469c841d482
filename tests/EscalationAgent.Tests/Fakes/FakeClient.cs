using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace EscalationAgent.Tests.Fakes;

/// <summary>The people's side of Teams: says and presses things, as the clients would.</summary>
internal sealed class FakeClient(HttpClient bot, FakeTeams teams)
{
    private static int sent;

    public HttpClient Http => bot;

    /// <summary>Whether whoever routes fills in the checklist that is asked for, and routes then; false for stories of the checklist itself.</summary>
    public bool FillsChecklists { get; set; } = true;

    /// <summary>Writes to the bot in the personal chat.</summary>
    public Task<HttpStatusCode> SaysAsync(FakePerson person, string text, CancellationToken cancel, string? activityId = null) =>
        SendAsync(With(Activity(person, "message", Chat(person), activityId), ("text", text)), cancel);

    /// <summary>Writes in a channel, with a mention of the bot.</summary>
    /// <param name="mentioned">Somebody whom the text names by <see cref="Mention"/>.</param>
    public Task<HttpStatusCode> SaysInAsync(FakePerson person, string channel, string text, CancellationToken cancel, FakePerson? mentioned = null)
    {
        var activity = With(Activity(person, "message", Channel(channel), null), ("text", $"<at>Escalation Agent</at> {text}"));
        activity["channelData"] = ChannelData(channel);
        if (mentioned is not null)
        {
            activity["entities"]!
                .AsArray()
                .Add(
                    new JsonObject
                    {
                        ["type"] = "mention",
                        ["text"] = Mention(mentioned),
                        ["mentioned"] = new JsonObject { ["id"] = mentioned.Id, ["name"] = mentioned.Name },
                    }
                );
        }

        activity["entities"]!
            .AsArray()
            .Add(
                new JsonObject
                {
                    ["type"] = "mention",
                    ["text"] = "<at>Escalation Agent</at>",
                    ["mentioned"] = new JsonObject { ["id"] = "28:bot", ["name"] = "Escalation Agent" },
                }
            );
        return SendAsync(activity, cancel);
    }

    /// <summary>Presses a button of a card, as Teams sends it: the action's data with the inputs merged in.</summary>
    public async Task<PressAnswer> PressesAsync(
        FakePerson person,
        FakeMessage on,
        string title,
        CancellationToken cancel,
        JsonObject? inputs = null,
        JsonObject? card = null,
        string? activityId = null
    )
    {
        var actions = Actions(card ?? on.Card!).ToList();
        var action = actions.FirstOrDefault(a => (string?)a["title"] == title)
            ?? throw new InvalidOperationException(
                $"There is no button '{title}' on the card, only: {string.Join(", ", actions.Select(a => (string?)a["title"]))}"
            );
        if (FillsChecklists && (string?)action["verb"] == "resolve-save")
        {
            inputs = WithChecklist(card ?? on.Card!, inputs);
        }

        var answer = await PressesAsync(person, on, (string)action["verb"]!, Merged(action["data"]!.AsObject(), inputs), cancel, activityId);
        if (
            !FillsChecklists
            || (string?)action["verb"] != "route"
            || answer.Card is not { } form
            || Actions(form).All(a => (string?)a["verb"] != "checklist-save")
        )
        {
            return answer;
        }

        var saved = await FillsInAsync(person, on, form, cancel);
        return await PressesAsync(person, on, title, cancel, inputs, saved.Card);
    }

    /// <summary>Says to each open item of a checklist that nobody has looked yet.</summary>
    public Task<PressAnswer> FillsInAsync(FakePerson person, FakeMessage on, JsonObject form, CancellationToken cancel)
    {
        var filled = new JsonObject();
        foreach (var id in Inputs(form).Where(i => ((string?)i["value"])?.Length is null or 0).Select(i => (string)i["id"]!))
        {
            filled[id] = "n/a: not looked at yet";
        }

        var save = Actions(form).First(a => (string?)a["verb"] == "checklist-save");
        return PressesAsync(person, on, "checklist-save", Merged(save["data"]!.AsObject(), filled), cancel);
    }

    /// <summary>With a word to whatever the form asks for beside what was said.</summary>
    private static JsonObject WithChecklist(JsonNode form, JsonObject? inputs)
    {
        var filled = inputs?.DeepClone().AsObject() ?? [];
        foreach (var id in Inputs(form).Select(i => (string)i["id"]!).Where(id => id.StartsWith("item-", StringComparison.Ordinal) && !filled.ContainsKey(id)))
        {
            filled[id] = "n/a: not looked at yet";
        }

        return filled;
    }

    private static IEnumerable<JsonObject> Inputs(JsonNode? node) =>
        node switch
        {
            JsonObject o when ((string?)o["type"])?.StartsWith("Input.", StringComparison.Ordinal) is true => [o],
            JsonObject o => o.SelectMany(p => Inputs(p.Value)),
            JsonArray a => a.SelectMany(Inputs),
            _ => [],
        };

    /// <summary>Sends any verb with any data, as a forger would.</summary>
    public async Task<PressAnswer> PressesAsync(
        FakePerson person,
        FakeMessage on,
        string verb,
        JsonNode? data,
        CancellationToken cancel,
        string? activityId = null
    )
    {
        var channel = on.ConversationId.StartsWith("19:", StringComparison.Ordinal) ? on.ConversationId : null;
        var activity = Activity(person, "invoke", channel is null ? Chat(person) : Channel(channel), activityId);
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = on.Id;
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["verb"] = verb,
                ["data"] = data,
            },
            ["trigger"] = "manual",
        };
        if (channel is not null)
        {
            activity["channelData"] = ChannelData(channel.Split(';')[0]);
        }

        using var answer = await bot.PostAsJsonAsync("/api/messages", activity, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return new(answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject());
    }

    /// <summary>Uses the message extension in a chat with somebody else, in which the bot is not.</summary>
    /// <param name="change">What else is so of the activity.</param>
    public async Task<ElsewhereAnswer> AsksElsewhereAsync(
        FakePerson person,
        string invoke,
        JsonNode? value,
        CancellationToken cancel,
        string? activityId = null,
        Action<JsonObject>? change = null
    )
    {
        var activity = Activity(person, "invoke", Elsewhere(person), activityId);
        activity["name"] = $"composeExtension/{invoke}";
        activity["value"] = value;
        change?.Invoke(activity);
        using var answer = await bot.PostAsJsonAsync("/api/messages", activity, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return new(answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject());
    }

    /// <summary>Teams calls a chat of two people personal, as it does theirs with the bot.</summary>
    public static JsonObject Elsewhere(FakePerson person) =>
        new()
        {
            ["id"] = ElsewhereId(person),
            ["conversationType"] = "personal",
            ["tenantId"] = FakeTeams.Tenant,
        };

    public static string ElsewhereId(FakePerson person) => $"19:{person.AadObjectId}_somebody@unq.gbl.spaces";

    public Task<HttpStatusCode> InstallsAsync(FakePerson person, CancellationToken cancel) =>
        SendAsync(With(Activity(person, "installationUpdate", Chat(person), null), ("action", "add")), cancel);

    public async Task<HttpStatusCode> SendAsync(JsonObject activity, CancellationToken cancel)
    {
        using var answer = await bot.PostAsJsonAsync("/api/messages", activity, cancel);
        if ((int)answer.StatusCode >= 500)
        {
            Assert.Fail($"The bot answered {(int)answer.StatusCode} to {activity.ToJsonString()}:\n{await answer.Content.ReadAsStringAsync(cancel)}");
        }

        return answer.StatusCode;
    }

    public JsonObject Activity(FakePerson person, string type, JsonObject conversation, string? id) =>
        new()
        {
            ["type"] = type,
            ["id"] = id ?? $"activity-{Interlocked.Increment(ref sent)}",
            ["channelId"] = "msteams",
            ["serviceUrl"] = teams.ServiceUrl,
            ["from"] = new JsonObject
            {
                ["id"] = person.Id,
                ["name"] = person.Name,
                ["aadObjectId"] = person.AadObjectId,
            },
            ["recipient"] = new JsonObject { ["id"] = "28:bot", ["name"] = "Escalation Agent" },
            ["conversation"] = conversation,
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = FakeTeams.Tenant } },
            ["entities"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "clientInfo",
                    ["locale"] = "en-GB",
                    ["timezone"] = "Europe/Paris",
                }
            ),
        };

    /// <summary>The person as a text names them with a mention.</summary>
    public static string Mention(FakePerson person) => $"<at>{person.Name}</at>";

    /// <summary>Adds the bot to the team of a channel.</summary>
    public Task<HttpStatusCode> InstallsInAsync(FakePerson person, string channel, CancellationToken cancel)
    {
        var activity = With(Activity(person, "installationUpdate", Channel(channel), null), ("action", "add"));
        activity["channelData"] = ChannelData(channel);
        return SendAsync(activity, cancel);
    }

    public static JsonObject Chat(FakePerson person) =>
        new()
        {
            ["id"] = person.ChatId,
            ["conversationType"] = "personal",
            ["tenantId"] = FakeTeams.Tenant,
        };

    public static JsonObject Channel(string conversation) =>
        new()
        {
            ["id"] = conversation,
            ["conversationType"] = "channel",
            ["isGroup"] = true,
            ["tenantId"] = FakeTeams.Tenant,
        };

    /// <summary>All buttons of a card, those on rows included.</summary>
    public static IEnumerable<JsonObject> Actions(JsonNode? node) =>
        node switch
        {
            JsonObject o when ((string?)o["type"])?.StartsWith("Action.", StringComparison.Ordinal) is true => [o],
            JsonObject o => o.SelectMany(p => Actions(p.Value)),
            JsonArray a => a.SelectMany(Actions),
            _ => [],
        };

    private static JsonObject ChannelData(string channel) =>
        new()
        {
            ["tenant"] = new JsonObject { ["id"] = FakeTeams.Tenant },
            ["team"] = new JsonObject { ["id"] = "19:general@thread.tacv2" },
            ["channel"] = new JsonObject { ["id"] = channel },
        };

    private static JsonObject With(JsonObject activity, params (string Name, string Value)[] members)
    {
        foreach (var (name, value) in members)
        {
            activity[name] = value;
        }

        return activity;
    }

    private static JsonObject Merged(JsonObject data, JsonObject? inputs)
    {
        var all = data.DeepClone().AsObject();
        foreach (var (name, value) in inputs ?? [])
        {
            all[name] = value?.DeepClone();
        }

        return all;
    }
}

/// <summary>What the presser gets to see.</summary>
internal sealed record PressAnswer(HttpStatusCode Status, JsonObject? Body)
{
    public JsonObject? Card => (string?)Body?["type"] == "application/vnd.microsoft.card.adaptive" ? Body["value"]!.AsObject() : null;

    public string? Note => (string?)Body?["type"] == "application/vnd.microsoft.activity.message" ? (string?)Body["value"] : null;

    /// <summary>Everything that can be read on it.</summary>
    public string Text => Card is { } card ? string.Join("\n", Texts(card)) : Note ?? (string?)Body?["value"]?["message"] ?? "";

    public static IEnumerable<string> Texts(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.SelectMany(p =>
                p.Value is JsonValue v && (p.Key is "text" or "title" or "value" or "label") && v.TryGetValue(out string? text) ? [text] : Texts(p.Value)
            ),
            JsonArray a => a.SelectMany(Texts),
            _ => [],
        };
}

/// <summary>What a message extension shows to the one who used it.</summary>
internal sealed record ElsewhereAnswer(HttpStatusCode Status, JsonObject? Body)
{
    /// <summary>The card of the dialog; null when there is none.</summary>
    public JsonObject? Dialog => (string?)Body?["task"]?["type"] == "continue" ? Body["task"]!["value"]!["card"]!["content"]!.AsObject() : null;

    /// <summary>The text in place of a dialog or of results; null when there is none.</summary>
    public string? Text =>
        (string?)Body?["task"]?["type"] == "message" ? (string?)Body["task"]!["value"]
        : (string?)Body?["composeExtension"]?["type"] == "message" ? (string?)Body["composeExtension"]!["text"]
        : null;

    /// <summary>What was found: its title and its text in the list, and the card that is put into the message.</summary>
    public IReadOnlyList<(string Title, string Text, JsonObject Card)> Results =>
        [
            .. (Body?["composeExtension"]?["attachments"]?.AsArray() ?? []).Select(a =>
                ((string)a!["preview"]!["content"]!["title"]!, (string)a["preview"]!["content"]!["text"]!, a["content"]!.AsObject())
            ),
        ];
}
