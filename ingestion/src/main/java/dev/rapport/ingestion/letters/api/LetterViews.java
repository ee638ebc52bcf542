package dev.rapport.ingestion.letters.api;

import dev.rapport.ingestion.letters.Route;
import dev.rapport.ingestion.letters.kafka.DeadLetters.Found;
import dev.rapport.ingestion.letters.kafka.DeadLetters.Listed;
import dev.rapport.ingestion.letters.kafka.RedriveOutcomes;
import dev.rapport.ingestion.letters.kafka.Redriven;
import dev.rapport.runtime.deadletter.DeadLetter;
import dev.rapport.runtime.deadletter.DeadLetter.Kind;
import dev.rapport.schemas.Redrive;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers of the API. What is personal is null for those who may only read. */
final class LetterViews {
    private LetterViews() {}

    /**
     * A letter in a list.
     *
     * @param source    topic, partition and offset that it was read from; null over HTTP
     * @param masked    whether personal data is left out
     */
    record LetterView(
            String id,
            String at,
            String kind,
            String application,
            String stage,
            String reason,
            String rule,
            @Nullable String source,
            @Nullable String messageId,
            @Nullable String topic,
            @Nullable Integer partition,
            @Nullable Long offset,
            long size,
            boolean truncated,
            @Nullable RedriveView redriven,
            boolean masked) {
        static LetterView of(Listed listed, boolean whole) {
            var letter = listed.letter();
            var cause = letter.cause();
            var from = letter.source();
            return new LetterView(
                    letter.id().toString(),
                    letter.at().toString(),
                    letter.kind().label(),
                    cause.application(),
                    cause.stage(),
                    cause.reason(),
                    whole || letter.kind() == Kind.REJECTION ? cause.rule() : Quoted.hidden(cause.rule()),
                    letter.sender().name(),
                    whole ? letter.sender().messageId() : null,
                    from.topic(),
                    from.topic() == null ? null : from.partition(),
                    from.topic() == null ? null : from.offset(),
                    letter.original().size(),
                    letter.original().truncated(),
                    listed.isRedriven() ? RedriveView.of(listed.note()) : null,
                    !whole);
        }
    }

    /** How a letter was sent again; all null where many were since. */
    record RedriveView(
            @Nullable String at,
            @Nullable String by,
            @Nullable String outcome,
            @Nullable String topic) {
        static RedriveView of(Optional<Redrive> note) {
            return note.map(redrive -> new RedriveView(
                            redrive.getAt().toString(),
                            redrive.getBy(),
                            redrive.getOutcome().name().toLowerCase(Locale.ROOT),
                            redrive.getTopic()))
                    .orElseGet(() -> new RedriveView(null, null, null, null));
        }
    }

    /** @param next where to go on; null at the end */
    record ListView(List<LetterView> letters, @Nullable String next, int examined) {}

    /** Bytes: as a text where they are one in UTF-8, else in Base64. */
    record BytesView(@Nullable String text, @Nullable String base64) {
        static @Nullable BytesView of(byte @Nullable [] bytes) {
            if (bytes == null) {
                return null;
            }
            try {
                var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
                return new BytesView(text.toString(), null);
            } catch (CharacterCodingException notText) {
                return new BytesView(null, Base64.getEncoder().encodeToString(bytes));
            }
        }
    }

    /** What would become of a letter if it was sent again now: {@code would-send}, or why not, which {@code rule} says. */
    record PlanView(
            String outcome, @Nullable String rule, @Nullable String topic) {
        static PlanView of(Redriven plan) {
            return new PlanView(
                    plan.label(),
                    plan.refusal().map(Route.Refusal::rule).orElse(null),
                    plan.topic().isEmpty() ? null : plan.topic());
        }
    }

    /** One letter with its original bytes; these and the headers are null for those who may only read. */
    record OneView(
            LetterView letter,
            PlanView redrive,
            @Nullable String receivedAt,
            String format,
            @Nullable BytesView key,
            @Nullable BytesView value,
            @Nullable BytesView envelope,
            @Nullable Map<String, BytesView> headers) {
        static OneView of(Found found, boolean whole) {
            var letter = found.listed().letter();
            var received = letter.sender().receivedAt();
            var original = letter.original();
            return new OneView(
                    LetterView.of(found.listed(), whole),
                    PlanView.of(found.plan()),
                    received == null ? null : received.toString(),
                    letter.source().format(),
                    whole ? BytesView.of(original.key()) : null,
                    whole ? BytesView.of(original.value()) : null,
                    whole ? BytesView.of(original.envelope()) : null,
                    whole ? headers(letter) : null);
        }

        private static Map<String, BytesView> headers(DeadLetter letter) {
            var headers = new LinkedHashMap<String, BytesView>();
            for (var header : letter.original().headers()) {
                var value = BytesView.of(header.value());
                if (value != null) {
                    headers.put(header.name(), value);
                }
            }
            return headers;
        }
    }

    /** What came of one letter: {@code outcome} is sent, rejected, would-send, or why it is not sent, which {@code rule} says. */
    record RedrivenView(String id, String outcome, @Nullable String rule, String topic) {
        static RedrivenView of(Redriven redriven) {
            return new RedrivenView(
                    redriven.letter().id().toString(),
                    redriven.label(),
                    redriven.refusal().map(Route.Refusal::rule).orElse(null),
                    redriven.topic());
        }

        static RedrivenView notFound(String id) {
            return new RedrivenView(id, "not-found", Route.Refusal.NOT_FOUND.rule(), "");
        }
    }

    /**
     * What came of a request to send letters again.
     *
     * @param at   when it was asked: the start of the report about it
     * @param next where to go on; null at the end
     */
    record RedriveBatchView(
            String at,
            List<RedrivenView> results,
            Map<String, Long> counts,
            @Nullable String next) {
        static RedriveBatchView of(String at, List<RedrivenView> results, Optional<String> next) {
            var counts = new LinkedHashMap<String, Long>();
            results.forEach(result -> counts.merge(result.outcome(), 1L, Long::sum));
            return new RedriveBatchView(at, results, counts, next.orElse(null));
        }
    }

    /** What became of what was sent again. */
    record OutcomesView(
            long accepted,
            long rejected,
            long failed,
            long replied,
            List<RedriveOutcomes.TooOld> tooOld,
            @Nullable String next) {}

    /** The form of every error. */
    record ErrorView(String error) {}

    /** Where to go on; null at the end. */
    static @Nullable String next(dev.rapport.ingestion.letters.Cursor rest) {
        return rest.isAtEnd() ? null : rest.text();
    }
}
