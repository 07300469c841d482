using Escalations.Drafting;
using Escalations.Intake;
using Escalations.Lifecycle;
using Escalations.Ports;
using TextAnalysis.Redaction;
using TextAnalysis.Style;
using TextAnalysis.Tokens;

namespace Escalations.UseCases;

/// <summary>Everything a CSM does with a brief before it is routed: begin, answer, paste notes, go back, skip, edit, preview.</summary>
public sealed class WriteBrief(
    IEscalations escalations,
    IEscalationQueries queries,
    IDirectory directory,
    CommandExecutor commandExecutor,
    Writers writers,
    DraftMerger draftMerger,
    FindPerson findPerson,
    PlaybookCatalog playbooks
)
{
    /// <summary>All notes of one brief together, in characters.</summary>
    private const int AllNotes = 3 * Interview.LongestNotes;

    /// <summary>Who suggests what is known of a brief from where it is begun.</summary>
    private const string StartedFrom = "start";

    /// <summary>Begins a brief, from notes if there are some.</summary>
    /// <param name="start">What is known of it from where it is begun; null for nothing.</param>
    /// <returns>Where the kind is known, or what it is about, the id is what is said, so that the same delivery finds it again.</returns>
    public Task<Response> BeginAsync(Request request, string? notes, CancellationToken cancel, BriefStart? start = null) =>
        commandExecutor.ExecuteAsync(
            request,
            async now =>
            {
                start ??= new();
                var (under, from, about, kind, trigger) = start;
                var intakeResult = notes is null ? IntakeResult.Taken() : IntakeParser.Notes(notes);
                if (intakeResult.Refusal is { } why)
                {
                    return Response.Refused(why);
                }

                var id = await escalations.NextIdAsync(request.Tenant, now.Year, cancel);
                var eventRecorder = EventRecorder.Begin(
                    request.Tenant,
                    id,
                    request.By,
                    under ?? playbooks.Default,
                    now,
                    request.Delivery,
                    from is null ? ReaderLanguage.Current : null
                );
                if (from is not null && eventRecorder.TryRecord(from.Ticket, new Authority(Actor.Clock)) is { } refused)
                {
                    return Response.Refused(refused);
                }

                if (about is not null)
                {
                    intakeResult = IntakeResult.Taken([.. intakeResult.Events, new AccountNamed(about, Origin.Stated)]);
                }

                if (kind is not null)
                {
                    var chosen = new KindChosen((under ?? playbooks.Default).Version, kind.Key, kind.Form, kind.IsConfidential);
                    intakeResult = IntakeResult.Taken([chosen, .. intakeResult.Events]);
                }

                if (trigger is not null)
                {
                    intakeResult = IntakeResult.Taken([.. intakeResult.Events, new TriggerNamed(trigger)]);
                }

                intakeResult = IntakeResult.Taken([
                    .. intakeResult.Events,
                    .. start.Sections.OrderBy(part => part.Key).Select(part => new SectionWritten(part.Key, part.Value, Origin.Stated)),
                ]);
                if (start.Severity is var (level, because))
                {
                    // Rules and kinds leave alone what somebody else suggests.
                    eventRecorder.TryRecord(
                        new ClassificationSuggested(new(null, [], level, [new(because)], StartedFrom)),
                        new Authority(Actor.Writer(StartedFrom))
                    );
                }

                var begun = await RecordAsync(request, eventRecorder, intakeResult, now, cancel);
                begun = (kind is null && about is null) || begun.Change is null ? begun : begun with { Say = id.ToString() };
                return notes is null || begun.Change is null ? begun
                    : from is null ? begun with { Directory = WithoutNotes(request) }
                    : begun with { Messages = [new(new ToPerson(request.By.Id), new TextMessage(from.Say(id))), .. begun.Messages] };
            },
            cancel
        );

    /// <summary>The draft that the person is working on: the one they touched last; null when they have none.</summary>
    public async Task<Escalation?> OpenDraftAsync(string tenant, Person csm, CancellationToken cancel) =>
        await queries.ListAsync(tenant, [Status.Draft], csm.Id, 1, cancel) is [var latest, ..] ? latest : null;

    /// <summary>Keeps notes until the person has said what to do with them.</summary>
    public Task<Response> KeepNotesAsync(Request request, string notes, OutboxMessage offer, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            now =>
                Task.FromResult(
                    IntakeParser.Notes(notes).Refusal is { } why
                        ? Response.Refused(why)
                        : new Response
                        {
                            Directory = new() { PendingNotes = new(request.By.Id, notes, now) },
                            Messages = [offer],
                        }
                ),
            cancel
        );

    /// <summary>Takes the kept notes into a new brief, or into the one named.</summary>
    public async Task<Response> UseKeptNotesAsync(Request request, EscalationId? into, CancellationToken cancel)
    {
        if (await directory.FindPendingNotesAsync(request.Tenant, request.By.Id, cancel) is not { } kept)
        {
            return await commandExecutor.ExecuteAsync(request, _ => Task.FromResult(Response.Refused(DomainWords.Say("notes.gone"))), cancel);
        }

        return into is { } id ? await TakeNotesAsync(request, id, kept.Text, cancel) : await BeginAsync(request, kept.Text, cancel);
    }

    public Task<Response> DropKeptNotesAsync(Request request, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            _ => Task.FromResult(new Response { Say = DomainWords.Say("notes.forgotten"), Directory = WithoutNotes(request) }),
            cancel
        );

    public Task<Response> TakeNotesAsync(Request request, EscalationId id, string notes, CancellationToken cancel) =>
        HearAsync(
            request,
            id,
            escalation =>
                IntakeParser.Notes(notes) is { Refusal: null } heard && escalation.Draft.Notes.Sum(n => n.Length) is var held && held + notes.Length > AllNotes
                    ? IntakeResult.Refused(
                        held < AllNotes - 100
                            ? DomainWords.Say("notes.too_many", id, held, notes.Length, AllNotes)
                            : DomainWords.Say("notes.full", id, held, notes.Length, AllNotes)
                    )
                    : IntakeParser.Notes(notes),
            cancel,
            forgetPending: true
        );

    public Task<Response> AnswerAsync(Request request, EscalationId id, string said, CancellationToken cancel) =>
        HearAsync(
            request,
            id,
            escalation => IntakeParser.Answer(escalation.Brief, said, playbooks.Of(escalation).MayStayOpen, InterviewWords.LanguageOf(escalation)),
            cancel
        );

    /// <summary>The CSM says which kind of matter it is: what was pasted is read then, and what is asked follows from it.</summary>
    /// <param name="playbook">The name of a live playbook.</param>
    /// <param name="category">The key of a category; null for a playbook in which that is decided last.</param>
    public Task<Response> ChooseKindAsync(Request request, EscalationId id, string? playbook, string? category, CancellationToken cancel) =>
        HearAsync(
            request,
            id,
            escalation =>
                playbooks.ChosenFor(escalation, playbook) is not { } chosen ? IntakeResult.Refused(DomainWords.Say("kind.unknown"))
                : escalation.RoutedAt is not null && IsConfidential(chosen, category) != escalation.IsConfidential
                    ? IntakeResult.Refused(DomainWords.Say("kind.was_routed", id))
                : !chosen.IsKindAskedFirst ? IntakeResult.Taken(new KindChosen(chosen.Version, null, BriefForm.Customer, false))
                : chosen.FindCategory(category) is { } kind ? IntakeResult.Taken(new KindChosen(chosen.Version, kind.Key, kind.Form, kind.IsConfidential))
                : IntakeResult.Refused(DomainWords.Say("kind.choose")),
            cancel
        );

    /// <summary>The CSM says who receives in the place of a role that is named for each matter.</summary>
    /// <param name="receiver">The role's key.</param>
    /// <param name="conversation">Where it was said, with its service address.</param>
    public async Task<Response> NameReceiverAsync(
        Request request,
        EscalationId id,
        string receiver,
        NamedPerson named,
        (string ServiceUrl, string Id)? conversation,
        CancellationToken cancel
    )
    {
        var found = await findPerson.HandleAsync(request.Tenant, named, conversation, cancel);
        var links = await directory.LinksAsync(request.Tenant, cancel);
        return await commandExecutor.ExecuteAsync(
            request,
            id,
            (escalation, now) =>
            {
                var eventRecorder = new EventRecorder(escalation, playbooks.Of(escalation), now, request.Delivery);
                var why =
                    found.Contact is not { } contact ? found.Problem
                    : contact.IsGuest ? DomainWords.Say("receiver.guest")
                    : contact.Person.Id == escalation.Csm.Id ? DomainWords.Say("receiver.self")
                    : eventRecorder.TryRecord(new ReceiverNamed(receiver, contact.Person), new(Actor.Human(request.By)));
                return Task.FromResult(
                    why is not null
                        ? Response.Refused(why, id)
                        : new Response
                        {
                            About = id,
                            Say = string.Join(
                                ' ',
                                new[]
                                {
                                    DomainWords.Say(
                                        "receiver.named",
                                        InlineText.Sanitize(found.Contact!.Person.Name),
                                        DomainWords.InSentence(playbooks.TitlesOf([receiver]))
                                    ),
                                    Recipients.AwaySentence(found.Contact.Person, eventRecorder.Now, links.AwayAt(now)),
                                }.OfType<string>()
                            ),
                            Change = eventRecorder.Change,
                            Messages = [new(new ToPerson(escalation.Csm.Id), new CardUpdate(id))],
                        }
                );
            },
            cancel
        );
    }

    /// <summary>An answer that was there and is not in the form any more; null where none was, or where the item was not asked.</summary>
    private static ChecklistAnswer? TakenOut(ChecklistItem item, IReadOnlyDictionary<string, string> texts) =>
        item.Section is null && texts.TryGetValue(item.Key, out var text) && string.IsNullOrWhiteSpace(text) ? new(item.Key, "") : null;

    /// <summary>The CSM says what is so for items of a checklist; for one that a section of the brief holds, the section.</summary>
    /// <param name="texts">What was written, by item; those left empty stay open.</param>
    public Task<Response> AnswerChecklistAsync(
        Request request,
        EscalationId id,
        Checklist checklist,
        IReadOnlyDictionary<string, string> texts,
        CancellationToken cancel
    ) =>
        commandExecutor.ExecuteAsync(
            request,
            id,
            (escalation, now) =>
            {
                var read =
                    from item in checklist.Items
                    let answer = item.Read(texts.GetValueOrDefault(item.Key)) ?? TakenOut(item, texts)
                    where
                        answer is not null
                        && item.AnswerIn(escalation) is var before
                        && !(IsUnchanged(answer.Text, before?.Text) && answer.IsNotApplicable == (before?.IsNotApplicable ?? false))
                    select (Item: item, Answer: answer);
                var said = read.ToList();
                var own = said.Where(s => s.Item.Section is null || s.Answer.IsNotApplicable).Select(s => s.Answer).ToList();
                var eventRecorder = new EventRecorder(escalation, playbooks.Of(escalation), now, request.Delivery);
                var why = eventRecorder.TryRecordAll(
                    [
                        .. said.Where(s => s.Item.Section is not null && !s.Answer.IsNotApplicable)
                            .Select(s => new SectionWritten(s.Item.Section!.Value, s.Answer.Text, Origin.Stated)),
                        .. own.Count == 0 ? [] : new EscalationEvent[] { new ChecklistAnswered(own) },
                    ],
                    new(Actor.Human(request.By))
                );
                return Task.FromResult(
                    why is not null
                        ? Response.Refused(why, id)
                        : new Response
                        {
                            About = id,
                            Change = eventRecorder.Change,
                            Messages = said.Count == 0 ? [] : [new(new ToPerson(escalation.Csm.Id), new CardUpdate(id))],
                        }
                );
            },
            cancel
        );

    private static bool IsConfidential(Playbook playbook, string? category) =>
        playbook.IsKindAskedFirst && playbook.FindCategory(category)?.IsConfidential is true;

    public Task<Response> NameAccountAsync(Request request, EscalationId id, string name, CancellationToken cancel) =>
        HearAsync(request, id, escalation => IntakeParser.Name(name, escalation.Brief.Form.Subject), cancel);

    public Task<Response> BackAsync(Request request, EscalationId id, CancellationToken cancel) =>
        HearAsync(request, id, escalation => IntakeParser.Back(escalation.Brief), cancel);

    public Task<Response> SkipAsync(Request request, EscalationId id, CancellationToken cancel) =>
        HearAsync(request, id, escalation => IntakeParser.Skip(escalation.Brief), cancel);

    public Task<Response> KeepAsync(Request request, EscalationId id, CancellationToken cancel) =>
        HearAsync(request, id, escalation => IntakeParser.Keep(escalation.Brief), cancel);

    public Task<Response> EditAsync(Request request, EscalationId id, BriefSection section, CancellationToken cancel) =>
        HearAsync(request, id, _ => IntakeParser.Edit(section), cancel);

    /// <summary>Puts a sentence of the notes that stands in no section into one, at its end.</summary>
    /// <param name="key">Of the sentence, as its button has it.</param>
    public Task<Response> PlaceAsync(Request request, EscalationId id, string key, BriefSection section, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            id,
            async (escalation, now) =>
            {
                if (SetAside.Find(escalation, key) is not { } sentence)
                {
                    return Response.Refused(DomainWords.Say("place.done"), id);
                }

                if (section.Joined(escalation.Brief.TextOf(section) ?? ".", sentence).Length > Interview.LongestAnswer)
                {
                    return Response.Refused(DomainWords.Say("place.full", DomainWords.InSentence(section.ReaderTitle()), Interview.LongestAnswer), id);
                }

                var eventRecorder = new EventRecorder(escalation, playbooks.Of(escalation), now, request.Delivery);
                if (eventRecorder.TryRecord(new SentencePlaced(section, sentence), new(Actor.Human(request.By))) is { } why)
                {
                    return Response.Refused(why, id);
                }

                await draftMerger.ReadFactsAsync(eventRecorder, playbooks.Of(escalation), cancel);
                return new()
                {
                    About = id,
                    Change = eventRecorder.Change,
                    // The question that is open may have its answer now: then the next one is asked.
                    Messages =
                        Interview.NextFor(escalation.Brief) == Interview.NextFor(eventRecorder.Now.Brief)
                            ? [new(new ToPerson(escalation.Csm.Id), new CardUpdate(id))]
                            : AfterDraft(eventRecorder.Now),
                };
            },
            cancel
        );

    /// <summary>Shows the brief as far as it is, below what was said.</summary>
    public Task<Response> PreviewAsync(Request request, EscalationId id, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            async _ =>
                await escalations.FindAsync(request.Tenant, id, cancel) is { } escalation && escalation.Csm.Id == request.By.Id
                    ? new Response { About = id, Messages = [new(new ToPerson(request.By.Id), new CardUpdate(id, Fresh: true))] }
                    : Response.Unknown(id),
            cancel
        );

    /// <summary>Asks again what is open.</summary>
    public Task<Response> ResumeAsync(Request request, EscalationId id, string say, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            async _ =>
                await escalations.FindAsync(request.Tenant, id, cancel) is { } escalation && escalation.Csm.Id == request.By.Id
                    ? new Response
                    {
                        Say = say,
                        About = id,
                        Messages = Next(escalation),
                    }
                    : Response.Unknown(id),
            cancel
        );

    /// <summary>Asks the model once more, after it failed or when there is more to read.</summary>
    public Task<Response> AskAgainAsync(Request request, EscalationId id, CancellationToken cancel) =>
        commandExecutor.ExecuteAsync(
            request,
            id,
            async (escalation, now) =>
            {
                if (writers.For(escalation) is not { } model)
                {
                    return Response.Refused(DomainWords.Say("again.no_model"), id);
                }

                if (escalation.IsBeingRead(now))
                {
                    return Response.Refused(DomainWords.Say("again.reading"), id);
                }

                return Asking(new EventRecorder(escalation, playbooks.Of(escalation), now, request.Delivery), model, request.By, new CardUpdate(id));
            },
            cancel
        );

    /// <summary>Takes what was changed in the form of the whole brief.</summary>
    /// <param name="texts">The sections that the form held, with what it says now.</param>
    public Task<Response> SaveFormAsync(
        Request request,
        EscalationId id,
        string? account,
        IReadOnlyDictionary<BriefSection, string> texts,
        CancellationToken cancel
    ) =>
        commandExecutor.ExecuteAsync(
            request,
            id,
            async (escalation, now) =>
            {
                var eventRecorder = new EventRecorder(escalation, playbooks.Of(escalation), now, request.Delivery);
                var authority = new Lifecycle.Authority(Actor.Human(request.By));
                var remarks = new List<string>();
                if (account is not null && !IsUnchanged(account.Trim(), escalation.Brief.Account))
                {
                    Note(remarks, IntakeParser.Name(account, escalation.Brief.Form.Subject), eventRecorder, authority);
                }

                foreach (var (section, text) in texts.OrderBy(t => t.Key))
                {
                    var said = text.ReplaceLineEndings("\n").Trim();
                    if (IsUnchanged(said, escalation.Brief.TextOf(section)))
                    {
                        continue;
                    }

                    if (said.Length == 0 && section.IsOptional())
                    {
                        Note(remarks, IntakeResult.Taken(new SectionSkipped(section)), eventRecorder, authority);
                        continue;
                    }

                    var intakeResult = IntakeParser.Write(section, said, playbooks.Of(escalation).MayStayOpen, InterviewWords.LanguageOf(escalation));
                    if (intakeResult.Events is [AnswerChallenged challenge])
                    {
                        // A form is edited with care: the text is taken, and the question is passed on as advice.
                        remarks.Add($"{section.ReaderTitle()}: {challenge.Why}");
                        intakeResult = IntakeResult.Taken(new SectionWritten(section, challenge.Text, Origin.Stated));
                    }

                    Note(remarks, StillUnproven(intakeResult, escalation.Brief), eventRecorder, authority);
                }

                if (eventRecorder.Last is not null)
                {
                    await draftMerger.ReadFactsAsync(eventRecorder, playbooks.Of(escalation), cancel);
                }

                return new()
                {
                    About = id,
                    Say = remarks.Count == 0 ? null : string.Join("\n\n", remarks),
                    Change = eventRecorder.Change,
                    Messages = eventRecorder.Last is null ? [] : [new(new ToPerson(escalation.Csm.Id), new CardUpdate(id))],
                };
            },
            cancel
        );

    private Task<Response> HearAsync(
        Request request,
        EscalationId id,
        Func<Escalation, IntakeResult> hear,
        CancellationToken cancel,
        bool forgetPending = false
    ) =>
        commandExecutor.ExecuteAsync(
            request,
            id,
            async (escalation, now) =>
            {
                var heard = await RecordAsync(
                    request,
                    new EventRecorder(escalation, playbooks.Of(escalation), now, request.Delivery),
                    hear(escalation),
                    now,
                    cancel
                );
                if (escalation.IsConfidential && heard.Change?.After.IsConfidential is false)
                {
                    heard = heard with { Say = DomainWords.Say("kind.opened") };
                }

                return forgetPending && heard.Change is not null ? heard with { Directory = WithoutNotes(request) } : heard;
            },
            cancel
        );

    /// <summary>The notes that were kept for the one who asks are done with. Were they kept all the same, they would be offered once more.</summary>
    private static DirectoryEdit WithoutNotes(Request request) => new() { ForgetPendingNotesOf = request.By.Id };

    private async Task<Response> RecordAsync(
        Request request,
        EventRecorder eventRecorder,
        IntakeResult intakeResult,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var id = eventRecorder.Now.Id;
        if ((intakeResult.Refusal ?? eventRecorder.TryRecordAll(intakeResult.Events, new Lifecycle.Authority(Actor.Human(request.By)))) is { } why)
        {
            return Response.Refused(why, id);
        }

        if (intakeResult.Events is [AnswerChallenged challenge])
        {
            return new()
            {
                About = id,
                Say = challenge.Why + "\n\n" + (DomainWords.Say("challenge.keep")),
                Change = eventRecorder.Change,
            };
        }

        if (eventRecorder.Now.Brief.Form.IsKindOpen)
        {
            // What was pasted is read once it is clear who may read along.
            return new()
            {
                About = id,
                Change = eventRecorder.Change,
                Messages = Next(eventRecorder.Now),
            };
        }

        var model = writers.For(eventRecorder.Now);
        var hasNotesToRead = intakeResult.Events.Any(e => e is NotesTaken || (e is KindChosen && eventRecorder.Now.Draft.Notes.Count > 0));
        if (hasNotesToRead)
        {
            if (model is not null)
            {
                var isReading = eventRecorder.Now.IsBeingRead(now);
                return Asking(eventRecorder, model, request.By, new CardUpdate(id, Fresh: true)) with
                {
                    Say = isReading ? DomainWords.Say("notes.with_the_rest") : null,
                };
            }

            await draftMerger.ReadNotesAsync(eventRecorder, playbooks.Of(eventRecorder.Now), cancel);
            if (LanguageGuesser.ForeignOf(eventRecorder.Now.Draft.Notes[^1]) is { } foreign)
            {
                return new()
                {
                    About = id,
                    Say = InterviewWords.CannotRead(foreign),
                    Change = eventRecorder.Change,
                    Messages = Next(eventRecorder.Now),
                };
            }
        }
        else if (intakeResult.Events.Any(e => e is SectionWritten or SectionExtended or SectionKept or SectionSkipped or SectionLeftOpen))
        {
            if (AnsweredIn(intakeResult) is { } asked && eventRecorder.Now.Brief.Passages.GetValueOrDefault(asked) is { Origin: Origin.Stated })
            {
                await draftMerger.ReadAnswerAsync(eventRecorder, playbooks.Of(eventRecorder.Now), asked, cancel);
            }

            await draftMerger.ReadFactsAsync(eventRecorder, playbooks.Of(eventRecorder.Now), cancel);
            if (model is not null && Interview.IsComplete(eventRecorder.Now.Brief) && eventRecorder.Now.Draft.Suggestion?.By != model.Name)
            {
                return Asking(eventRecorder, model, request.By, new CardUpdate(id, Fresh: true));
            }
        }

        return new()
        {
            About = id,
            Change = eventRecorder.Change,
            Messages = Next(eventRecorder.Now),
        };
    }

    private static BriefSection? AnsweredIn(IntakeResult intakeResult) =>
        intakeResult.Events switch
        {
            [SectionWritten written] => written.Section,
            [SectionKept kept] => kept.Section,
            _ => null,
        };

    /// <summary>Asks the model to read what there is. That takes a while, so it is owed; meanwhile the card shows that it is being done.</summary>
    private static Response Asking(EventRecorder eventRecorder, IDraftWriter model, Person csm, CardUpdate card) =>
        eventRecorder.TryRecord(new WriterAsked(model.Name), new(Actor.Human(csm))) is { } why
            ? Response.Refused(why, card.Id)
            : new()
            {
                About = card.Id,
                Change = eventRecorder.Change,
                Messages = [new(new ToPerson(csm.Id), card), new(new ToWriter(csm.Id), new DraftWork(card.Id))],
            };

    /// <summary>Whoever took the brief over has a form without its secrets; what was left as it stood there keeps them.</summary>
    private static bool IsUnchanged(string said, string? before) => said == (before ?? "") || (before is not null && said == Secrets.Hide(before));

    /// <summary>
    /// In a form the texts are there already: what nothing proved before, and is in the new text as well, was not said by its being
    /// left there.
    /// </summary>
    private static IntakeResult StillUnproven(IntakeResult intakeResult, Brief before) =>
        intakeResult with
        {
            Events =
            [
                .. intakeResult.Events.Select(e =>
                    e is SectionWritten written && before.Passages.GetValueOrDefault(written.Section) is { Unproven.Count: > 0 } passage
                        ? written with
                        {
                            Unproven = [.. passage.Unproven.Where(f => written.Text.Contains(f.Text, StringComparison.Ordinal))],
                        }
                        : e
                ),
            ],
        };

    /// <summary>What follows when a draft that was owed is there: the card in place, and the question for what is still missing.</summary>
    internal static IReadOnlyList<OutboxMessage> AfterDraft(Escalation escalation)
    {
        var csm = new ToPerson(escalation.Csm.Id);
        return !Interview.HasQuestion(escalation.Brief)
            ? [new(csm, new CardUpdate(escalation.Id)) { IsAwaited = true }]
            : [new(csm, new CardUpdate(escalation.Id)) { IsAwaited = true }, new(csm, new Question(escalation.Id)) { IsAwaited = true }];
    }

    /// <summary>The next question, or the review when no section is missing. What half-filled sections lack is asked on that.</summary>
    private static IReadOnlyList<OutboxMessage> Next(Escalation escalation) =>
        [
            new(
                new ToPerson(escalation.Csm.Id),
                Interview.HasQuestion(escalation.Brief) ? new Question(escalation.Id) : new CardUpdate(escalation.Id, Fresh: true)
            ),
        ];

    private static void Note(List<string> remarks, IntakeResult intakeResult, EventRecorder eventRecorder, Lifecycle.Authority authority)
    {
        if ((intakeResult.Refusal ?? eventRecorder.TryRecordAll(intakeResult.Events, authority)) is { } why)
        {
            remarks.Add(why);
        }
    }
}

/// <summary>The ticket that a brief is begun from, and what its CSM is told of that.</summary>
public sealed record BegunFromTicket(TicketOpened Ticket, Func<EscalationId, string> Say);
