package dev.rapport.enrichment.prompt;

import dev.rapport.enrichment.state.Property;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Product;
import dev.rapport.schemas.event.StandardEvents;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What templates can name. A variable without a value is absent:
 *
 * <pre>
 * language, name                             of the customer
 * arm, tone                                  name of the arm, twice
 * product.name .brand .category .price       what is written about; no brand where the name holds it already
 * trigger.event                              name of the triggering event
 * trigger.action                             viewed, added or bought
 * trigger.name, trigger.product              product that was done to, twice; absent when it is the one written about
 * order                                      number of the order that the event belongs to
 * event.NAME                                 text, number or truth value among the event's properties, on one line
 * whole.NAME                                 the same, ten times as long at most: for fallback texts
 * </pre>
 */
public final class PromptVariables {
    /** A customer's message or a short conversation, in code points: with a small model's reply it still fits. */
    static final int MAX_PROPERTY = 400;

    /** A long conversation, in code points. */
    private static final int MAX_WHOLE = 4_000;

    private static final int MAX_PROPERTIES = 200;

    private PromptVariables() {}

    /** One of every variable, to check templates with. */
    public static Map<String, Object> sample(String arm, String language) {
        return Map.of(
                "event",
                new SampleEvent(),
                "whole",
                new SampleEvent(),
                "order",
                "SO-47116",
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
                        StandardEvents.PRODUCT_VIEWED,
                        "action",
                        "viewed",
                        "name",
                        "Ceramic Teapot",
                        "product",
                        "Ceramic Teapot"));
    }

    /** The variables of one prompt. */
    public static Map<String, Object> of(
            String arm, String language, CustomerProfile customer, Subject subject, ReadEvent event) {
        var variables = new LinkedHashMap<String, Object>();
        variables.put("language", language);
        variables.put("arm", arm);
        variables.put("tone", arm);
        put(variables, "name", PromptText.name(customer.getFirstName()));
        put(variables, "order", PromptText.title(event.getOrderId()));
        if (subject.product() != null) {
            variables.put("product", product(subject.product()));
        }
        variables.put("trigger", trigger(String.valueOf(event.getName()), subject));
        variables.put("event", event(event.getProperties(), MAX_PROPERTY));
        variables.put("whole", event(event.getProperties(), MAX_WHOLE));
        return variables;
    }

    private static Map<String, Object> event(List<Property> properties, int max) {
        var variables = new LinkedHashMap<String, Object>();
        for (var property : properties) {
            if (variables.size() < MAX_PROPERTIES && isPlain(property)) {
                var text = PromptText.clean(property.getText(), max);
                put(variables, property.getName(), text == null || Unnamed.isNothing(text) ? null : text);
            }
        }
        return variables;
    }

    /** A text, a number or a truth value. */
    private static boolean isPlain(Property property) {
        return switch (property.getKind()) {
            case TEXT -> true;
            case LITERAL -> !property.getText().equals("null");
            case NESTED -> false;
        };
    }

    private static Map<String, Object> product(Product product) {
        var variables = new LinkedHashMap<String, Object>();
        var name = PromptText.title(product.getName());
        var brand = PromptText.title(product.getBrand());
        put(variables, "name", name);
        if (brand != null && (name == null || !lower(name).contains(lower(brand)))) {
            variables.put("brand", brand);
        }
        put(variables, "category", PromptText.title(product.getCategory()));
        // Nobody sells for less than nothing: it is a refund, or a mistake.
        if (product.getPrice() != null && product.getPrice().getAmountMinor() >= 0) {
            variables.put("price", PromptText.price(product.getPrice()));
        }
        return variables;
    }

    private static Map<String, Object> trigger(String event, Subject subject) {
        var variables = new LinkedHashMap<String, Object>();
        variables.put("event", event);
        variables.put("action", action(event));
        var done = subject.trigger();
        var about = subject.product();
        if (done != null && (about == null || !done.getProductId().equals(about.getProductId()))) {
            var name = PromptText.title(done.getName());
            put(variables, "name", name);
            put(variables, "product", name);
        }
        return variables;
    }

    private static String action(String event) {
        return switch (event) {
            case StandardEvents.PRODUCT_ADDED, StandardEvents.PRODUCT_ADDED_TO_WISHLIST -> "added";
            case StandardEvents.ORDER_COMPLETED -> "bought";
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

    /** Has every property: which ones an event is sent with nobody knows. */
    private static final class SampleEvent extends AbstractMap<String, Object> {
        @Override
        public Set<Entry<String, Object>> entrySet() {
            return Set.of();
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return true;
        }

        @Override
        public Object get(@Nullable Object key) {
            return "sample";
        }
    }
}
