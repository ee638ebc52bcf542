package dev.rapport.ingestion.capture.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.rapport.ingestion.capture.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of an answer.
 *
 * @param success  whether the request is stored: all of a batch, or an event that keeps every rule
 * @param error    why not
 * @param rejected events of a batch that broke a rule
 */
@JsonPropertyOrder({"success", "error", "rejected"})
@JsonInclude(Include.NON_EMPTY)
record CaptureAnswer(boolean success, @Nullable Problem error, List<Problem> rejected) {
    /**
     * What is wrong with a request, or with one of its events.
     *
     * @param index     place of the event in its batch, from 0
     * @param messageId of the event, where it has one that can be used
     * @param reason    for programs
     * @param detail    one sentence for people
     */
    @JsonPropertyOrder({"index", "messageId", "reason", "detail"})
    @JsonInclude(Include.NON_NULL)
    record Problem(@Nullable Integer index, @Nullable String messageId, String reason, String detail) {}

    private static final CaptureAnswer SUCCESS = new CaptureAnswer(true, null, List.of());

    /** A batch is stored, events that broke a rule as rejections. */
    static CaptureAnswer ofBatch(List<Rejection> rejections) {
        return rejections.isEmpty()
                ? SUCCESS
                : new CaptureAnswer(
                        true,
                        null,
                        rejections.stream()
                                .map(rejection -> problem(rejection.index(), rejection))
                                .toList());
    }

    /** One event, or a body that no event can be read from, is stored: as an event or as a rejection. */
    static CaptureAnswer ofSingle(List<Rejection> rejections) {
        return rejections.isEmpty() ? SUCCESS : failed(problem(null, rejections.get(0)));
    }

    /** Nothing is promised. */
    static CaptureAnswer of(RefusedRequestException refused) {
        return failed(new Problem(null, null, refused.reason().name(), refused.detail()));
    }

    private static CaptureAnswer failed(Problem error) {
        return new CaptureAnswer(false, error, List.of());
    }

    private static Problem problem(@Nullable Integer index, Rejection rejection) {
        return new Problem(index, rejection.messageId(), rejection.reason().name(), rejection.detail());
    }
}
