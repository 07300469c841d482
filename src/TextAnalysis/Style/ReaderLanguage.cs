using TextAnalysis.Tokens;

namespace TextAnalysis.Style;

/// <summary>
/// The language of whoever reads what is being written now, as .NET's own current UI culture is one (which has no languages here,
/// because the program runs without the culture data of its system). Whoever knows the reader sets it, for what is called from there.
/// </summary>
public static class ReaderLanguage
{
    private static readonly AsyncLocal<(Language Language, bool IsChosen)> Now = new();

    /// <summary>English where nobody has set another.</summary>
    public static Language Current => Now.Value.Language;

    /// <summary>True when it is the reader's own choice, or that of a place: what they write does not change it.</summary>
    public static bool IsChosen => Now.Value.IsChosen;

    /// <summary>Until the result is disposed of, everything is written in this language.</summary>
    /// <param name="isChosen">Whether it stays so whatever the reader writes.</param>
    public static IDisposable Use(Language language, bool isChosen = false)
    {
        var before = Now.Value;
        Now.Value = (language, isChosen);
        return new Scope(before);
    }

    private sealed class Scope((Language, bool) before) : IDisposable
    {
        public void Dispose() => Now.Value = before;
    }
}
