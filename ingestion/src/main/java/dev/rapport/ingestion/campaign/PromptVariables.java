package dev.rapport.ingestion.campaign;

import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Product;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What templates can name. A variable without a value is absent:
 *
 * <pre>
 * language, name                             of the customer
 * arm, tone                                  name of the arm, twice
 * product.name .brand .category .price       what is recommended; no brand where the name holds it already
 * trigger.event                              name of the triggering event
 * trigger.action                             viewed, added or bought
 * trigger.name, trigger.product              product that was done to, twice; absent when it is the recommended one
 * </pre>
 */
public final class PromptVariables {
    private PromptVariables() {}

    /** One of every variable, to check templates with. */
    public static Map<String, Object> sample(String arm, String language) {
        return Map.of(
                "language",
                language,
                "name",
                "Ana",
                "arm",
                arm,
                "tone",
                arm,
                "product",
                Map.of("name", "Ceramic Mug", "brand", "Lumora", "category", "Kitchen", "price", "12.50 USD"),
                "trigger",
                Map.of(
                        "event",
                        "Product Viewed",
                        "action",
                        "viewed",
                        "name",
                        "Ceramic Teapot",
                        "product",
                        "Ceramic Teapot"));
    }

    static Map<String, Object> of(
            String arm,
            String language,
            CustomerProfile customer,
            Product product,
            String triggerEvent,
            Product triggerProduct) {
        var variables = new LinkedHashMap<String, Object>();
        variables.put("language", language);
        variables.put("arm", arm);
        variables.put("tone", arm);
        put(variables, "name", PromptText.clean(customer.getFirstName()));
        variables.put("product", product(product));
        variables.put("trigger", trigger(triggerEvent, triggerProduct, product));
        return variables;
    }

    private static Map<String, Object> product(Product product) {
        var variables = new LinkedHashMap<String, Object>();
        var name = PromptText.clean(product.getName());
        var brand = PromptText.clean(product.getBrand());
        put(variables, "name", name);
        if (brand != null && (name == null || !lower(name).contains(lower(brand)))) {
            variables.put("brand", brand);
        }
        put(variables, "category", PromptText.clean(product.getCategory()));
        if (product.getPrice() != null) {
            variables.put("price", PromptText.price(product.getPrice()));
        }
        return variables;
    }

    private static Map<String, Object> trigger(String event, Product triggerProduct, Product recommended) {
        var variables = new LinkedHashMap<String, Object>();
        variables.put("event", event);
        variables.put("action", action(event));
        if (!triggerProduct.getProductId().equals(recommended.getProductId())) {
            var name = PromptText.clean(triggerProduct.getName());
            put(variables, "name", name);
            put(variables, "product", name);
        }
        return variables;
    }

    private static String action(String event) {
        return switch (event) {
            case "Product Added", "Product Added to Wishlist" -> "added";
            case "Order Completed" -> "bought";
            default -> "viewed";
        };
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static void put(Map<String, Object> variables, String name, @Nullable String value) {
        if (value != null) {
            variables.put(name, value);
        }
    }
}
