// sdk: {"calls": ["identify", "track", "page", "screen", "group", "alias"], "loses": {}}
package dev.rapport.quickstart.sdks;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.AliasMessage;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.MessageBuilder;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.ScreenMessage;
import com.segment.analytics.messages.TrackMessage;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Segment's SDK for Java. */
final class SegmentJava implements Sending {
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Analytics analytics;
    private final int calls;
    private final Calling calling;

    private SegmentJava(List<JsonNode> made, String host, String writeKey) {
        calls = made.size();
        analytics = configure(host, writeKey).callback(new Outcomes()).build();
        var from = Instant.now();
        made.forEach(call -> analytics.enqueue(message(call)));
        calling = new Calling(from, Instant.now());
        analytics.flush();
    }

    // setup
    static Analytics.Builder configure(String host, String writeKey) {
        return Analytics.builder(writeKey).endpoint(host).retries(10);
    }
    // end

    static SegmentJava start(List<JsonNode> calls, URI host, String writeKey) {
        return new SegmentJava(calls, host.toString(), writeKey);
    }

    @Override
    public Optional<Calling> calling() {
        return Optional.of(calling);
    }

    @Override
    public boolean hasEnded() {
        return said.size() >= calls;
    }

    @Override
    public String said() {
        return said.toString();
    }

    @Override
    public void close() {
        analytics.shutdown();
    }

    private static MessageBuilder<?, ?> message(JsonNode call) {
        var message = typed(call).userId(call.path("userId").asText());
        if (call.has("anonymousId")) {
            message.anonymousId(call.path("anonymousId").asText());
        }
        if (call.has("timestamp")) {
            message.timestamp(Date.from(Instant.parse(call.path("timestamp").asText())));
        }
        return message;
    }

    private static MessageBuilder<?, ?> typed(JsonNode call) {
        return switch (call.path("type").asText()) {
            case "identify" -> IdentifyMessage.builder().traits(map(call, "traits"));
            case "track" -> TrackMessage.builder(call.path("event").asText()).properties(map(call, "properties"));
            case "page" -> PageMessage.builder(call.path("name").asText()).properties(map(call, "properties"));
            case "screen" -> ScreenMessage.builder(call.path("name").asText()).properties(map(call, "properties"));
            case "group" -> GroupMessage.builder(call.path("groupId").asText()).traits(map(call, "traits"));
            case "alias" -> AliasMessage.builder(call.path("previousId").asText());
            default -> throw new IllegalArgumentException("there is no call " + call);
        };
    }

    private static Map<String, ?> map(JsonNode call, String field) {
        return Run.JSON.convertValue(call.path(field), new TypeReference<Map<String, Object>>() {});
    }

    private final class Outcomes implements Callback {
        @Override
        public void success(Message message) {
            said.add("sent " + message.type());
        }

        @Override
        public void failure(Message message, Throwable error) {
            said.add("gave up " + message.type() + ": " + error);
        }
    }
}
