package dev.rapport.ingestion.letters.api;

import dev.rapport.ingestion.letters.Cursor;
import dev.rapport.ingestion.letters.LetterFilter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The filter of a request, from its parameters or the fields of its body. */
final class LetterQuery {
    static final List<String> FILTERS =
            List.of("application", "reason", "source", "since", "until", "messageId", "customer", "text", "redriven");

    private final Function<String, @Nullable String> values;

    /**
     * A request.
     *
     * @param names   all that it has
     * @param values  of them; empty counts as not given
     * @param allowed names
     * @throws BadRequestException when there is another name: a misspelt filter must not be ignored
     */
    LetterQuery(Set<String> names, Function<String, @Nullable String> values, List<String> allowed) {
        this.values = values;
        for (var name : names) {
            if (!allowed.contains(name)) {
                throw new BadRequestException(
                        name + ": there is no such parameter, only " + String.join(", ", allowed));
            }
        }
    }

    /** The filters, and other names that are allowed beside them. */
    static List<String> filtersAnd(String... others) {
        return Stream.concat(FILTERS.stream(), Stream.of(others)).toList();
    }

    LetterFilter filter() {
        return new LetterFilter(
                text("application"),
                text("reason"),
                text("source"),
                time("since"),
                time("until"),
                text("messageId"),
                text("customer"),
                text("text"),
                text("redriven").map(LetterQuery::flag));
    }

    Optional<Cursor> cursor() {
        return text("cursor").map(text -> Cursor.parse(text)
                .orElseThrow(() -> new BadRequestException("cursor: must be the next of an answer")));
    }

    int limit(int otherwise, int max) {
        return text("limit")
                .map(text -> {
                    try {
                        var limit = Integer.parseInt(text);
                        if (limit >= 1 && limit <= max) {
                            return limit;
                        }
                    } catch (NumberFormatException e) {
                        // Refused below, with the range.
                    }
                    throw new BadRequestException("limit=" + text + ": must be a whole number between 1 and " + max);
                })
                .orElse(otherwise);
    }

    /** A point in time: {@code 2010-12-01T00:00:00Z} or a day in UTC, {@code 2010-12-01}. */
    Optional<Instant> time(String name) {
        return text(name).map(text -> {
            try {
                return text.contains("T")
                        ? Instant.parse(text)
                        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeParseException e) {
                throw new BadRequestException(name + "=" + text
                        + ": must be a time such as 2010-12-01T00:00:00Z or a day such as 2010-12-01");
            }
        });
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(values.apply(name)).filter(text -> !text.isEmpty());
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadRequestException("redriven=" + text + ": must be true or false");
        };
    }
}
