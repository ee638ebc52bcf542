package dev.rapport.benchmarks.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.benchmarks.inference.Writer.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LockStepTest {
    private static final List<Task> TASKS =
            List.of(new Task("a", List.of(1), 3), new Task("b", List.of(2), 7), new Task("c", List.of(3), 5));

    private final List<List<Task>> asked = new ArrayList<>();

    private final Writer writer = tasks -> {
        asked.add(tasks);
        return tasks.size();
    };

    @Test
    void writesAsMuchForAllAsForWhoWantsMost() {
        // When
        var seconds = new LockStep(writer).secondsFor(TASKS);
        // Then
        assertThat(seconds).isEqualTo(3);
        assertThat(asked).singleElement().satisfies(tasks -> assertThat(tasks)
                .containsExactly(
                        new Task("a", List.of(1), 7), new Task("b", List.of(2), 7), new Task("c", List.of(3), 7)));
    }

    @Test
    void waitsForEachStaticBatchOnItsOwn() {
        // When
        var seconds = new StaticBatches(new LockStep(writer), 2).secondsFor(TASKS);
        // Then
        assertThat(seconds).isEqualTo(3);
        assertThat(asked)
                .extracting(tasks -> tasks.stream().map(Task::newTokens).toList())
                .containsExactly(List.of(7, 7), List.of(5));
    }
}
