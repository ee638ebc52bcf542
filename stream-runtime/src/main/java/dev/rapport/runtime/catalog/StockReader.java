package dev.rapport.runtime.catalog;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a product can be sold now, and how many pieces. Google's and schema.org's words for it are understood; what can
 * only be ordered ahead counts as not available, as no text of ours would say that it is delivered later.
 */
final class StockReader {
    private static final Set<String> AVAILABLE = Set.of(
            "instock",
            "available",
            "availablefororder",
            "limitedavailability",
            "onlineonly",
            "instoreonly",
            "true",
            "yes",
            "1");
    private static final Set<String> NOT_AVAILABLE = Set.of(
            "outofstock",
            "soldout",
            "unavailable",
            "discontinued",
            "preorder",
            "presale",
            "backorder",
            "false",
            "no",
            "0");

    private static final Pattern BEFORE_WORD = Pattern.compile("^.*/");
    private static final Pattern NO_LETTER = Pattern.compile("[^a-z0-9]");

    private StockReader() {}

    /** Whether it can be sold: what the shop says, but nothing that it has no piece of. */
    static boolean available(ProductFields in, @Nullable Integer stock) throws InvalidProductException {
        var said = in.value("available", "availability", "in_stock");
        return (said.isEmpty() || isAvailable(said.get())) && (stock == null || stock > 0);
    }

    private static boolean isAvailable(Object value) throws InvalidProductException {
        if (value instanceof Boolean flag) {
            return flag;
        }
        var word = NO_LETTER
                .matcher(BEFORE_WORD.matcher(value.toString()).replaceAll("").toLowerCase(Locale.ROOT))
                .replaceAll("");
        if (AVAILABLE.contains(word) || NOT_AVAILABLE.contains(word)) {
            return AVAILABLE.contains(word);
        }
        throw new InvalidProductException(
                "available", "must be true, false, in_stock, out_of_stock, preorder or backorder");
    }

    /** Pieces; null where the shop does not say. Stores book below zero: that is none. */
    static @Nullable Integer stock(ProductFields in) throws InvalidProductException {
        var value = in.value("stock", "stock_quantity", "inventory", "quantity");
        if (value.isEmpty()) {
            return null;
        }
        var pieces = value.get() instanceof String text ? parse(text) : ProductFields.number(value.get());
        if (pieces.isEmpty()) {
            throw new InvalidProductException("stock", "must be a number");
        }
        return pieces.get()
                .max(BigDecimal.ZERO)
                .min(BigDecimal.valueOf(Integer.MAX_VALUE))
                .intValue();
    }

    private static Optional<BigDecimal> parse(String text) {
        return text.matches("[-+]?[0-9]{1,15}(\\.[0-9]{1,6})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }
}
