using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Escalations;
using Escalations.Drafting;
using TextAnalysis.Tokens;

namespace EscalationAgent.Drafting;

/// <summary>What of a request is put before a model: cleaned, masked, bounded and fenced.</summary>
internal static class DraftMaterial
{
    private const int MostMatters = 20;
    private const int LongestMatter = 240;

    public static DraftBriefPrompt Of(DraftRequest request, Masking masking, int most)
    {
        var matters = Bounded(string.Join('\n', request.OpenMatters.Take(MostMatters).Select(m => MatterLine(m, masking))), most / 5);
        var known = Bounded(KnownOf(request.SoFar, masking), most * 2 / 5);
        var notes = Bounded(NotesOf(request.Notes, masking), most - matters.Length - known.Length);
        return new(
            request.WrittenOn.ToString("yyyy-MM-dd, 'a' dddd", CultureInfo.InvariantCulture),
            LanguageGuesser.NameOf(string.Join('\n', request.Notes)) ?? "",
            string.Join(", ", BriefSections.All.Where(s => request.SoFar.TextOf(s) is null && !request.SoFar.Skipped.Contains(s)).Select(s => s.Key())),
            string.Join('\n', request.Categories.Select(c => $"- {c.Key}: {c.Title}. Typically: {c.Trigger}.")),
            FenceOf(known, matters, notes),
            known,
            matters,
            notes
        );
    }

    /// <summary>A word that the texts cannot hold, because it is made of them.</summary>
    private static string FenceOf(params string[] texts) =>
        $"data-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', texts))))[..16]}";

    private static string NotesOf(IReadOnlyList<string> notes, Masking masking) =>
        notes.Count == 1
            ? Safe(notes[0], masking)
            : string.Join(
                "\n\n",
                notes.Select((note, at) => string.Create(CultureInfo.InvariantCulture, $"(note {at + 1} of {notes.Count})\n{Safe(note, masking)}"))
            );

    private static string KnownOf(Brief brief, Masking masking)
    {
        var lines = new List<string>();
        if (brief.Account is { } account)
        {
            lines.Add($"account: {Safe(account, masking)}");
        }

        if (brief.ArrAtRisk is { } arr)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"arr_at_risk: {arr.Amount:0.##} {arr.Currency}").TrimEnd());
        }

        if (brief.Renewal is { } renewal)
        {
            lines.Add($"renewal: {renewal.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        }

        lines.AddRange(brief.Passages.OrderBy(p => p.Key).Select(p => $"{p.Key.Key()}: {Safe(p.Value.Text, masking)}"));
        return string.Join('\n', lines);
    }

    private static string MatterLine(OpenMatter matter, Masking masking)
    {
        var line = Safe($"{matter.Id} | {matter.Account ?? "?"} | {matter.Headline ?? "?"}", masking).ReplaceLineEndings(" ");
        return Graphemes.Head(line, LongestMatter);
    }

    private static string Safe(string text, Masking masking) => masking.Hide(UntrustedText.Clean(text)).Trim();

    /// <summary>At most so many characters: beginning and end stay, for the one says what it is and the other where it is.</summary>
    private static string Bounded(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var (head, tail) = (Graphemes.BorderBefore(text, most * 2 / 3), Graphemes.BorderAfter(text, text.Length - (most / 4)));
        return string.Create(CultureInfo.InvariantCulture, $"{text[..head]}\n(here {tail - head} characters are left out)\n{text[tail..]}");
    }
}
