package dev.rapport.enrichment.campaign.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rapport.runtime.config.ConfigException;
import dev.rapport.runtime.value.FileFault;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.Money;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Products as JSON Lines: {@code {"product_id", "name", "category", "brand", "price", "currency", "available", "url",
 * "image_url"}}; brand, available and the addresses may be left out.
 */
public final class CatalogFile {
    private static final int MAX_PROBLEMS = 20;
    private static final int MAX_DIGITS = 15;
    private static final int MAX_ADDRESS = 2_000;
    private static final Pattern HTTP = Pattern.compile("https?://[^\\s/?#][^\\s]*");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CatalogFile() {}

    /**
     * All products of a file.
     *
     * @throws ConfigException naming the bad lines, the first twenty of them
     */
    public static List<CatalogProduct> load(Path file) {
        var products = new ArrayList<CatalogProduct>();
        var problems = new ArrayList<String>();
        var number = 0;
        for (var line : lines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                products.add(product(JSON.readTree(line)));
            } catch (JsonProcessingException e) {
                problems.add(file + ": line " + number + ": not a JSON object");
            } catch (IllegalArgumentException e) {
                problems.add(file + ": line " + number + ": " + e.getMessage());
            }
            if (problems.size() == MAX_PROBLEMS) {
                break;
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return products;
    }

    private static CatalogProduct product(@Nullable JsonNode json) {
        if (json == null || !json.isObject()) {
            throw new IllegalArgumentException("not a JSON object");
        }
        return CatalogProduct.newBuilder()
                .setProductId(text(json, "product_id"))
                .setName(text(json, "name"))
                .setCategory(text(json, "category"))
                .setBrand(json.hasNonNull("brand") ? text(json, "brand") : null)
                .setPrice(price(json))
                .setAvailable(!json.hasNonNull("available") || flag(json, "available"))
                .setUrl(address(json, "url"))
                .setImageUrl(address(json, "image_url"))
                .build();
    }

    private static Money price(JsonNode json) {
        var code = text(json, "currency");
        Currency currency;
        try {
            currency = Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("currency must be an ISO 4217 code, not '" + code + "'", e);
        }
        var price = json.get("price");
        if (price == null || !price.isNumber() || price.decimalValue().signum() < 0) {
            throw new IllegalArgumentException("price must be a number of at least 0");
        }
        var value = price.decimalValue();
        var digits = Math.max(currency.getDefaultFractionDigits(), 0);
        if ((long) value.precision() - value.scale() > MAX_DIGITS || value.scale() > MAX_DIGITS) {
            throw new IllegalArgumentException("price has too many digits");
        }
        try {
            var minor = value.setScale(digits, RoundingMode.UNNECESSARY).unscaledValue();
            return new Money(minor.longValueExact(), code);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "price has more than " + digits + " decimals, which " + code + " does not have", e);
        }
    }

    private static String text(JsonNode json, String field) {
        var value = json.get(field);
        if (value == null
                || !(value.isTextual() || value.isIntegralNumber())
                || value.asText().isBlank()) {
            throw new IllegalArgumentException(field + " must be a string");
        }
        return value.asText();
    }

    private static @Nullable String address(JsonNode json, String field) {
        if (!json.hasNonNull(field)) {
            return null;
        }
        var text = text(json, field);
        if (text.length() > MAX_ADDRESS || !HTTP.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    field + " must be an http or https URL of at most " + MAX_ADDRESS + " characters");
        }
        return text;
    }

    private static boolean flag(JsonNode json, String field) {
        if (!json.get(field).isBoolean()) {
            throw new IllegalArgumentException(field + " must be true or false");
        }
        return json.get(field).asBoolean();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new ConfigException(
                    List.of("enrichment.catalog.file=" + file + ": cannot be read: " + FileFault.of(e)));
        }
    }
}
