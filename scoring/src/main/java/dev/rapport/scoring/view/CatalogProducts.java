package dev.rapport.scoring.view;

import dev.rapport.runtime.streams.Projection;
import dev.rapport.runtime.value.VisibleText;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The products in force, by id. Thread-safe for readers. */
public final class CatalogProducts implements Projection<CatalogProduct> {
    private final StoreSlot<CatalogProduct> slot;

    CatalogProducts(ViewContext context) {
        this.slot = new StoreSlot<>(context, Topics.CATALOG_ACCEPTED);
    }

    /**
     * Which products.
     *
     * @param words    each of which must be in the id, name, category, brand or an attribute, in any case
     * @param category as it is
     * @param source   as it is
     */
    public record Search(List<String> words, Optional<String> category, Optional<String> source) {
        public Search(String text, Optional<String> category, Optional<String> source) {
            this(
                    Stream.of(lower(text).split(" ", -1))
                            .filter(word -> !word.isEmpty())
                            .toList(),
                    category,
                    source);
        }

        private boolean matches(CatalogProduct product) {
            return category.filter(wanted -> !wanted.equals(product.getCategory()))
                            .isEmpty()
                    && source.filter(wanted -> !wanted.equals(product.getSource()))
                            .isEmpty()
                    && hasWords(product);
        }

        private boolean hasWords(CatalogProduct product) {
            if (words.isEmpty()) {
                return true;
            }
            @Nullable String brand = product.getBrand();
            var text = new StringBuilder(product.getProductId())
                    .append('\n')
                    .append(product.getName())
                    .append('\n')
                    .append(product.getCategory())
                    .append('\n')
                    .append(brand == null ? "" : brand);
            product.getAttributes().values().forEach(value -> text.append('\n').append(value));
            var searched = lower(text.toString());
            return words.stream().allMatch(searched::contains);
        }

        private static String lower(String text) {
            return VisibleText.plain(text).toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public void open(KeyValueStore<String, byte[]> store) {
        slot.open(store);
    }

    @Override
    public void take(String key, @Nullable CatalogProduct value, byte @Nullable [] bytes, long appendedAt) {
        slot.store().put(key, bytes);
    }

    /** The product with an id. */
    public Optional<CatalogProduct> find(String productId) {
        return Optional.ofNullable(slot.find(productId));
    }

    /**
     * The first products that match, in the order of their ids.
     *
     * @param after id that all of them come after
     */
    public List<CatalogProduct> find(Search search, String after, int max) {
        var found = new ArrayList<CatalogProduct>();
        // Ids are compared as bytes, where the id itself is the first of those from it on.
        try (var entries =
                after.isEmpty() ? slot.readable().all() : slot.readable().range(after, null)) {
            while (found.size() < max && entries.hasNext()) {
                var entry = entries.next();
                if (entry.key.equals(after)) {
                    continue;
                }
                var product = slot.decode(entry.value);
                if (search.matches(product)) {
                    found.add(product);
                }
            }
        }
        return found;
    }
}
