using EscalationAgent.Training;

// Learns the offline writer's weights from the tuning half of the labelled notes. The held-out half is never read here.
//   dotnet run --project tests/EscalationAgent.Training            cross-validates, and writes the weights
//   dotnet run --project tests/EscalationAgent.Training -- check   cross-validates alone
var root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "EscalationAgent.sln")))
{
    root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("Run it inside the repository.");
}

var examples = Examples.Read(Path.Combine(root, "tests", "EscalationAgent.Tests", "Samples", "notes"));
Questions.Report(examples);
if (args is not ["check"])
{
    ModelFile.Write(Path.Combine(root, "src", "EscalationAgent", "Drafting", "Offline", "offline-model.json"), examples);
}

return 0;
