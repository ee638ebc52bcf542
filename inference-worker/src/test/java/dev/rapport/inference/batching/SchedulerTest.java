package dev.rapport.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerTest {
    private static final int PAGE = 8;

    @Test
    void letsAllJoinThatHaveRoom() {
        // Given
        var scheduler = scheduler(4, 100, 20);
        submit(scheduler, "a", 5, 3);
        submit(scheduler, "b", 5, 3);

        // When
        var plan = scheduler.plan();

        // Then
        assertThat(plan.decoding()).isEmpty();
        assertThat(owners(plan.joining())).containsExactly("a", "b");
    }

    @Test
    void decodesWhatIsActiveWhileOthersJoin() {
        // Given
        var scheduler = scheduler(4, 100, 20);
        submit(scheduler, "a", 5, 3);
        advanceAll(scheduler);
        submit(scheduler, "b", 5, 3);

        // When
        var plan = scheduler.plan();

        // Then
        assertThat(owners(plan.decoding())).containsExactly("a");
        assertThat(owners(plan.joining())).containsExactly("b");
        assertThat(owners(plan.rows())).containsExactly("a", "b");
        assertThat(plan.decoding().get(0).lastPosition()).isEqualTo(5);
    }

    @Test
    void fillsASlotInTheStepAfterItIsFree() {
        // Given
        var scheduler = scheduler(1, 100, 20);
        submit(scheduler, "a", 5, 3);
        submit(scheduler, "b", 5, 3);
        var first = scheduler.plan();

        // When
        scheduler.end(first.joining().get(0));

        // Then
        assertThat(owners(scheduler.plan().joining())).containsExactly("b");
    }

    @Test
    void readsNoMorePromptTokensInAStepThanItsBudget() {
        // Given
        var scheduler = scheduler(9, 12, 20);
        submit(scheduler, "a", 6, 1);
        submit(scheduler, "b", 6, 1);
        submit(scheduler, "c", 1, 1);

        // Then
        assertThat(owners(advanceAll(scheduler).joining())).containsExactly("a", "b");
        assertThat(owners(scheduler.plan().joining())).containsExactly("c");
    }

    @Test
    void readsAPromptOverTheBudgetInAStepOfItsOwn() {
        // Given
        var scheduler = scheduler(9, 12, 20);
        submit(scheduler, "long", 40, 1);
        submit(scheduler, "b", 6, 1);

        // Then
        assertThat(owners(advanceAll(scheduler).joining())).containsExactly("long");
        assertThat(owners(scheduler.plan().joining())).containsExactly("b");
    }

    @Test
    void neverOvertakesTheOneThatWaitsForPages() {
        // Given
        var scheduler = scheduler(9, 100, 3);
        submit(scheduler, "a", PAGE, 2);
        submit(scheduler, "large", 2 * PAGE, 1);
        submit(scheduler, "small", 1, 1);

        // When
        var plan = scheduler.plan();

        // Then
        assertThat(owners(plan.joining())).containsExactly("a");
        assertThat(scheduler.waiting()).isEqualTo(2);
    }

    @Test
    void givesNoPageForTheLastTokenWhichIsNeverRead() {
        // Given
        var scheduler = scheduler(9, 100, 1);
        submit(scheduler, "a", PAGE, 1);

        // When
        var plan = scheduler.plan();

        // Then
        assertThat(plan.joining().get(0).pages()).hasSize(1);
        assertThat(Scheduler.fits(PAGE, 2, PAGE, 1)).isFalse();
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
        var sequence = scheduler.plan().joining().get(0);
        scheduler.end(sequence);

        // Then
        assertThatThrownBy(() -> scheduler.end(sequence)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> scheduler.advance(sequence, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesEverythingBackWhenAbandoned() {
        // Given
        var scheduler = scheduler(1, 100, 4);
        submit(scheduler, "a", 2, 2);
        submit(scheduler, "b", 2, 2);
        scheduler.plan();

        // When
        var owners = scheduler.abandon();

        // Then
        assertThat(owners).containsExactly("a", "b");
        assertThat(scheduler.hasWork()).isFalse();
        assertThat(scheduler.freePages()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsItsLimitsAndLosesNothingInRandomRuns(long seed) {
        // Given
        var random = new Random(seed);
        var scheduler = scheduler(5, 30, 9);
        var submitted = 300;
        var ended = new ArrayList<String>();
        var joined = new ArrayList<String>();

        // When
        for (int next = 0; next < submitted || scheduler.hasWork(); ) {
            for (int n = random.nextInt(4); n > 0 && next < submitted; n--) {
                submit(scheduler, "s" + next++, 1 + random.nextInt(40), 1 + random.nextInt(20));
            }
            var plan = scheduler.plan();
            joined.addAll(owners(plan.joining()));
            var pages = new ArrayList<Integer>();
            for (var sequence : plan.rows()) {
                for (var page : sequence.pages()) {
                    pages.add(page);
                }
            }
            assertThat(new HashSet<>(pages)).hasSameSizeAs(pages).doesNotContain(0);
            assertThat(pages.size() + scheduler.freePages()).isEqualTo(9);
            assertThat(plan.rows()).hasSizeLessThanOrEqualTo(5);
            assertThat(plan.isEmpty()).isEqualTo(!scheduler.hasWork());
            for (var sequence : plan.rows()) {
                var full = sequence.lastPosition() + 2 > sequence.pages().length * PAGE;
                if (full || random.nextInt(8) == 0) {
                    scheduler.end(sequence);
                    ended.add(sequence.owner());
                } else if (!advances(scheduler, sequence)) {
                    scheduler.end(sequence);
                    ended.add(sequence.owner());
                }
            }
        }

        // Then
        assertThat(ended).hasSize(submitted).doesNotHaveDuplicates();
        assertThat(joined).hasSize(submitted);
        assertThat(joined.get(0)).isEqualTo("s0");
        assertThat(joined.get(submitted - 1)).isEqualTo("s" + (submitted - 1));
        assertThat(scheduler.freePages()).isEqualTo(9);
    }

    private static boolean advances(Scheduler<String> scheduler, Sequence<String> sequence) {
        try {
            scheduler.advance(sequence, 1);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static Scheduler<String> scheduler(int slots, int prefill, int pages) {
        return new Scheduler<>(new BatchingConfig(slots, prefill), PAGE, pages);
    }

    private static void submit(Scheduler<String> scheduler, String name, int prompt, int maxNewTokens) {
        scheduler.submit(name, new int[prompt], maxNewTokens);
    }

    private static StepPlan<String> advanceAll(Scheduler<String> scheduler) {
        var plan = scheduler.plan();
        plan.rows().forEach(sequence -> scheduler.advance(sequence, 1));
        return plan;
    }

    private static List<String> owners(List<Sequence<String>> sequences) {
        return sequences.stream().map(Sequence::owner).toList();
    }
}
