package dev.rapport.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.batching.StepPlan.Chunk;
import dev.rapport.inference.batching.StepPlan.Copy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private static final int PAGE = 8;

    @Test
    void letsAllJoinThatHaveRoom() {
        // Given
        var scheduler = scheduler(4, 100, 20);
        submit(scheduler, "a", 5, 3);
        submit(scheduler, "b", 5, 3);

        // When
        var plan = scheduler.plan(0);

        // Then
        assertThat(plan.decoding()).isEmpty();
        assertThat(joining(plan)).containsExactly("a", "b");
    }

    @Test
    void decodesWhatIsActiveWhileOthersJoin() {
        // Given
        var scheduler = scheduler(4, 100, 20);
        submit(scheduler, "a", 5, 3);
        advanceAll(scheduler);
        submit(scheduler, "b", 5, 3);

        // When
        var plan = scheduler.plan(0);

        // Then
        assertThat(plan.decoding()).extracting(Sequence::owner).containsExactly("a");
        assertThat(joining(plan)).containsExactly("b");
        assertThat(plan.decoding().get(0).lastPosition()).isEqualTo(5);
    }

    @Test
    void fillsASlotInTheStepAfterItIsFree() {
        // Given
        var scheduler = scheduler(1, 100, 20);
        submit(scheduler, "a", 5, 3);
        submit(scheduler, "b", 5, 3);
        var first = rows(scheduler, scheduler.plan(0));

        // When
        scheduler.end(first.get(0));

        // Then
        assertThat(joining(scheduler.plan(0))).containsExactly("b");
    }

    @Test
    void readsNoMorePromptTokensInAStepThanItsBudget() {
        // Given
        var scheduler = scheduler(9, 12, 20);
        submit(scheduler, "a", 6, 1);
        submit(scheduler, "b", 6, 1);
        submit(scheduler, "c", 1, 1);

        // Then
        assertThat(joining(advanceAll(scheduler))).containsExactly("a", "b");
        assertThat(joining(scheduler.plan(0))).containsExactly("c");
    }

    @Test
    void readsALongPromptInWholePagesBesideWhatDecodes() {
        // Given
        var scheduler = scheduler(9, 2 * PAGE + 3, 20);
        submit(scheduler, "short", 2, 9);
        submit(scheduler, "long", 5 * PAGE + 1, 9);

        // When
        var plans = IntStream.range(0, 4).mapToObj(i -> advanceAll(scheduler)).toList();

        // Then
        assertThat(chunks(plans.get(0))).containsExactly("short 0-2", "long 0-16");
        assertThat(chunks(plans.get(1))).containsExactly("long 16-32");
        assertThat(chunks(plans.get(2))).containsExactly("long 32-41");
        assertThat(plans.subList(1, 4)).allMatch(plan -> !plan.decoding().isEmpty());
    }

    @Test
    void readsAtLeastAPageInAStep() {
        // Given
        var scheduler = scheduler(9, 1, 20);
        submit(scheduler, "a", PAGE + 1, 1);

        // Then
        assertThat(chunks(advanceAll(scheduler))).containsExactly("a 0-8");
        assertThat(chunks(advanceAll(scheduler))).containsExactly("a 8-9");
    }

    @Test
    void neverOvertakesTheOneThatWaitsForPages() {
        // Given
        var scheduler = scheduler(9, 100, 3);
        submit(scheduler, "a", PAGE, 2);
        var own = IntStream.range(50, 50 + 2 * PAGE).toArray();
        scheduler.submit(List.of("large"), own, 1, 0, Scheduler.NO_DEADLINE);
        submit(scheduler, "small", 1, 1);

        // When
        var plan = scheduler.plan(0);

        // Then
        assertThat(joining(plan)).containsExactly("a");
        assertThat(scheduler.waiting()).isEqualTo(2);
    }

    @Test
    void givesNoPageForTheLastTokenWhichIsNeverRead() {
        // Given
        var scheduler = scheduler(9, 100, 1);
        submit(scheduler, "a", PAGE, 1);

        // Then
        assertThat(rows(scheduler, scheduler.plan(0)).get(0).pages()).hasSize(1);
        assertThat(Scheduler.fits(PAGE, 2, PAGE, 1)).isFalse();
    }

    @Test
    void readsAPromptOnceForAllThatFollowIt() {
        // Given: a page and a half
        var scheduler = scheduler(9, 100, 20);
        scheduler.submit(List.of("a", "b", "c"), numbered(12), 9, 0, Scheduler.NO_DEADLINE);

        // When
        var plan = scheduler.plan(0);
        var sequences = scheduler.branch(plan.chunks().get(0).prefill());
        sequences.forEach(sequence -> scheduler.advance(sequence, 1));
        var next = scheduler.plan(0);

        // Then: the full page is shared, the half one copied
        assertThat(chunks(plan)).containsExactly("a 0-12");
        var pages = sequences.stream().map(Sequence::pages).toList();
        assertThat(pages).allMatch(own -> own[0] == pages.get(0)[0] && own.length == 3);
        assertThat(next.copies())
                .containsExactly(
                        new Copy(pages.get(0)[1], pages.get(1)[1]), new Copy(pages.get(0)[1], pages.get(2)[1]));
        assertThat(pages.stream().flatMapToInt(Arrays::stream).distinct()).hasSize(1 + 3 * 2);
        assertThat(scheduler.freePages()).isEqualTo(20 - 7);
        sequences.forEach(scheduler::end);
        assertThat(scheduler.freePages()).isEqualTo(20);
    }

    @Test
    void copiesNothingWhenThePromptEndsWithItsPage() {
        // Given
        var scheduler = scheduler(9, 100, 20);
        scheduler.submit(List.of("a", "b"), numbered(PAGE), 3, 0, Scheduler.NO_DEADLINE);

        // When
        advanceAll(scheduler);

        // Then
        assertThat(scheduler.plan(0).copies()).isEmpty();
    }

    @Test
    void letsSequencesOfAPromptFollowLaterWhenTheyDoNotFitTogether() {
        // Given
        var scheduler = scheduler(2, 100, 20);
        scheduler.submit(List.of("a", "b", "c"), numbered(12), 1, 0, Scheduler.NO_DEADLINE);

        // When
        var first = rows(scheduler, scheduler.plan(0));
        first.forEach(scheduler::end);

        // Then
        assertThat(first).extracting(Sequence::owner).containsExactly("a", "b");
        assertThat(rows(scheduler, scheduler.plan(0)))
                .extracting(Sequence::owner)
                .containsExactly("c");
    }

    @Test
    void sharesThePagesOfTheSameBeginning() {
        // Given
        var scheduler = scheduler(9, 100, 20);
        var one = numbered(2 * PAGE + 4);
        var other = numbered(2 * PAGE + 6);
        other[PAGE + 1] = 99;
        scheduler.submit(List.of("one"), one, 1, 0, Scheduler.NO_DEADLINE);
        scheduler.submit(List.of("same"), one.clone(), 1, 0, Scheduler.NO_DEADLINE);
        scheduler.submit(List.of("other"), other, 1, 0, Scheduler.NO_DEADLINE);

        // When
        var plan = scheduler.plan(0);
        var rows = rows(scheduler, plan);

        // Then
        assertThat(chunks(plan)).containsExactly("one 0-20", "same 16-20", "other 8-22");
        assertThat(rows.get(1).pages())
                .startsWith(rows.get(0).pages()[0], rows.get(0).pages()[1]);
        assertThat(rows.get(2).pages()[0]).isEqualTo(rows.get(0).pages()[0]);
        assertThat(scheduler.sharedTokens()).isEqualTo(3 * PAGE);
    }

    @Test
    void findsABeginningAgainAfterItsReaderLeft() {
        // Given
        var scheduler = scheduler(9, 100, 4);
        submit(scheduler, "a", 2 * PAGE, 1);
        rows(scheduler, scheduler.plan(0)).forEach(scheduler::end);

        // When
        submit(scheduler, "b", 2 * PAGE, 1);

        // Then: the last token is read for what follows it
        assertThat(chunks(advanceAll(scheduler))).containsExactly("b 8-16");
    }

    @Test
    void forgetsABeginningWhenItsPageIsNeeded() {
        // Given
        var scheduler = scheduler(9, 100, 2);
        submit(scheduler, "a", 2 * PAGE, 1);
        rows(scheduler, scheduler.plan(0)).forEach(scheduler::end);
        var other = IntStream.range(50, 50 + 2 * PAGE).toArray();
        scheduler.submit(List.of("other"), other, 1, 0, Scheduler.NO_DEADLINE);
        rows(scheduler, scheduler.plan(0)).forEach(scheduler::end);

        // When
        submit(scheduler, "a", 2 * PAGE, 1);

        // Then
        assertThat(chunks(advanceAll(scheduler))).containsExactly("a 0-16");
    }

    @Test
    void takesWhoHasPriorityFirstButLetsNobodyStarve() {
        // Given
        var scheduler = scheduler(1, 100, 20);
        submit(scheduler, "first", 1, 1);
        scheduler.submit(List.of("urgent"), numbered(1), 1, 1, Scheduler.NO_DEADLINE);
        for (int i = 0; i < Scheduler.TURNS_PER_PRIORITY; i++) {
            scheduler.submit(List.of("later"), numbered(1), 1, 1, Scheduler.NO_DEADLINE);
        }

        // When
        var order = new ArrayList<String>();
        while (scheduler.hasWork()) {
            for (var sequence : rows(scheduler, scheduler.plan(0))) {
                order.add(sequence.owner());
                scheduler.end(sequence);
            }
        }

        // Then
        assertThat(order.get(0)).isEqualTo("urgent");
        assertThat(order.indexOf("first")).isBetween(1, (int) Scheduler.TURNS_PER_PRIORITY);
        assertThat(order).endsWith("later");
    }

    @Test
    void turnsAwayWhoWaitedBeyondTheDeadline() {
        // Given
        var scheduler = scheduler(1, 100, 20);
        submit(scheduler, "a", 1, 5);
        scheduler.submit(List.of("b", "c"), numbered(3), 5, 0, 1_000);
        advanceAll(scheduler);

        // Then
        assertThat(scheduler.plan(1_000).late()).isEmpty();
        assertThat(scheduler.plan(1_001).late()).containsExactly("b", "c");
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void refusesWhatNeverFits() {
        var scheduler = scheduler(9, 100, 2);

        assertThatThrownBy(() -> submit(scheduler, "a", 2 * PAGE, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> submit(scheduler, "a", 0, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> submit(scheduler, "a", 5, Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesMovesOfASequenceThatEnded() {
        // Given
        var scheduler = scheduler(9, 100, 2);
        submit(scheduler, "a", 2, 2);
        var sequence = rows(scheduler, scheduler.plan(0)).get(0);
        scheduler.end(sequence);

        // Then
        assertThatThrownBy(() -> scheduler.end(sequence)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> scheduler.advance(sequence, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesOutWhoIsGoneWhereverItIs() {
        // Given: one decodes, one is half read, one waits
        var scheduler = scheduler(2, PAGE, 9);
        submit(scheduler, "decodes", 2, 9);
        advanceAll(scheduler);
        submit(scheduler, "is read", 3 * PAGE, 2);
        advanceAll(scheduler);
        submit(scheduler, "waits", 2, 2);

        // When
        var owners = scheduler.remove(owner -> true);

        // Then
        assertThat(owners).containsExactlyInAnyOrder("decodes", "is read", "waits");
        assertThat(scheduler.hasWork()).isFalse();
        assertThat(scheduler.freePages()).isEqualTo(9);
    }

    private static Scheduler<String> scheduler(int slots, int prefill, int pages) {
        return new Scheduler<>(new BatchingConfig(slots, prefill), PAGE, pages);
    }

    private static void submit(Scheduler<String> scheduler, String name, int prompt, int maxNewTokens) {
        scheduler.submit(List.of(name), numbered(prompt), maxNewTokens, 0, Scheduler.NO_DEADLINE);
    }

    private static int[] numbered(int length) {
        return IntStream.range(0, length).toArray();
    }

    private static StepPlan<String> advanceAll(Scheduler<String> scheduler) {
        var plan = scheduler.plan(0);
        rows(scheduler, plan).forEach(sequence -> scheduler.advance(sequence, 1));
        return plan;
    }

    /** All sequences that get a token. */
    static <T> List<Sequence<T>> rows(Scheduler<T> scheduler, StepPlan<T> plan) {
        var rows = new ArrayList<>(plan.decoding());
        plan.chunks().stream().filter(Chunk::isLast).forEach(chunk -> rows.addAll(scheduler.branch(chunk.prefill())));
        return rows;
    }

    private static List<String> joining(StepPlan<String> plan) {
        return plan.chunks().stream()
                .filter(Chunk::isLast)
                .flatMap(chunk -> chunk.prefill().owners().stream())
                .toList();
    }

    private static List<String> chunks(StepPlan<String> plan) {
        return plan.chunks().stream()
                .map(chunk -> chunk.prefill().owners().get(0) + " " + chunk.start() + "-" + chunk.end())
                .toList();
    }
}
