package dev.rapport.quickstart.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;

/** Events that say yes or no to marketing in one of many ways, each with one random fault. The same seed, the same events. */
final class FaultyEvents {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code USER}, {@code ID} and {@code VALUE} are filled in; named withdrawals have no VALUE. */
    private static final List<String> WORDS = List.of(
            "{'type':'identify','userId':'USER','messageId':'ID','traits':{'consents':{'marketing':VALUE}}}",
            "{'type':'identify','userId':'USER','messageId':'ID','context':{'traits':{'consents':{'marketing':VALUE}}}}",
            "{'type':'track','event':'Segment Consent Preference Updated','userId':'USER','messageId':'ID',"
                    + "'context':{'consent':{'categoryPreferences':{'marketing':VALUE}}}}",
            "{'type':'page','userId':'USER','messageId':'ID',"
                    + "'context':{'consent':{'categoryPreferences':{'marketing':VALUE}}}}");

    private static final String NAMED = "{'type':'track','event':'NAME','userId':'USER','messageId':'ID'}";

    private static final List<String> NO = List.of("false", "'no'", "'FALSE'", "0", "'withdrawn'", "'opted_out'");

    /** What stands where something else belongs. */
    private static final List<String> JUNK = List.of(
            "{}", "[1]", "7", "-1e400", "true", "'x'", "'\\ud800'", "{'a':{'b':[null]}}", "'" + "x".repeat(300) + "'");

    private static final List<String> ENVELOPE =
            List.of("timestamp", "originalTimestamp", "sentAt", "anonymousId", "messageId", "channel", "integrations");

    private static final List<String> PROPERTIES = List.of(
            "currency", "products", "revenue", "total", "price", "quantity", "order_id", "prompt_id", "product_id");

    private final Random random;
    private final List<String> names;

    /** @param names track events that say no by their name */
    FaultyEvents(long seed, List<String> names) {
        this.random = new Random(seed);
        this.names = names;
    }

    /** A body for the batch route with one event. */
    String body(String user, String id, boolean granted) {
        var kind = random.nextInt(WORDS.size() + 1);
        var value = pick(NO);
        var name = pick(names);
        var event = read((kind == WORDS.size() ? (granted ? WORDS.get(0) : NAMED) : WORDS.get(kind))
                .replace("USER", user)
                .replace("ID", id)
                .replace("NAME", name)
                .replace("VALUE", granted ? "true" : value));
        return broken(event);
    }

    private String broken(ObjectNode event) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> batch(event.set(pick(ENVELOPE), junk()));
            case 2, 3, 4 -> {
                event.withObject("/properties").set(pick(PROPERTIES), junk());
                if (event.path("type").asText().equals("identify")) {
                    event.withObject("/traits").set(pick(PROPERTIES), junk());
                }
                yield batch(event);
            }
            case 5 ->
                batch(event.put("timestamp", pick(List.of("soon", "2099-01-01T00:00:00Z", "1900-01-01", "13:00"))));
            case 6 -> batch(event.put("filler", "x".repeat(40_000)));
            case 7 -> {
                crowd(event);
                yield batch(event);
            }
            case 8 ->
                batch(event).replace("\"userId\"", "\"deep\":" + "[".repeat(1_500) + "]".repeat(1_500) + ",\"userId\"");
            case 9 ->
                batch(event)
                        .replace(
                                "\"userId\"",
                                pick(List.of(
                                        "\"n\":NaN,\"userId\"",
                                        "\"n\":" + "9".repeat(1_100) + ",\"userId\"",
                                        "\"t\":\"\t\",\"userId\"")));
            case 10 ->
                pick(List.of(
                        batch(event) + "}",
                        batch(event).replace("]}", "]"),
                        batch(event).replace("{\"batch\"", "{\"context\":7,\"batch\"")));
            default -> {
                event.withObject("/context").set(pick(List.of("campaign", "page", "locale")), junk());
                yield batch(
                        event.set("properties", read("{'a':1}"))
                                        .path("type")
                                        .asText()
                                        .equals("track")
                                ? event.put("type", "trak")
                                : event);
            }
        };
    }

    /** More categories than an event may have, or one that is neither yes nor no. */
    private void crowd(ObjectNode event) {
        var place = event.at("/traits/consents").isObject()
                ? event.withObject("/traits/consents")
                : event.withObject("/context/consent/categoryPreferences");
        if (random.nextBoolean()) {
            place.put("analytics", "perhaps");
            return;
        }
        for (var n = 0; n < 60; n++) {
            place.put("category-" + n, random.nextBoolean());
        }
    }

    private com.fasterxml.jackson.databind.JsonNode junk() {
        return read("{'it':" + pick(JUNK) + "}").path("it");
    }

    private static String batch(com.fasterxml.jackson.databind.JsonNode event) {
        return "{\"batch\":[" + event + "]}";
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static ObjectNode read(String json) {
        try {
            return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
