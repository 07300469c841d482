using EscalationAgent.Yaml;
using Escalations;

namespace EscalationAgent.Playbooks;

/// <summary>Reads the terms of a playbook.</summary>
/// <param name="sprintWeeks">How long a sprint is; null when the playbook does not speak of sprints.</param>
internal sealed class TermReader(YamlReader yaml, int? sprintWeeks)
{
    private const string LengthAdvice = "'48 hours' or '5 business days'";

    public Term Term(YamlPiece? piece, string where) => Read(piece, where, TermText.Advice, _ => null);

    public Term? OptionalTerm(YamlPiece? piece, string where) => piece is null ? null : Term(piece, where);

    /// <summary>A term that is a length; "same day" is none.</summary>
    public Term Length(YamlPiece? piece, string where) =>
        Read(piece, where, LengthAdvice, term =>
            term.Unit is TermUnit.SameDay or TermUnit.NextPlanning ? $"'{term}' is no length of time; write such as {LengthAdvice}" : null
        );

    public Term? OptionalLength(YamlPiece? piece, string where) => piece is null ? null : Length(piece, where);

    /// <param name="refuse">Why a term that can be read can't stand here; null when it can.</param>
    private Term Read(YamlPiece? piece, string where, string advice, Func<Term, string?> refuse)
    {
        if (yaml.Text(piece, where) is not { } text)
        {
            return Escalations.Term.SameDay;
        }

        var term = TermText.Read(text, out var fault, advice, sprintWeeks ?? 1);
        fault ??= refuse(term!);
        if (fault is null && term is { Unit: TermUnit.Sprints or TermUnit.NextPlanning } && sprintWeeks is null)
        {
            fault = $"'{text}' needs to know when sprints begin; say so under sprints";
        }

        if (fault is not null)
        {
            yaml.Fault(piece!.At, $"{where}: {fault}");
        }

        return term ?? Escalations.Term.SameDay;
    }
}
