package dev.rapport.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotsTest {
    @Test
    void letsTheHighestPriorityGoFirstAndThenTheOldest() {
        // Given
        var slots = new Slots(1, Runnable::run);
        var ran = new ArrayList<String>();
        slots.take(0, () -> ran.add("holder"));
        slots.take(0, () -> ran.add("first"));
        slots.take(0, () -> ran.add("second"));
        slots.take(5, () -> ran.add("urgent"));

        // When
        var before = List.copyOf(ran);
        slots.release();
        slots.release();
        slots.release();
        slots.release();
        slots.take(0, () -> ran.add("next"));

        // Then
        assertThat(before).containsExactly("holder");
        assertThat(ran).containsExactly("holder", "urgent", "first", "second", "next");
    }
}
