package dev.rapport.scoring.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.scoring.state.GoalEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an order is worth when it is told more than once; every expectation holds in any order of arrival. */
final class ReachedGoalTest {
    @Test
    void takesAThankYouPageThatIsLoadedAgainForTheSameOrder() {
        // Given
        var events = List.of(anOrder("a", null, 10, 39_90L), anOrder("b", null, 13, 39_90L));
        // Then
        assertThat(inAnyOrder(events)).isEqualTo(new Worth(10, Map.of("EUR", 39_90L)));
    }

    @Test
    void takesTheLatestAmountOfACorrectedOrderWhenItWasPlaced() {
        // Given
        var events = List.of(anOrder("a", null, 10, 30_00L), anOrder("b", null, 20, 5_00L), noAmount("c", 30));
        // Then
        assertThat(inAnyOrder(events)).isEqualTo(new Worth(10, Map.of("EUR", 5_00L)));
    }

    @Test
    void decidesBetweenAmountsOfTheSameTimeByMessage() {
        // Given
        var events =
                List.of(anOrder("x", null, 10, 1_00L), anOrder("z", null, 10, 3_00L), anOrder("y", null, 10, 2_00L));
        // Then
        assertThat(inAnyOrder(events)).isEqualTo(new Worth(10, Map.of("EUR", 3_00L)));
    }

    @Test
    void addsUpWhatSaysThatItIsALineAndTakesTheLatestOfEachLine() {
        // Given
        var events = List.of(
                anOrder("a", "1", 10, 1_00L),
                anOrder("b", "2", 11, 2_00L),
                anOrder("c", "2", 12, 20_00L),
                anOrder("d", "3", 12, 3_00L));
        // Then
        assertThat(inAnyOrder(events)).isEqualTo(new Worth(10, Map.of("EUR", 24_00L)));
    }

    @Test
    void takesTheAmountOfTheWholeOrderBeforeThoseOfItsLines() {
        // Given
        var events = List.of(anOrder("a", "1", 10, 1_00L), anOrder("b", null, 11, 4_00L), anOrder("c", "2", 12, 2_00L));
        // Then
        assertThat(inAnyOrder(events)).isEqualTo(new Worth(10, Map.of("EUR", 4_00L)));
    }

    @Test
    void countsOrdersWithoutAnIdOneByOne() {
        // Given
        var one = GoalEvent.newBuilder(anOrder("a", null, 10, 5_00L))
                .setOrderId(null)
                .build();
        var other = GoalEvent.newBuilder(anOrder("b", null, 10, 5_00L))
                .setOrderId(null)
                .build();
        // Then
        assertThat(reached(List.of(one, other))).hasSize(2);
    }

    private record Worth(long at, Map<String, Long> revenueMinor) {}

    private static Worth inAnyOrder(List<GoalEvent> events) {
        var random = new Random(5);
        var shuffled = new ArrayList<>(events);
        Worth worth = null;
        for (var i = 0; i < 24; i++) {
            Collections.shuffle(shuffled, random);
            var reached = reached(shuffled);
            assertThat(reached).hasSize(1);
            var now = new Worth(reached.get(0).at(), reached.get(0).revenueMinor());
            assertThat(worth == null ? now : worth).isEqualTo(now);
            worth = now;
        }
        return Objects.requireNonNull(worth);
    }

    private static GoalEvent noAmount(String messageId, long at) {
        return GoalEvent.newBuilder(anOrder(messageId, null, at, 0))
                .setCurrency(null)
                .build();
    }

    private static GoalEvent anOrder(String messageId, @Nullable String lineId, long at, long cents) {
        return GoalEvent.newBuilder()
                .setGoal("Order Completed")
                .setMessageId(messageId)
                .setOrderId("order-1")
                .setLineId(lineId)
                .setOccurredAt(at)
                .setAmountMinor(cents)
                .setCurrency("EUR")
                .build();
    }

    private static List<ReachedGoal> reached(List<GoalEvent> events) {
        var ledger = new GoalLedger(null);
        events.forEach(ledger::record);
        return ledger.reached();
    }
}
