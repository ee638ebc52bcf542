package dev.rapport.inference.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BatchSizerTest {
    private final BatchSizer sizer = new BatchSizer(16, Duration.ofSeconds(5));

    @Test
    void startsWithTheLargestBatch() {
        assertThat(sizer.limit()).isEqualTo(16);
    }

    @Test
    void staysLargeWhileTheModelIsFast() {
        // When
        sizer.took(16, Duration.ofSeconds(1));
        // Then
        assertThat(sizer.limit()).isEqualTo(16);
    }

    @Test
    void shrinksWhenTheModelIsSlowAndGrowsAgain() {
        // When
        sizer.took(16, Duration.ofSeconds(16));
        // Then
        assertThat(sizer.limit()).isEqualTo(5);
        // When
        for (var batch = 0; batch < 20; batch++) {
            sizer.took(5, Duration.ofMillis(50));
        }
        // Then
        assertThat(sizer.limit()).isEqualTo(16);
    }

    @Test
    void alwaysLetsOnePromptThrough() {
        // When
        sizer.took(1, Duration.ofMinutes(10));
        // Then
        assertThat(sizer.limit()).isEqualTo(1);
    }
}
