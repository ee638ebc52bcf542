package dev.rapport.ingestion.catalog.http;

import dev.rapport.ingestion.catalog.LogPosition;
import dev.rapport.runtime.value.VisibleText;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;

/**
 * What a request with products asks for.
 *
 * @param source   whose products they are
 * @param begins   whether a feed begins with it, that a later request completes
 * @param feed     where the feed began that it completes
 * @param complete whether it is the last of its feed
 * @param force    whether the feed may remove more than the share
 */
record ProductsRequest(String source, boolean begins, Optional<LogPosition> feed, boolean complete, boolean force) {
    private static final Set<String> NAMES = Set.of("source", "feed", "complete", "force");
    private static final String DEFAULT_SOURCE = "api";
    private static final String START = "start";
    private static final int MAX_SOURCE = 100;

    static ProductsRequest of(Context context) throws BadCatalogRequestException {
        for (var name : context.queryParamMap().keySet()) {
            if (!NAMES.contains(name)) {
                throw BadCatalogRequestException.parameter(
                        name + ": there is no such parameter, only source, feed, complete, force");
            }
        }
        var source = Optional.ofNullable(context.queryParam("source"))
                .map(VisibleText::plain)
                .orElse(DEFAULT_SOURCE);
        if (source.isEmpty() || source.length() > MAX_SOURCE) {
            throw BadCatalogRequestException.parameter("source must have 1 to " + MAX_SOURCE + " characters");
        }
        var feed = Optional.ofNullable(context.queryParam("feed"));
        var begins = feed.filter(START::equals).isPresent();
        var position = feed.flatMap(LogPosition::parse);
        if (feed.isPresent() && !begins && position.isEmpty()) {
            throw BadCatalogRequestException.parameter("feed must be start, or what the answer to that said");
        }
        return new ProductsRequest(source, begins, position, flag(context, "complete"), flag(context, "force"));
    }

    private static boolean flag(Context context, String name) throws BadCatalogRequestException {
        var value = context.queryParam(name);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw BadCatalogRequestException.parameter(name + " must be true or false");
    }

    /** Whether the end of the log must be known before its products are stored. */
    boolean needsPosition() {
        return begins || (complete && feed.isEmpty());
    }
}
