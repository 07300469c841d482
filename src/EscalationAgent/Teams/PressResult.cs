using EscalationAgent.Teams.Faces;
using TeamsBot.Door;

namespace EscalationAgent.Teams;

/// <summary>What the person who pressed a button sees: a card in place of the pressed one, or a short note.</summary>
internal sealed record PressResult(CardFace? Face, string? Note)
{
    public static PressResult Show(CardFace face) => new(face, null);

    public static PressResult Say(string note) => new(null, note);

    public Answer Answer(Views views) => Face is { } face ? TeamsBot.Door.Answer.Card(views.Draw(face)) : TeamsBot.Door.Answer.Message(Note ?? "Done.");
}
