package dev.rapport.runtime.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

final class FailureLineTest {
    @Test
    void tellsTheCausesThatSayMore() {
        // Given
        var timeout = new IOException("no node\nwithin 60 s");
        var failure = new ExecutionException(new IllegalStateException("cannot list the topics", timeout));
        // When
        var line = FailureLine.of(failure);
        // Then
        assertThat(line).isEqualTo("cannot list the topics: no node");
    }

    @Test
    void tellsNothingTwice() {
        var cause = new IOException("disk full");
        assertThat(FailureLine.of(new IllegalStateException("cannot write: disk full", cause)))
                .isEqualTo("cannot write: disk full");
    }

    @Test
    void tellsTheKindWhereThereIsNoMessage() {
        assertThat(FailureLine.of(new IllegalStateException(new IOException("disk full"))))
                .isEqualTo("IllegalStateException: disk full");
        assertThat(FailureLine.of(new NullPointerException())).isEqualTo("NullPointerException");
    }

    @Test
    void findsTheInnermostCauseAndItsOwnLine() {
        // Given
        var disk = new IOException("no space left\non device");
        // Then
        assertThat(FailureLine.innermost(new IllegalStateException(new ExecutionException(disk))))
                .isSameAs(disk);
        assertThat(FailureLine.innermost(disk)).isSameAs(disk);
        assertThat(FailureLine.ofOne(disk)).isEqualTo("no space left");
        assertThat(FailureLine.ofOne(new IllegalStateException("cannot write", disk)))
                .isEqualTo("cannot write");
        assertThat(FailureLine.ofOne(new IOException(" "))).isEqualTo("IOException");
    }

    @Test
    void tellsMistakesFromWhatHasAReason() {
        for (var mistake : List.of(
                new NullPointerException(),
                new ClassCastException(),
                new IndexOutOfBoundsException(),
                new NoSuchElementException(),
                new UnsupportedOperationException(),
                new StackOverflowError(),
                new AssertionError())) {
            assertThat(FailureLine.isMistake(new IllegalStateException("while starting", mistake)))
                    .as(mistake.toString())
                    .isTrue();
        }
        for (var reason : List.of(new IOException("away"), new IllegalStateException("no model"), new LinkageError())) {
            assertThat(FailureLine.isMistake(new IllegalStateException("while starting", reason)))
                    .as(reason.toString())
                    .isFalse();
        }
    }
}
