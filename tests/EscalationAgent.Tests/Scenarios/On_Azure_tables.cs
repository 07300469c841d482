using EscalationAgent.Tests.Fakes;

namespace EscalationAgent.Tests.Scenarios;

/// <summary>
/// A choice of the stories, told on Azure Table storage; with <c>ESCALATION_AGENT_TEST_STORE=tables</c> all of them are.
/// </summary>
[Collection(nameof(Timed))]
public sealed class On_Azure_tables
{
    [Fact]
    public Task From_notes_to_closed() => OnTables(new From_notes_to_closed().The_whole_story_over_http_in_under_five_seconds);

    [Fact]
    public Task Nobody_acknowledges() =>
        OnTables(new Nobody_acknowledges().At_the_ladders_end_leadership_is_told_loudly_and_again_a_few_times_and_there_is_no_loop);

    [Fact]
    public Task A_repeated_press() => OnTables(new Teams_and_their_cards().A_repeated_press_has_one_effect_and_the_same_answer);

    [Fact]
    public Task A_press_on_an_old_card() => OnTables(new Teams_and_their_cards().A_press_on_an_old_card_shows_the_new_one);

    [Fact]
    public Task Many_press_at_once() => OnTables(new Teams_and_their_cards().Of_many_who_press_acknowledge_at_once_one_owns_it_and_the_others_are_told_who);

    [Fact]
    public Task The_csm_leaves() => OnTables(new Nobody_is_left_behind().Without_its_csm_the_team_and_those_above_hear_of_it_and_of_what_the_csm_owes);

    [Fact]
    public Task A_place_is_lost() => OnTables(new Nobody_is_left_behind().Leaderships_channel_is_deleted_and_what_it_missed_follows_when_it_is_linked_anew);

    [Fact]
    public Task The_weekly_summary_over_a_restart() => OnTables(new Mondays().A_restart_posts_it_no_second_time_and_a_missed_hour_is_made_up_for);

    [Fact]
    public Task An_interview_over_restarts() => OnTables(new Interviews().It_survives_a_restart_after_every_answer);

    [Fact]
    public Task Teams_is_away() => OnTables(new Teams_and_their_cards().What_Teams_cannot_take_now_is_delivered_later);

    private static Task OnTables(Func<Task> story)
    {
        TestStore.UseTables();
        return story();
    }
}
