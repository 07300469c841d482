using System.Globalization;

namespace TeamsBot.Cards;

/// <summary>Shortens texts until they fit into a card together.</summary>
public static class CardBudget
{
    private const string Ellipsis = "…";

    /// <summary>
    /// Cuts the longest texts first, each between two characters as people see them, and marks each cut with an ellipsis.
    /// The budget counts bytes as they stand in the card, after <see cref="CardText.Escape"/>, which must come later.
    /// </summary>
    public static (IReadOnlyList<string> Texts, IReadOnlyList<bool> Shortened) Fit(IReadOnlyList<string> texts, int budgetBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(budgetBytes);
        var costs = texts.Select(Cost).ToList();
        if (costs.Sum(cost => (long)cost) <= budgetBytes)
            return (texts, [.. texts.Select(_ => false)]);

        var most = Share(costs, budgetBytes);
        return ([.. texts.Select((text, at) => costs[at] > most ? Cut(text, most) : text)], [.. costs.Select(cost => cost > most)]);
    }

    private static int Cost(string text) => CardSize.Bytes(CardText.Escape(text));

    /// <summary>The largest size at which texts no longer than that, and the rest cut to it, fit together.</summary>
    private static int Share(List<int> costs, int budget)
    {
        var (left, texts) = (budget, costs.Count);
        foreach (var cost in costs.Order())
        {
            if ((long)cost * texts > left)
                return left / texts;
            left -= cost;
            texts--;
        }

        return int.MaxValue;
    }

    private static string Cut(string text, int most)
    {
        var starts = StringInfo.ParseCombiningCharacters(text);
        var (least, beyond) = (0, starts.Length);
        while (beyond - least > 1)
        {
            var middle = (least + beyond) / 2;
            if (Cost(Prefix(text, starts[middle])) <= most)
                least = middle;
            else
                beyond = middle;
        }

        // Escaping may, at a line's end, make a longer text the smaller one; step back until it is sure.
        while (least > 0 && Cost(Prefix(text, starts[least])) > most)
            least--;
        var result = least < starts.Length ? Prefix(text, starts[least]) : "";
        return Cost(result) <= most ? result : "";
    }

    private static string Prefix(string text, int end) => text[..end].TrimEnd() + Ellipsis;
}
