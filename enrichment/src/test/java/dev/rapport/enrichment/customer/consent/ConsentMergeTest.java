package dev.rapport.enrichment.customer.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.state.ConsentMark;
import dev.rapport.enrichment.state.ReadConsent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentMergeTest {
    private static final long RECEIVED = 99;

    private record Word(boolean stated, boolean granted, long at) {}

    /** What was stated last and when, what was carried last and when, and what counts. */
    @ParameterizedTest
    @CsvSource({
        "     , 0,      , 0, false",
        "     , 0,  true, 1, true",
        "     , 0, false, 1, false",
        "true , 1,      , 0, true",
        "false, 1,  true, 2, false",
        "true , 1, false, 2, false",
        "true , 2, false, 1, true",
        "true , 1, false, 1, true"
    })
    void countsWhatWasStatedUnlessTheBrowserTookItBackSince(
            @Nullable Boolean stated, long statedAt, @Nullable Boolean carried, long carriedAt, boolean granted) {
        // Given
        var mark = new ConsentMark(stated, statedAt, carried, carriedAt, 1, 0L, null);
        // When
        var counts = ConsentMerge.isGranted(mark);
        // Then
        assertThat(counts).isEqualTo(granted);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 17, 42, 1_001, 77_777})
    void comesToTheSameInAnyOrderOfArrival(long seed) {
        // Given
        var random = new Random(seed);
        var words = IntStream.range(0, 12)
                .mapToObj(n -> new Word(random.nextBoolean(), random.nextBoolean(), random.nextInt(6)))
                .collect(Collectors.toCollection(ArrayList::new));
        var inOrder = merged(words);
        // When
        Collections.shuffle(words, random);
        var shuffled = merged(words);
        // Then
        assertThat(granted(shuffled)).isEqualTo(granted(inOrder));
    }

    @Test
    void letsAWithdrawalWinAmongWordsOfOneInstant() {
        // When
        var marks = merged(List.of(new Word(true, false, 5), new Word(true, true, 5)));
        // Then
        assertThat(ConsentMerge.isGranted(marketing(marks))).isFalse();
    }

    @Test
    void countsOneVersionForEachChange() {
        // When
        var marks = merged(List.of(
                new Word(true, false, 1), new Word(true, false, 2), new Word(true, true, 3), new Word(false, true, 4)));
        // Then
        assertThat(marketing(marks).getVersion()).isEqualTo(2);
        assertThat(marketing(marks).getEffectiveAt()).isEqualTo(RECEIVED);
    }

    /** All of a mark but how often it changed on the way. */
    private static List<Object> granted(Map<String, ConsentMark> marks) {
        var mark = marketing(marks);
        return Arrays.asList(mark.getStated(), mark.getStatedAt(), mark.getCarried(), mark.getCarriedAt());
    }

    private static ConsentMark marketing(Map<String, ConsentMark> marks) {
        return Objects.requireNonNull(marks.get("marketing"));
    }

    private static Map<String, ConsentMark> merged(List<Word> words) {
        Map<String, ConsentMark> marks = Map.of();
        for (var word : words) {
            var said = Map.of("marketing", word.granted());
            var consent = word.stated()
                    ? ReadConsent.newBuilder().setStated(said).build()
                    : ReadConsent.newBuilder().setCarried(said).build();
            var before = marks.get("marketing");
            marks = ConsentMerge.merge(marks, consent, word.at());
            marks.computeIfPresent(
                    "marketing",
                    (name, mark) -> ConsentMerge.isChange(before, mark) ? ConsentMerge.changed(mark, RECEIVED) : mark);
        }
        return marks;
    }
}
