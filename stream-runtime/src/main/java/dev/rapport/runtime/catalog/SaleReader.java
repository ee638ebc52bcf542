package dev.rapport.runtime.catalog;

import dev.rapport.schemas.Money;
import dev.rapport.schemas.SalePrice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A reduced price with the time it holds for: {@code sale_price} and Google's {@code sale_price_effective_date}. */
final class SaleReader {
    private static final String FIELD = "sale_price";
    private static final String DATES = "sale_price_effective_date";
    private static final int MAX_DATES = 100;

    private SaleReader() {}

    /** @return null where there is none, or where it is not a reduction */
    static @Nullable SalePrice read(ProductFields in, @Nullable Money usual, @Nullable String currency)
            throws InvalidProductException {
        var dates = in.text(MAX_DATES, DATES);
        var from = time(in, "sale_from");
        var until = time(in, "sale_until");
        var sent = in.value(FIELD);
        if (sent.isEmpty() || usual == null) {
            return null;
        }
        var price = PriceReader.read(FIELD, sent.get(), currency);
        if (!price.getCurrency().equals(usual.getCurrency())) {
            throw new InvalidProductException(FIELD, "must be in the currency of price, " + usual.getCurrency());
        }
        if (price.getAmountMinor() > usual.getAmountMinor()) {
            throw new InvalidProductException(FIELD, "must not be above price");
        }
        if (price.equals(usual)) {
            return null;
        }
        if (dates.isPresent()) {
            var ends = dates.get().split("/", -1);
            if (ends.length != 2) {
                throw new InvalidProductException(DATES, "must be two times with a slash between them");
            }
            from = TimeReader.read(DATES, ends[0].trim());
            until = TimeReader.read(DATES, ends[1].trim());
        }
        if (from != null && until != null && !from.isBefore(until)) {
            throw new InvalidProductException(DATES, "must begin before it ends");
        }
        return new SalePrice(price, from, until);
    }

    private static @Nullable Instant time(ProductFields in, String field) throws InvalidProductException {
        var value = in.value(field);
        return value.isEmpty() ? null : TimeReader.read(field, value.get());
    }
}
