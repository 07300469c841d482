using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>Who takes turns for a team or a role. Data, from <c>rotas/*.yaml</c>; a fact of the world, so no edition of a playbook holds it.</summary>
/// <param name="Team">The key of the team or role.</param>
/// <param name="TimeZone">IANA zone in which shifts begin and end.</param>
/// <param name="FirstDay">The day on which the first one's first shift begins.</param>
/// <param name="HandOverAt">The local time at which shifts begin and end.</param>
/// <param name="DaysEach">How long a shift is: 7 days, or 1.</param>
/// <param name="People">In their order; null where nobody is on call.</param>
/// <param name="Fallback">Who is on call where nobody else is.</param>
public sealed record Rota(
    string Team,
    string TimeZone,
    DateOnly FirstDay,
    TimeOnly HandOverAt,
    int DaysEach,
    IReadOnlyList<RotaMember?> People,
    RotaMember Fallback
)
{
    /// <summary>The last day on which a shift begins; null for no end.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Who is on call in place of others for a while; a later one goes before an earlier one.</summary>
    public IReadOnlyList<ShiftOverride> Overrides { get; init; } = [];
}

/// <summary>Somebody on a rota.</summary>
/// <param name="Name">As Teams shows it.</param>
/// <param name="Id">Their Entra object id; null where the name is enough.</param>
public sealed record RotaMember(string Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id = null)
{
    /// <summary>By what the directory finds them.</summary>
    [JsonIgnore]
    public string Word => Id ?? Name;
}

/// <summary>Somebody is on call in place of others for a while.</summary>
/// <param name="Who">Null for nobody: the fallback is.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC.</param>
/// <param name="By">Who said so in chat; null when the file does.</param>
public sealed record ShiftOverride(string Team, RotaMember? Who, DateTimeOffset From, DateTimeOffset Until, Person? By = null)
{
    /// <summary>When it was said, UTC.</summary>
    public DateTimeOffset SaidAt { get; init; }
}

/// <summary>A stretch of time for which somebody is on call.</summary>
/// <param name="Who">Who is; the fallback where nobody else is.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC.</param>
/// <param name="IsGap">True where the rota names nobody, so that it is the fallback.</param>
public sealed record Shift(RotaMember Who, DateTimeOffset From, DateTimeOffset Until, bool IsGap);

/// <summary>Who is on call for a team that has an escalation, as it is on record.</summary>
/// <param name="Person">Who is responsible.</param>
/// <param name="Next">Who has been asked to take over and has not accepted; null for nobody.</param>
public sealed record OnCallDuty(Person Person, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Person? Next = null);

/// <summary>The rotas as they are now.</summary>
public sealed class RotaCatalog(IReadOnlyList<Rota> rotas)
{
    private volatile IReadOnlyList<Rota> all = rotas;

    public IReadOnlyList<Rota> All => all;

    public Rota? Of(string team) => all.FirstOrDefault(rota => rota.Team == team);

    /// <summary>From now on these are the rotas.</summary>
    public void Replace(IReadOnlyList<Rota> newer) => all = newer;
}
