using TextAnalysis.Tokens;

namespace TextAnalysis.Instructions;

/// <summary>The words for what opens a system. They stand in orders to a machine, and in "the API key is expired" as well.</summary>
internal static class Credentials
{
    private static readonly PhraseBook Book = new("api key|schlussel", "cle d api", "clave de api", "chave de api", "connection string", "verbindungszeichenfolge", "chaine de connexion", "cadena de conexion", "string de conexao");

    private static readonly PhraseBook StateBook = new("expired|expires|revoked|rotated|invalid|missing|abgelaufen|ungultig|fehlt|expire|expiree|invalide|caducada|expirada|invalida", "is|was wrong|rejected|used|needed|valid");

    public static bool AreAt(IReadOnlyList<Token> words, int at) => Book.IsAt(words, at);

    /// <summary>Whether it is said how they are.</summary>
    public static bool States(IReadOnlyList<Token> words) => StateBook.IsIn(words);
}
