package dev.rapport.inference.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.inference.model.ModelException;
import dev.rapport.inference.model.ModelUnavailableException;
import dev.rapport.runtime.wait.Pause;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ModelProbeTest {
    private static final CompletableFuture<String> ANSWER = CompletableFuture.completedFuture("hello");

    private final Queue<CompletableFuture<String>> answers = new ArrayDeque<>();
    private final ModelProbe probe = new ModelProbe(answers::remove);

    @Test
    void isReadyOnceTheProbeIsAnswered() {
        // Given
        var answer = new CompletableFuture<String>();
        answers.add(answer);
        var before = probe.isReady();
        answer.complete("hello");
        // When
        var after = probe.isReady();
        // Then
        assertThat(List.of(before, after)).containsExactly(false, true);
    }

    @Test
    void sendsNothingWhenAPromptWasAnswered() {
        // Given: no answer is there for a probe
        probe.answered();
        // When
        var ready = probe.isReady();
        // Then
        assertThat(ready).isTrue();
    }

    @Test
    void startsAnewAfterAReset() {
        // Given
        probe.answered();
        probe.reset();
        answers.add(new CompletableFuture<>());
        // When
        var ready = probe.isReady();
        // Then
        assertThat(ready).isFalse();
    }

    @Test
    void failsWithTheKindOfTheModelsFailure() {
        // Given
        answers.add(CompletableFuture.failedFuture(new ModelUnavailableException("429 Too Many Requests")));
        // When, Then
        assertThatThrownBy(probe::isReady)
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessage("429 Too Many Requests");
    }

    @Test
    void waitsUntilTheModelAnswers() throws InterruptedException {
        // Given
        answers.add(CompletableFuture.failedFuture(new ModelUnavailableException("connection refused")));
        answers.add(ANSWER);
        // When
        var ready = probe.awaitReady(new Pause());
        // Then
        assertThat(ready).isTrue();
        assertThat(answers).isEmpty();
    }

    @Test
    void doesNotWaitForAModelThatFails() {
        // Given
        answers.add(CompletableFuture.failedFuture(new ModelException("the model failed")));
        // When, Then
        assertThatThrownBy(() -> probe.awaitReady(new Pause()))
                .isExactlyInstanceOf(ModelException.class)
                .hasMessage("the model failed");
    }

    @Test
    void endsTheWaitWithThePause() throws InterruptedException {
        // Given
        var pause = new Pause();
        pause.end();
        // When
        var ready = probe.awaitReady(pause);
        // Then
        assertThat(ready).isFalse();
    }
}
