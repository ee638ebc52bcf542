package dev.rapport.runtime.catalog;

import dev.rapport.runtime.value.Ids;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A product from its fields, whoever sent them: {@code product_id, name, category, brand, price, currency, available,
 * stock, url, image_url, sale_price, group_id, attributes, updated_at}, or the names that a Google Merchant feed has for
 * them. Values are texts, numbers, truth values and maps. See docs/catalog.md.
 */
public final class ProductReader {
    /** Longest id, in characters. */
    public static final int MAX_ID = 200;

    private static final int MAX_NAME = 300;
    private static final int MAX_WORD = 200;
    private static final int MAX_PATH = 1_000;
    private static final int MAX_ADDRESS = 2_000;
    /** What a shop's clock may be ahead of ours by. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

    private static final Pattern HTTP =
            Pattern.compile("(?i:https?)://[^\\s/?#\\\\@\\p{C}]+([/?#][^\\s<>\"\\\\\\p{C}]*)?");

    private ProductReader() {}

    /**
     * The product.
     *
     * @throws InvalidProductException with the first field that breaks a rule
     */
    public static CatalogProduct read(Map<String, ?> fields, ProductOrigin origin) throws InvalidProductException {
        var in = new ProductFields(fields);
        var id = requiredId(in);
        var name = required("name", in.text(MAX_NAME, "name", "title"));
        var currency = in.text(MAX_WORD, "currency").orElse(null);
        var price = price(in, currency);
        var stock = StockReader.stock(in);
        in.value("description");
        return CatalogProduct.newBuilder()
                .setProductId(id)
                .setName(name)
                .setCategory(category(in))
                .setBrand(in.text(MAX_WORD, "brand").orElse(null))
                .setPrice(price)
                .setSalePrice(SaleReader.read(in, price, currency))
                .setAvailable(StockReader.available(in, stock))
                .setStock(stock)
                .setUrl(address(in, "url", "link"))
                .setImageUrl(address(in, "image_url", "image_link"))
                .setGroupId(in.text(MAX_WORD, "group_id", "item_group_id").orElse(null))
                .setUpdatedAt(updatedAt(in, origin.receivedAt()))
                .setSource(origin.source())
                .setAttributes(AttributeReader.read(in))
                .build();
    }

    /** Id of the product that some fields describe, for a refusal or a removal; empty where it has none that can be used. */
    public static Optional<String> id(Map<String, ?> fields) {
        try {
            return Optional.of(requiredId(new ProductFields(fields)));
        } catch (InvalidProductException e) {
            // What else is wrong is the answer to whoever sent it; here it only has no id.
            return Optional.empty();
        }
    }

    private static String requiredId(ProductFields in) throws InvalidProductException {
        var id = required("product_id", in.text(MAX_ID, "product_id", "id"));
        if (Ids.isPlaceholder(id)) {
            throw new InvalidProductException("product_id", "must identify a product, not be a name for nothing");
        }
        return id;
    }

    private static String required(String field, Optional<String> value) throws InvalidProductException {
        return value.orElseThrow(() -> new InvalidProductException(field, "must be a string"));
    }

    private static @Nullable Money price(ProductFields in, @Nullable String currency) throws InvalidProductException {
        var price = in.value("price");
        return price.isEmpty() ? null : PriceReader.read("price", price.get(), currency);
    }

    /** Of a path such as {@code Home > Kitchen > Mugs} its last part, as events name it. */
    private static String category(ProductFields in) throws InvalidProductException {
        var path = in.text(MAX_PATH, "category", "product_type", "google_product_category")
                .orElse("");
        var category = path.substring(path.lastIndexOf('>') + 1).strip();
        if (category.length() > MAX_WORD) {
            throw new InvalidProductException("category", "must have at most " + MAX_WORD + " characters");
        }
        return category;
    }

    private static @Nullable String address(ProductFields in, String... names) throws InvalidProductException {
        var value = in.value(names);
        if (value.isEmpty()) {
            return null;
        }
        if (value.get() instanceof String text
                && text.length() <= MAX_ADDRESS
                && HTTP.matcher(text).matches()) {
            return text;
        }
        throw new InvalidProductException(
                names[0], "must be an http or https URL of at most " + MAX_ADDRESS + " characters");
    }

    private static @Nullable Instant updatedAt(ProductFields in, @Nullable Instant receivedAt)
            throws InvalidProductException {
        var sent = in.value("updated_at", "last_updated", "modified_at");
        if (sent.isEmpty()) {
            return receivedAt;
        }
        var time = TimeReader.read("updated_at", sent.get());
        if (receivedAt != null && time.isAfter(receivedAt.plus(CLOCK_TOLERANCE))) {
            throw new InvalidProductException("updated_at", "must not lie more than a day ahead of its arrival");
        }
        return time;
    }
}
