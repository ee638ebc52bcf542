package dev.rapport.ingestion.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OffsetsTest {
    private static final long FAR = 10_000_000_000L;

    @Test
    void hasWhatWasAddedAndNotRemovedOrEvicted() {
        // Given
        var offsets = new Offsets(FAR);
        List.of(FAR - 1, FAR, FAR + 1, FAR + 64, FAR + 200).forEach(offsets::add);
        // When
        offsets.removeIf(offset -> offset == FAR + 64);
        offsets.evictBefore(FAR + 1);
        // Then
        assertThat(all(offsets)).containsExactly(FAR + 1, FAR + 200);
        assertThat(offsets.size()).isEqualTo(2);
    }

    @Test
    void takesMemoryForWhatIsKeptOnly() {
        // Given
        var offsets = new Offsets(0);
        offsets.add(100_000_000);
        // When
        offsets.evictBefore(99_999_990);
        // Then
        assertThat(all(offsets)).containsExactly(100_000_000L);
        assertThat(offsets.bytes()).isLessThan(100);
    }

    @Test
    void isEmptyOnceAllOfItIsEvicted() {
        // Given
        var offsets = new Offsets(0);
        offsets.add(5);
        // When
        offsets.evictBefore(FAR);
        // Then
        assertThat(offsets.size()).isZero();
    }

    private static List<Long> all(Offsets offsets) {
        var all = new ArrayList<Long>();
        offsets.removeIf(offset -> {
            all.add(offset);
            return false;
        });
        return all;
    }
}
