package dev.rapport.ingestion.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class OffsetSetTest {
    private static final long FAR = 10_000_000_000L;

    private final OffsetSet offsets = new OffsetSet();

    @Test
    void hasWhatWasAddedAndNotRemoved() {
        // Given
        List.of(FAR - 1, FAR, FAR + 1, FAR + 64, FAR + 200_000).forEach(offsets::add);
        var others = new OffsetSet();
        List.of(5L, FAR + 64).forEach(others::add);
        // When
        offsets.removeAll(others);
        offsets.removeBefore(FAR + 1);
        // Then
        assertThat(offsets.size()).isEqualTo(2);
        assertThat(LongStream.of(FAR - 1, FAR, FAR + 1, FAR + 64, FAR + 200_000).filter(offsets::contains))
                .containsExactly(FAR + 1, FAR + 200_000);
    }

    /** A million letters in a row take 125 KiB. */
    @Test
    void takesMemoryForWhatIsKeptOnly() {
        // Given
        LongStream.range(FAR, FAR + 1_000_000).forEach(offsets::add);
        assertThat(offsets.pages()).isLessThanOrEqualTo(17);
        // When
        offsets.removeBefore(FAR + 900_000);
        // Then
        assertThat(offsets.size()).isEqualTo(100_000);
        assertThat(offsets.pages()).isLessThanOrEqualTo(3);
    }

    @Test
    void isEmptyOnceAllOfItIsDeleted() {
        // Given
        offsets.add(5);
        // When
        offsets.removeBefore(FAR);
        // Then
        assertThat(offsets.size()).isZero();
        assertThat(offsets.pages()).isZero();
    }
}
