using System.Text.Json.Serialization;

namespace Escalations;

/// <summary>
/// A sentence of the rules that somebody else reads than the one who acts: its key and its values are kept, and it is said when it
/// leaves, in the language of whoever gets it. Equal when all of it is equal.
/// </summary>
/// <param name="Key">In <c>Words/*.tsv</c>; without <c>.one</c> and <c>.other</c> where there is a number.</param>
/// <param name="Values">What <c>{0}</c> and so on stand for; where there is a number, <c>{1}</c> and so on.</param>
/// <param name="Number">How many things it is about, which is <c>{0}</c>; null where it counts nothing.</param>
public sealed record LocalizableText(string Key, IReadOnlyList<LocalizableValue> Values, int? Number = null) : LocalizableValue
{
    /// <param name="values">Texts, numbers and ids as they are, days, and other <see cref="LocalizableValue"/>s.</param>
    /// <exception cref="ArgumentException">A value is of another kind.</exception>
    public static LocalizableText Of(string key, params object[] values) => new(key, [.. values.Select(ValueOf)]);

    /// <inheritdoc cref="Of"/>
    public static LocalizableText Count(string key, int number, params object[] values) => new(key, [.. values.Select(ValueOf)], number);

    public bool Equals(LocalizableText? other) => other is not null && Key == other.Key && Number == other.Number && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Key, Number, Values.Count);

    private static LocalizableValue ValueOf(object value) =>
        value switch
        {
            LocalizableValue worded => worded,
            string text => new PlainValue(text),
            int number => new PlainValue(number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            EscalationId id => new PlainValue(id.ToString()),
            DateOnly day => new DayValue(day),
            _ => throw new ArgumentException($"{value.GetType().Name} is no value of a sentence.", nameof(value)),
        };
}

/// <summary>What a sentence says beside its own words.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "as")]
[JsonDerivedType(typeof(PlainValue), "plain")]
[JsonDerivedType(typeof(TitleValue), "title")]
[JsonDerivedType(typeof(TeamsValue), "teams")]
[JsonDerivedType(typeof(DayValue), "day")]
[JsonDerivedType(typeof(TimeValue), "time")]
[JsonDerivedType(typeof(RecordedValue), "recorded")]
[JsonDerivedType(typeof(LocalizableText), "worded")]
public abstract record LocalizableValue;

/// <summary>The same in every language, such as a name.</summary>
public sealed record PlainValue(string Text) : LocalizableValue;

/// <summary>What a playbook calls something, which it may translate.</summary>
/// <param name="Text">As its file has it.</param>
public sealed record TitleValue(string Text) : LocalizableValue;

/// <summary>Teams and roles by their titles.</summary>
/// <param name="Keys">In the order in which they are named.</param>
public sealed record TeamsValue(IReadOnlyList<string> Keys) : LocalizableValue
{
    public bool Equals(TeamsValue? other) => other is not null && Keys.SequenceEqual(other.Keys);

    public override int GetHashCode() => Keys.Aggregate(0, HashCode.Combine);
}

/// <summary>A day. The sentence says how it is written: <c>{0:d MMMM}</c>.</summary>
public sealed record DayValue(DateOnly On) : LocalizableValue;

/// <summary>An instant.</summary>
/// <param name="At">UTC.</param>
/// <param name="Zone">The IANA zone in which it is said; null for the reader's.</param>
public sealed record TimeValue(DateTimeOffset At, string? Zone = null) : LocalizableValue;

/// <summary>What is on record in English, such as why a place is lost.</summary>
public sealed record RecordedValue(string Phrase) : LocalizableValue;
