using System.Diagnostics;
using System.Globalization;
using EscalationAgent.Drafting.Offline;
using EscalationAgent.Training;

// Learns the models of the offline writer from tests/EscalationAgent.Training/notes and from two of the labelled samples.
//   dotnet run -c Release --project tests/EscalationAgent.Training            writes the models
//   dotnet run -c Release --project tests/EscalationAgent.Training -- account severity   writes these anew, and keeps the others
//   dotnet run -c Release --project tests/EscalationAgent.Training -- check   cross-validates them, by fifths of the notes
const int FewestNotes = 2;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "EscalationAgent.sln")))
{
    root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("Run it inside the repository.");
}

var samples = Path.Combine(root, "tests", "EscalationAgent.Tests", "Samples", "notes");
IReadOnlyList<PartedNote> notes =
[
    .. PartedNote.ReadAll(Path.Combine(root, "tests", "EscalationAgent.Training", "notes")),
    .. PartedNote.ReadWhole(Path.Combine(samples, "labelled.tuning.jsonl")),
    .. PartedNote.ReadWhole(Path.Combine(samples, "labelled.plain.jsonl")),
];
Console.WriteLine($"{notes.Count} notes");

// A word of one note is not known to the others: so each of these notes is as strange as the next one will be.
IReadOnlyList<string> texts = [.. notes.Where(note => !note.IsWhole).Select(note => note.WithoutAccount)];
var questions = Question.All(new(WordCount.In(texts, FewestNotes + 1)));
if (args is ["check", ..])
{
    foreach (var question in questions.Where(q => args.Length == 1 || args.Contains(q.Name)))
    {
        Check.Report(question, notes);
    }

    if (args.Length == 1 || args.Contains("missing"))
    {
        MissingCheck.Report(questions.Single(q => q.Name == "role"), notes);
    }

    foreach (var question in questions.Where(q => q.Name is "account" or "small account" && (args.Length == 1 || args.Contains(q.Name))))
    {
        AccountCheck.Report(question, notes);
    }

    return 0;
}

var folder = Path.Combine(root, "src", "EscalationAgent", "Drafting", "Offline");
File.WriteAllText(Path.Combine(folder, "common-words.txt"), string.Join('\n', WordCount.In(texts, FewestNotes)) + "\n");
var path = Path.Combine(folder, "offline-model.bin");
var models = args.Length > 0 ? LinearModel.Read(File.OpenRead(path)) : [];
foreach (var question in questions.Where(q => args.Length == 0 || args.Contains(q.Name)))
{
    var watch = Stopwatch.StartNew();
    var examples = notes.SelectMany(question.Of).ToList();
    models[question.Name] = MaximumEntropy.Learn(question, examples);
    Console.WriteLine($"{question.Name}: {examples.Count} examples, {watch.Elapsed.TotalSeconds:0} s");
}

using (var file = File.Create(path))
{
    LinearModel.Write(file, models);
}

Console.WriteLine($"{path}: {new FileInfo(path).Length:N0} bytes");
return 0;
