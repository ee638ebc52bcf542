package dev.rapport.ingestion.catalog.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.rapport.ingestion.catalog.RefusedProduct;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of an answer.
 *
 * @param success  whether what the request asks for is done, refused products aside
 * @param accepted products that are stored
 * @param removed  products that a complete feed removed
 * @param feed     of a feed that begins: the value of {@code feed} in the request that completes it
 * @param error    why not
 * @param refused  products that break a rule, in the order sent
 */
@JsonPropertyOrder({"success", "accepted", "removed", "feed", "error", "refused"})
@JsonInclude(Include.NON_EMPTY)
record ProductsAnswer(
        boolean success,
        @Nullable Integer accepted,
        @Nullable Integer removed,
        @Nullable String feed,
        @Nullable Problem error,
        List<Refused> refused) {
    /**
     * What is wrong with a request.
     *
     * @param reason for programs
     * @param detail one sentence for people
     */
    @JsonPropertyOrder({"reason", "detail"})
    record Problem(String reason, String detail) {}

    /**
     * One product that is not stored.
     *
     * @param index place in the request, from 0
     * @param id    its id, where it has one that can be used
     * @param field the field that breaks the rule, where it is one
     */
    @JsonPropertyOrder({"index", "id", "field", "rule"})
    @JsonInclude(Include.NON_EMPTY)
    record Refused(int index, @Nullable String id, String field, String rule) {}

    static ProductsAnswer of(boolean success, int accepted, List<RefusedProduct> refused) {
        var list = refused.stream()
                .map(product -> new Refused(product.index(), product.productId(), product.field(), product.rule()))
                .toList();
        return new ProductsAnswer(success, accepted, null, null, null, list);
    }

    static ProductsAnswer failed(String reason, String detail) {
        return new ProductsAnswer(false, null, null, null, new Problem(reason, detail), List.of());
    }

    static ProductsAnswer removedOne() {
        return new ProductsAnswer(true, null, null, null, null, List.of());
    }

    ProductsAnswer began(String position) {
        return new ProductsAnswer(success, accepted, removed, position, error, refused);
    }

    /** A feed is complete, whatever became of single products. */
    ProductsAnswer completed(int products) {
        return new ProductsAnswer(true, accepted, products, feed, error, refused);
    }

    ProductsAnswer notCompleted(String detail) {
        return new ProductsAnswer(
                false, accepted, removed, feed, new Problem("TOO_MANY_WOULD_BE_REMOVED", detail), refused);
    }
}
