package dev.rapport.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

class RebuiltStateFilterTest {
    private static final TaskId TASK = new TaskId(0, 1);
    private static final TaskId OTHER = new TaskId(2, 0);

    @Test
    void dropsTheErrorAboutStatesThatAreRebuilt() {
        assertThat(decide(Map.of(TASK, corrupted(TASK), OTHER, corrupted(OTHER))))
                .isEqualTo(FilterReply.DENY);
    }

    @Test
    void keepsTheErrorWhenATaskFailedOtherwise() {
        assertThat(decide(Map.of(TASK, corrupted(TASK), OTHER, new StreamsException("no room left"))))
                .isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void keepsOtherErrors() {
        assertThat(decide("Failed to close task 0_1 cleanly")).isEqualTo(FilterReply.NEUTRAL);
    }

    private static RuntimeException corrupted(TaskId task) {
        return new TaskCorruptedException(Set.of(task));
    }

    private static FilterReply decide(Map<TaskId, RuntimeException> failures) {
        return decide("stream-thread [one] Get exceptions for the following tasks: " + failures);
    }

    private static FilterReply decide(String message) {
        var logger = new LoggerContext().getLogger("org.apache.kafka.streams.processor.internals.TaskManager");
        return new RebuiltStateFilter().decide(new LoggingEvent("", logger, Level.ERROR, message, null, null));
    }
}
