package dev.rapport.quickstart.sdks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An SDK in a situation: every call that it knows once, with ids that no other run has. */
record Run(Sdk sdk, Situation situation) {
    static final ObjectMapper JSON = new ObjectMapper();

    /** When the track call says that it happened. */
    static final Instant THEN = Instant.parse("2024-02-29T12:34:56.789Z");

    /** What the ids of this run begin with. */
    String prefix() {
        return sdk.name() + "-" + situation.label() + "-";
    }

    /** Runs that meet a limit have a key of their own. */
    String writeKey() {
        return situation == Situation.RATE_LIMITED ? Site.limitedKey(sdk) : Site.WRITE_KEY;
    }

    String user() {
        return prefix() + "user";
    }

    String device() {
        return prefix() + "device";
    }

    /** The calls in Segment's words, as server SDKs take them. */
    List<JsonNode> calls() {
        return sdk.calls().stream().<JsonNode>map(this::call).toList();
    }

    /** Whether the SDK's page is left while it sends. */
    boolean leavesPage() {
        return sdk.leaves() || situation == Situation.PAGE_LEFT;
    }

    /** Whether the SDK loses events in this situation by design. */
    boolean loses() {
        return sdk.losses().containsKey(situation.label());
    }

    /** Records in the captured topic by which the SDK has sent everything that it will. */
    int minCopies() {
        var sentAgain = situation == Situation.ANSWER_LOST && !sdk.leaves();
        return calls().size() * (sentAgain ? 2 : 1);
    }

    /** What a driver has to know, as JSON. */
    ObjectNode forDriver(URI host) {
        var json = JSON.createObjectNode();
        json.put("host", host.toString()).put("writeKey", writeKey()).put("device", device());
        json.put("waitsForSdk", leavesPage());
        json.set("calls", JSON.valueToTree(calls()));
        return json;
    }

    /** What the next page of the visit has to know. */
    ObjectNode forNextPage(URI host) {
        return forDriver(host).set("calls", JSON.createArrayNode());
    }

    @Override
    public String toString() {
        return sdk.name() + ", " + situation.label();
    }

    private ObjectNode call(String type) {
        var call = JSON.createObjectNode().put("type", type);
        if (type.equals("alias")) {
            return call.put("previousId", user()).put("userId", prefix() + "member");
        }
        call.put("anonymousId", device()).put("userId", user());
        switch (type) {
            case "identify" -> call.set("traits", JSON.valueToTree(Map.of("firstName", "Zoë", "plan", "pro")));
            case "track" ->
                call.put("event", "Order Completed")
                        .put("timestamp", THEN.toString())
                        .set(
                                "properties",
                                JSON.valueToTree(
                                        Map.of("order_id", prefix() + "order", "revenue", 39.95, "currency", "EUR")));
            case "page", "screen" ->
                call.put("name", "Home").set("properties", JSON.valueToTree(Map.of("section", "start")));
            case "group" ->
                call.put("groupId", prefix() + "group").set("traits", JSON.valueToTree(Map.of("name", "Acme")));
            default -> throw new IllegalArgumentException(sdk.file() + ": there is no call " + type);
        }
        return call;
    }
}
