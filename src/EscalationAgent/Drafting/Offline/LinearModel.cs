using System.IO.Compression;
using System.Text;

namespace EscalationAgent.Drafting.Offline;

/// <summary>
/// Weights of features for each answer, learnt from labelled notes by <c>tests/EscalationAgent.Training</c>. A weight is kept in one
/// byte, finer near zero than far from it.
/// </summary>
internal sealed class LinearModel(IReadOnlyList<string> answers, IReadOnlyList<float> biases, IReadOnlyList<float> largest, sbyte[] weights)
{
    public const int Places = TextGrams.Places + TextGrams.NamedPlaces;

    private const string Resource = "offline-model.bin";
    private const int MostModels = 20;

    private static readonly Lazy<Dictionary<string, LinearModel>> Shipped = new(Load);

    private readonly float[][] values = [.. largest.Select(l => Enumerable.Range(-128, 256).Select(w => Unpacked((sbyte)w, l)).ToArray())];

    /// <summary>Which of the six kinds of the playbook <c>customer-escalation</c> a note is.</summary>
    public static LinearModel Categories => Shipped.Value["category"];

    public static LinearModel Severities => Shipped.Value["severity"];

    /// <summary>What a sentence does in a note; see <see cref="Role"/>.</summary>
    public static LinearModel Roles => Shipped.Value["role"];

    /// <summary>Whether a name is the customer's.</summary>
    public static LinearModel Accounts => Shipped.Value["account"];

    /// <summary>Whether a name in small letters is the customer's.</summary>
    public static LinearModel SmallAccounts => Shipped.Value["small account"];

    /// <summary>Whether an amount is what the customer pays in a year.</summary>
    public static LinearModel Values => Shipped.Value["value"];

    /// <summary>Whether a day is that of the renewal, or of the end of the term.</summary>
    public static LinearModel Renewals => Shipped.Value["renewal"];

    public IReadOnlyList<string> Answers => answers;

    /// <summary>What a feature of the strength 1 adds for an answer.</summary>
    public double WeightOf(string answer, int place) => WeightOf(IndexOf(answer), place);

    /// <summary>How likely each answer is, in the order of <see cref="Answers"/>, all together 1.</summary>
    public double[] Judge(IReadOnlyList<(int Place, float Value)> features)
    {
        var scores = biases.Select(b => (double)b).ToArray();
        foreach (var (place, value) in features)
        {
            var own = weights.AsSpan(place * scores.Length, scores.Length);
            for (var answer = 0; answer < scores.Length; answer++)
            {
                scores[answer] += value * (double)values[answer][own[answer] + 128];
            }
        }

        var most = scores.Max();
        var sum = scores.Sum(s => Math.Exp(s - most));
        return [.. scores.Select(s => Math.Exp(s - most) / sum)];
    }

    /// <summary>How likely the last of two answers is.</summary>
    public double Sureness(IReadOnlyList<(int Place, float Value)> features) => Judge(features)[^1];

    public static void Write(Stream file, IReadOnlyDictionary<string, LinearModel> models)
    {
        using var packed = new BrotliStream(file, CompressionLevel.SmallestSize, leaveOpen: true);
        using var writer = new BinaryWriter(packed, Encoding.UTF8);
        writer.Write(models.Count);
        foreach (var (name, model) in models)
        {
            writer.Write(name);
            model.Write(writer);
        }
    }

    public static Dictionary<string, LinearModel> Read(Stream file)
    {
        using var unpacked = new BrotliStream(file, CompressionMode.Decompress);
        using var reader = new BinaryReader(unpacked, Encoding.UTF8);
        var count = reader.ReadInt32();
        return count is < 1 or > MostModels
            ? throw new InvalidDataException("This is no model of the offline writer.")
            : Enumerable.Range(0, count).ToDictionary(_ => reader.ReadString(), _ => ReadOne(reader));
    }

    /// <param name="weights">By answer, then by place.</param>
    public static LinearModel Of(IReadOnlyList<string> answers, IReadOnlyList<float> biases, IReadOnlyList<IReadOnlyList<float>> weights)
    {
        var largest = weights.Select(own => own.Max(Math.Abs)).ToList();
        var packed = new sbyte[Places * answers.Count];
        for (var answer = 0; answer < answers.Count; answer++)
        {
            for (var place = 0; place < Places; place++)
            {
                packed[(place * answers.Count) + answer] = Packed(weights[answer][place], largest[answer]);
            }
        }

        return new(answers, biases, largest, packed);
    }

    private static sbyte Packed(float weight, float largest) =>
        largest == 0 ? (sbyte)0 : (sbyte)(Math.Sign(weight) * Math.Round(127 * Math.Sqrt(Math.Abs(weight) / largest)));

    private static float Unpacked(sbyte weight, float largest) => Math.Sign((int)weight) * largest * (weight / 127f) * (weight / 127f);

    private static LinearModel ReadOne(BinaryReader reader)
    {
        var answers = Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString()).ToList();
        var biases = answers.Select(_ => reader.ReadSingle()).ToList();
        var largest = answers.Select(_ => reader.ReadSingle()).ToList();
        var weights = new sbyte[Places * answers.Count];
        reader.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(weights.AsSpan()));
        return new(answers, biases, largest, weights);
    }

    private static Dictionary<string, LinearModel> Load()
    {
        using var file = typeof(LinearModel).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException("The offline model is not part of this build.");
        return Read(file);
    }

    private void Write(BinaryWriter writer)
    {
        writer.Write(answers.Count);
        foreach (var answer in answers)
        {
            writer.Write(answer);
        }

        foreach (var number in biases.Concat(largest))
        {
            writer.Write(number);
        }

        writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(weights.AsSpan()));
    }

    private double WeightOf(int answer, int place) => values[answer][weights[(place * answers.Count) + answer] + 128];

    private int IndexOf(string answer) =>
        Enumerable.Range(0, answers.Count).Where(i => answers[i] == answer).Select(i => (int?)i).FirstOrDefault()
        ?? throw new ArgumentException($"The model does not know \"{answer}\".", nameof(answer));
}
