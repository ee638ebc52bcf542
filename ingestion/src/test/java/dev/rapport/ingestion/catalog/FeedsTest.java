package dev.rapport.ingestion.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.ingestion.capture.Receipt;
import dev.rapport.ingestion.catalog.CatalogLog.LogPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedsTest {
    private static final Receipt RECEIPT = new Receipt("shop", Instant.EPOCH, Map.of());

    private final FakeLog log = new FakeLog();
    private final List<String> removed = new ArrayList<>();
    private final Feeds feeds = new Feeds(log, this::store, 0.2);

    @Test
    void removesWhatTheFeedDoesNotHave() {
        // Given
        log.has(10);
        var begin = feeds.begin();
        log.stored("p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7");
        // When
        var end = feeds.end(begin, RECEIPT, Set.of("p8"), false).join();
        // Then
        assertThat(end).isEqualTo(new FeedEnd.Remove(List.of("p9")));
        assertThat(removed).containsExactly("p9");
    }

    @Test
    void refusesAFeedThatMayBeCutOff() {
        // Given
        log.has(10);
        var begin = feeds.begin();
        log.stored("p0", "p1", "p2", "p3", "p4", "p5", "p6");
        // When
        var end = feeds.end(begin, RECEIPT, Set.of(), false).join();
        // Then
        assertThat(end).isEqualTo(new FeedEnd.TooMany(3, 10));
        assertThat(removed).isEmpty();
    }

    @Test
    void removesEverythingWhenThatIsMeant() {
        // Given
        log.has(10);
        // When
        feeds.end(feeds.begin(), RECEIPT, Set.of(), true).join();
        // Then
        assertThat(removed).hasSize(10);
    }

    @Test
    void knowsAPositionByItsText() {
        // Given
        var position = new LogPosition(Map.of(1, 7L, 0, 42L));
        // Then
        assertThat(position.text()).isEqualTo("0:42,1:7");
        assertThat(LogPosition.parse("0:42,1:7")).contains(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "start", "0", "0:", "0:1,", "-1:0", "0:1;1:2", "0:99999999999999999999"})
    void refusesOtherTexts(String text) {
        assertThat(LogPosition.parse(text)).isEmpty();
    }

    private CompletableFuture<Void> store(List<? extends ProductChange> changes, Map<String, String> headers) {
        changes.forEach(change -> removed.add(change.productId()));
        return CompletableFuture.completedFuture(null);
    }

    private static final class FakeLog implements CatalogLog {
        private final Map<String, LogPlace> places = new HashMap<>();
        private long end;

        void has(int products) {
            IntStream.range(0, products).forEach(number -> stored("p" + number));
        }

        void stored(String... ids) {
            for (var id : ids) {
                places.put(id, new LogPlace(0, end));
                end++;
            }
        }

        @Override
        public LogPosition end() {
            return new LogPosition(Map.of(0, end));
        }

        @Override
        public Map<String, LogPlace> productsOf(String source) {
            return source.equals("shop") ? places : Map.of();
        }
    }
}
