using System.Text.Json.Serialization;
using TextAnalysis.Tokens;

namespace Escalations;

/// <summary>Somebody who acts or is told, known by the stable id that the directory gives them.</summary>
/// <param name="Id">The Entra object id where there is one; opaque.</param>
/// <param name="Name">The name that others see.</param>
/// <param name="Title">The role, such as "Eng Lead"; null when unknown.</param>
public sealed record Person(string Id, string Name, string? Title = null)
{
    /// <summary>A person by the name that a directory shows, which may carry the role: <c>Mike Ross (Eng Lead)</c>.</summary>
    public static Person Shown(string id, string displayName)
    {
        var open = displayName.IndexOf(" (", StringComparison.Ordinal);
        return open > 0 && displayName.EndsWith(')')
            ? new(id, InlineText.Sanitize(displayName[..open]), InlineText.Sanitize(displayName[(open + 2)..^1]))
            : new(id, InlineText.Sanitize(displayName));
    }

    /// <summary>Name and role as the weekly summary writes them: <c>Mike Ross (Eng Lead)</c>.</summary>
    [JsonIgnore]
    public string Signature => Title is null ? Name : $"{Name} ({Title})";
}

/// <summary>Who did something: a person, or a part of the machine. Only people decide.</summary>
public sealed record Actor(ActorKind Kind, Person? Person = null, string? Name = null)
{
    /// <summary>The beat that watches deadlines.</summary>
    public static readonly Actor Clock = new(ActorKind.Clock);

    public static Actor Human(Person person) => new(ActorKind.Human, person);

    /// <summary>A writer that drafts or suggests, by rule or by model.</summary>
    public static Actor Writer(string name) => new(ActorKind.Writer, Name: name);

    [JsonIgnore]
    public bool IsHuman => Kind == ActorKind.Human && Person is not null;
}

/// <summary>The kinds of actors.</summary>
public enum ActorKind
{
    Human,
    Clock,
    Writer,
}
