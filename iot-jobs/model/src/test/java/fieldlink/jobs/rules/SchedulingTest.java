package fieldlink.jobs.rules;

import static fieldlink.jobs.rules.Given.DEVICE;
import static fieldlink.jobs.rules.Given.NOON;
import static fieldlink.jobs.rules.Given.PICO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fieldlink.jobs.Cause;
import fieldlink.jobs.Command;
import fieldlink.jobs.Delivery;
import fieldlink.jobs.Hours;
import fieldlink.jobs.Job;
import fieldlink.jobs.JobId;
import fieldlink.jobs.JobRequest;
import fieldlink.jobs.JobState;
import fieldlink.jobs.Misfire;
import fieldlink.jobs.Rejection;
import fieldlink.jobs.Schedule;
import fieldlink.jobs.ScheduleId;
import fieldlink.jobs.Submission;
import fieldlink.jobs.Terms;
import fieldlink.jobs.Timetable;
import fieldlink.jobs.Timing;
import fieldlink.jobs.Window;
import fieldlink.jobs.rules.Scheduling.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchedulingTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void aNewScheduleBeginsWithTheNextDueTime() {
        Turn turn = Scheduling.turn(hourly(Misfire.SKIP), NOON);
        assertThat(turn.fire()).isEmpty();
        assertThat(turn.schedule().next()).contains(NOON.plus(HOUR));
    }

    @Test
    void aDueTimeFiresWhenItComesAndNotAgain() {
        Schedule begun = begun(Misfire.SKIP);
        assertThat(Scheduling.turn(begun, NOON.plus(HOUR).minusNanos(1)).fire()).isEmpty();
        Turn turn = Scheduling.turn(begun, NOON.plus(HOUR).plusSeconds(60));
        assertThat(turn.fire()).containsExactly(NOON.plus(HOUR));
        assertThat(turn.schedule().next()).contains(NOON.plus(HOUR.multipliedBy(2)));
        assertThat(Scheduling.turn(turn.schedule(), NOON.plus(HOUR).plusSeconds(60))
                        .fire())
                .isEmpty();
    }

    @Test
    void whatWasMissedIsAMatterOfPolicy() {
        Instant late = NOON.plus(Duration.ofMinutes(200));
        assertThat(Scheduling.turn(begun(Misfire.SKIP), late).fire()).isEmpty();
        assertThat(Scheduling.turn(begun(Misfire.ONCE), late).fire()).containsExactly(hours(3));
        assertThat(Scheduling.turn(begun(Misfire.ALL), late).fire()).containsExactly(hours(1), hours(2), hours(3));
        assertThat(Scheduling.turn(begun(Misfire.SKIP), late)
                        .schedule()
                        .standing()
                        .missed())
                .isEqualTo(3);
        assertThat(Scheduling.turn(begun(Misfire.ONCE), late)
                        .schedule()
                        .standing()
                        .missed())
                .isEqualTo(2);
    }

    /** The job that is on time makes up for those that were missed. */
    @Test
    void onceIsOnceEvenWhenADueTimeIsOnTime() {
        assertThat(Scheduling.turn(begun(Misfire.ONCE), hours(3)).fire()).containsExactly(hours(3));
        assertThat(Scheduling.turn(begun(Misfire.SKIP), hours(3)).fire()).containsExactly(hours(3));
    }

    @Test
    void allHasALimit() {
        Instant late = NOON.plus(HOUR.multipliedBy(5_000));
        Turn turn = Scheduling.turn(begun(Misfire.ALL), late);
        assertThat(turn.fire()).hasSize(Scheduling.MOST_CAUGHT_UP).endsWith(late);
    }

    @Test
    void aClockThatIsPutBackDoesNotBringUpAgainWhatFired() {
        Schedule fired = fire(begun(Misfire.SKIP), hours(2));
        Turn turn = Scheduling.turn(fired, NOON);
        assertThat(turn.fire()).isEmpty();
        assertThat(turn.schedule().next()).contains(hours(3));
    }

    /** A clock that was far ahead for a moment must not silence a schedule for years. */
    @Test
    void aClockThatIsPutBackBringsUpAgainWhatWasSkipped() {
        Turn ahead = Scheduling.turn(begun(Misfire.SKIP), hours(100_000).plusSeconds(600));
        assertThat(ahead.fire()).isEmpty();
        assertThat(Scheduling.turn(ahead.schedule(), NOON).schedule().next()).contains(hours(1));
    }

    @Test
    void aPausedScheduleLetsItsDueTimesPass() {
        Schedule paused = begun(Misfire.ALL).enabled(false);
        assertThat(paused.isDue(hours(5))).isFalse();
        assertThat(Scheduling.turn(paused, hours(5)).fire()).isEmpty();
        Turn resumed = Scheduling.turn(paused.enabled(true), hours(5));
        assertThat(resumed.fire()).isEmpty();
        assertThat(resumed.schedule().next()).contains(hours(6));
    }

    @Test
    void jobsEndWithTheirHours() {
        // 21:00 in Tokyo is NOON; due times from 22:00 to 03:00 are within the hours.
        Schedule nightly = schedule(Misfire.ALL, Hours.parse("22:00-04:00"));
        Instant eleven = hours(2);
        Window night = Scheduling.request(nightly, eleven, Optional.of(DEVICE), eleven)
                .terms()
                .window();
        assertThat(night).isEqualTo(new Window(null, hours(7)));
        Instant noonInTokyo = hours(15);
        assertThat(Scheduling.request(nightly, noonInTokyo, Optional.of(DEVICE), noonInTokyo)
                        .terms()
                        .window())
                .isEqualTo(new Window(hours(25), hours(31)));
    }

    @Test
    void aDueTimeWhoseHoursAreOverIsMissedWhateverThePolicy() {
        Schedule nightly = Scheduling.turn(schedule(Misfire.ALL, Hours.parse("22:00-04:00")), NOON)
                .schedule();
        Turn turn = Scheduling.turn(nightly, hours(8));
        // 04:00 and 05:00 belong to the coming night; 22:00 to 03:00 are over.
        assertThat(turn.fire()).containsExactly(hours(7), hours(8));
        assertThat(turn.schedule().standing().missed()).isEqualTo(6);
    }

    /** A device that was away for a month does not move thirty times when it is back. */
    @Test
    void aJobThatNoDeviceTookMakesRoomForTheNext() {
        assertThat(request(begun(Misfire.SKIP), hours(1)).terms().window()).isEqualTo(new Window(null, hours(2)));
        assertThat(request(begun(Misfire.ALL), hours(1)).terms().window()).isEqualTo(Window.ANY_TIME);
    }

    @Test
    void theKeyIsMadeOfScheduleAndDueTime() {
        JobRequest request = request(begun(Misfire.SKIP), hours(1));
        assertThat(request.origin().key()).isEqualTo("schedule:airing:2026-03-01T13:00:00Z");
        assertThat(request.terms().delivery()).isEqualTo(Delivery.AT_MOST_ONCE);
    }

    @Test
    void theEndOfItsLastJobIsKeptInMind() {
        Schedule begun = begun(Misfire.SKIP);
        Job job = job(begun, hours(1));
        Schedule fired = Scheduling.fired(begun, hours(1), new Submission.Accepted(job), hours(1));
        assertThat(Scheduling.origin(job)).contains(fired.id());
        Job done = Settling.settle(job, JobState.SUCCEEDED, Cause.REPORTED, hours(1));
        assertThat(Scheduling.settled(fired, done)
                        .orElseThrow()
                        .last()
                        .orElseThrow()
                        .state())
                .isEqualTo(JobState.SUCCEEDED);
        assertThat(Scheduling.settled(begun, done)).isEmpty();
    }

    @Test
    void aRefusalIsKeptInMindAndCountsAsMissed() {
        Schedule refused = Scheduling.fired(
                begun(Misfire.SKIP), hours(1), new Submission.Refused(new Rejection.UnknownDevice(PICO)), hours(1));
        assertThat(refused.last().orElseThrow().refusal()).contains("pico-1");
        assertThat(refused.standing().missed()).isEqualTo(1);
        assertThat(refused.standing().fired()).isZero();
    }

    @Test
    void termsHaveNoWindowOfTheirOwn() {
        Terms terms = Terms.standard(Delivery.AT_MOST_ONCE).within(new Window(null, NOON));
        assertThatThrownBy(() -> new Schedule.Task(PICO, Command.named("led"), terms))
                .hasMessageContaining("comes from its hours");
    }

    @Property(tries = 300)
    void eachDueTimeFiresAtMostOnceWhateverTheClockDoes(
            @ForAll @Size(max = 60) List<@IntRange(min = -500, max = 500) Integer> minutes, @ForAll Misfire misfire) {
        Schedule schedule = hourly(misfire);
        Instant now = NOON;
        List<Instant> fired = new ArrayList<>();
        for (int step : minutes) {
            now = now.plus(Duration.ofMinutes(step));
            Turn turn = Scheduling.turn(schedule, now);
            Instant latest = now;
            assertThat(turn.fire()).isSorted().noneMatch(due -> due.isAfter(latest));
            fired.addAll(turn.fire());
            schedule = afterFiring(turn, now);
        }
        assertThat(fired).doesNotHaveDuplicates();
    }

    @Property(tries = 300)
    void withAllEachDueTimeFiresExactlyOnceWhileTheClockGoesForward(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 5_000) Integer> minutes) {
        Schedule schedule = begun(Misfire.ALL);
        Instant now = NOON;
        List<Instant> fired = new ArrayList<>();
        for (int step : minutes) {
            now = now.plus(Duration.ofMinutes(step));
            Turn turn = Scheduling.turn(schedule, now);
            fired.addAll(turn.fire());
            schedule = afterFiring(turn, now);
        }
        long hours = Duration.between(NOON, now).toHours();
        assertThat(fired).hasSize((int) hours).isSorted().doesNotHaveDuplicates();
    }

    private static Schedule afterFiring(Turn turn, Instant now) {
        Schedule schedule = turn.schedule();
        for (Instant due : turn.fire()) {
            schedule = Scheduling.fired(schedule, due, new Submission.Accepted(job(schedule, due)), now);
        }
        return schedule;
    }

    private static Schedule fire(Schedule schedule, Instant now) {
        return afterFiring(Scheduling.turn(schedule, now), now);
    }

    private static JobRequest request(Schedule schedule, Instant due) {
        return Scheduling.request(schedule, due, Optional.of(DEVICE), due);
    }

    private static Job job(Schedule schedule, Instant due) {
        JobRequest request = request(schedule, due).under(Terms.standard(Delivery.AT_MOST_ONCE));
        Submission submission = Admission.submit(request, JobId.of("j-" + due), DEVICE, 0, Optional.empty(), due);
        return ((Submission.Accepted) submission).job();
    }

    private static Instant hours(int hours) {
        return NOON.plus(HOUR.multipliedBy(hours));
    }

    private static Schedule begun(Misfire misfire) {
        return Scheduling.turn(hourly(misfire), NOON).schedule();
    }

    private static Schedule hourly(Misfire misfire) {
        return schedule(misfire, null);
    }

    private static Schedule schedule(Misfire misfire, @Nullable Hours hours) {
        return new Schedule(
                ScheduleId.of("airing"),
                new Schedule.Task(PICO, Command.named("led"), null),
                new Timetable(new Timing.Every(HOUR, NOON), TOKYO, hours),
                misfire,
                true,
                Schedule.Standing.NEW);
    }
}
