package dev.rapport.replay;

import dev.rapport.replay.ReplayItem.Kind;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The requests that take items: the write key is the user of Basic authentication, a token its password. */
record CaptureRequests(ReplayConfig config, ProductFeed feed) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String PRODUCTS = "/api/v1/products";

    /** @param items of one kind; one where the kind does not go in batches */
    HttpRequest of(List<ReplayItem> items) {
        var first = items.get(0);
        return switch (first.kind()) {
            case EVENT -> events(batch(items, "{\"batch\":[", "]}"));
            case UNREADABLE -> events(first.body());
            case PRODUCT ->
                request(PRODUCTS + feed.query())
                        .PUT(BodyPublishers.ofString(batch(items, "[", "]")))
                        .build();
            case PRODUCT_DELETION ->
                request(PRODUCTS + "/"
                                + URLEncoder.encode(first.body(), StandardCharsets.UTF_8)
                                        .replace("+", "%20"))
                        .DELETE()
                        .build();
        };
    }

    /** Says that a feed is whole. */
    HttpRequest lastOfFeed() {
        return request(PRODUCTS + feed.lastQuery())
                .PUT(BodyPublishers.ofString(feed.lastBody()))
                .build();
    }

    /** Name of the list of refused items in the answer. */
    static String refused(Kind kind) {
        return kind == Kind.PRODUCT ? "refused" : "rejected";
    }

    private HttpRequest events(String body) {
        return request(config.history() ? "/v1/history" : "/v1/batch")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        var pair = config.writeKey() + ":" + config.token().orElse("");
        var credentials = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(target(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/json");
    }

    private URI target(String path) {
        return config.target().resolve(path);
    }

    private static String batch(List<ReplayItem> items, String prefix, String suffix) {
        return items.stream().map(ReplayItem::body).collect(Collectors.joining(",", prefix, suffix));
    }
}
