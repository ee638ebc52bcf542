package dev.rapport.enrichment.read;

import dev.rapport.schemas.Product;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Reads the products that an event names. */
final class ProductReader {
    private static final BigDecimal MAX_PIECES = BigDecimal.valueOf(1_000_000);

    private ProductReader() {}

    /** @param currency of amounts without one */
    static List<Product> products(Fields properties, Currency currency) {
        if (properties.values().get("products") == null) {
            return product(properties, currency).map(List::of).orElse(List.of());
        }
        var products = new ArrayList<Product>();
        for (var item : properties.objects("products")) {
            product(item, currency).ifPresent(products::add);
        }
        return products;
    }

    static Currency currency(Fields fields, Currency fallback) {
        return fields.text("currency")
                .map(code -> Amounts.currency(fields.pathOf("currency"), code))
                .orElse(fallback);
    }

    /** A product, if there is an identifier to tell which. */
    private static Optional<Product> product(Fields fields, Currency eventCurrency) {
        var id = fields.name("product_id", "sku");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        var currency = currency(fields, eventCurrency);
        return Optional.of(Product.newBuilder()
                .setProductId(id.get())
                .setName(fields.name("name").orElse(null))
                .setCategory(fields.name("category").orElse(null))
                .setBrand(fields.name("brand").orElse(null))
                .setPrice(fields.number("price")
                        .map(amount -> Amounts.money(amount, currency))
                        .orElse(null))
                .setQuantity(
                        fields.number("quantity").map(ProductReader::pieces).orElse(1))
                .build());
    }

    private static int pieces(Fields.Numeric quantity) {
        var value = quantity.value();
        var whole = value.signum() == 0
                || (value.scale() <= 0 && (long) value.precision() - value.scale() <= 7)
                || (value.scale() > 0
                        && value.scale() < 40
                        && value.stripTrailingZeros().scale() <= 0);
        if (!whole || value.signum() < 0 || value.compareTo(MAX_PIECES) > 0) {
            throw new InvalidFieldException(quantity.path(), "must be a whole number between 0 and " + MAX_PIECES);
        }
        return value.intValue();
    }
}
