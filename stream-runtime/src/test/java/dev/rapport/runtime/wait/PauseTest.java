package dev.rapport.runtime.wait;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class PauseTest {
    private final Pause pause = new Pause();

    @Test
    void saysThatTimeIsUp() throws InterruptedException {
        // When
        var ended = pause.await(Duration.ofMillis(1));
        // Then
        assertThat(ended).isFalse();
    }

    @Test
    @Timeout(20)
    void isEndedWhileItWaits() {
        // Given
        var waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return pause.await(Duration.ofDays(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        // When
        pause.end();
        // Then
        assertThat(waiting.join()).isTrue();
        assertThat(pause.isEnded()).isTrue();
    }
}
