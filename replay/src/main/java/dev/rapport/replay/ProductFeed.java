package dev.rapport.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The products of a replay as one feed: its first request asks where the feed begins, its last one says that it is whole.
 * Used by one thread.
 */
final class ProductFeed {
    /** What the last request can name. */
    private static final int MAX_SPARED = 5_000;

    private final ProductOptions options;
    /** Products that were refused, and are still for sale. */
    private final Set<String> spared = new LinkedHashSet<>();

    private Optional<String> begin = Optional.empty();

    ProductFeed(ProductOptions options) {
        this.options = options;
    }

    boolean completes() {
        return options.complete();
    }

    /** Of the path that takes products, before the last request. */
    String query() {
        return source() + (options.complete() && begin.isEmpty() ? "&feed=start" : "");
    }

    /** What a request with products was answered. */
    void answered(JsonNode answer) {
        if (!options.complete()) {
            return;
        }
        if (begin.isEmpty() && answer.path("feed").isTextual()) {
            begin = Optional.of(answer.path("feed").asText());
        }
        answer.path("refused").forEach(refused -> {
            if (refused.path("id").isTextual()) {
                spared.add(refused.path("id").asText());
            }
        });
    }

    /**
     * Of the path, for the last request.
     *
     * @throws ReplayException when the feed cannot be completed: nothing is removed then
     */
    String lastQuery() {
        if (begin.isEmpty()) {
            throw new ReplayException("--complete: there is no product in the files, so none is removed");
        }
        if (spared.size() > MAX_SPARED) {
            throw new ReplayException(
                    "--complete: " + spared.size() + " products were refused, so none of the others is removed");
        }
        return source() + "&complete=true&feed=" + encoded(begin.get()) + (options.force() ? "&force=true" : "");
    }

    /** Body of the last request. */
    String lastBody() {
        return spared.stream()
                .map(id -> JsonNodeFactory.instance
                        .objectNode()
                        .put("id", id)
                        .put("keep", true)
                        .toString())
                .collect(Collectors.joining("\n"));
    }

    private String source() {
        return "?source=" + encoded(options.source());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
