package dev.rapport.scoring.api;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Parameters of a request, checked. An empty one counts as not given. */
final class Query {
    private final Context context;

    /**
     * A request's parameters.
     *
     * @param names those that the path knows
     * @throws BadParameterException when there is another: a misspelt parameter must not be ignored
     */
    Query(Context context, String... names) {
        this.context = context;
        var known = List.of(names);
        context.queryParamMap().forEach((name, values) -> {
            if (!known.contains(name)) {
                throw new BadParameterException(
                        name,
                        values.isEmpty() ? "" : values.get(0),
                        "there is no such parameter, only " + String.join(", ", known));
            }
        });
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(value -> !value.isEmpty());
    }

    /** A point in time: {@code 2010-12-01T00:00:00Z} or a day in UTC, {@code 2010-12-01}. */
    Optional<Long> time(String name) {
        return text(name).map(value -> {
            try {
                return value.contains("T")
                        ? Instant.parse(value).toEpochMilli()
                        : LocalDate.parse(value)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant()
                                .toEpochMilli();
            } catch (DateTimeParseException e) {
                throw new BadParameterException(
                        name, value, "expected a time such as 2010-12-01T00:00:00Z or a day such as 2010-12-01");
            }
        });
    }

    /** {@code from} and {@code to}, which must not be earlier. */
    Period period() {
        var from = time("from");
        var to = time("to");
        if (from.isPresent() && to.isPresent() && from.get() > to.get()) {
            throw new BadParameterException("from", text("from").orElse(""), "must not be later than to");
        }
        return new Period(from, to);
    }

    /**
     * A span of time.
     *
     * @param from inclusive, in milliseconds since the epoch
     * @param to   exclusive, in milliseconds since the epoch
     */
    record Period(Optional<Long> from, Optional<Long> to) {
        /** Name of an end that the request names. */
        Optional<String> given() {
            return from.map(at -> "from").or(() -> to.map(at -> "to"));
        }
    }

    /** A whole number in a range. */
    int integer(String name, int defaultValue, int min, int max) {
        var value = text(name);
        if (value.isEmpty()) {
            return defaultValue;
        }
        try {
            var number = Integer.parseInt(value.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, with the range.
        }
        throw new BadParameterException(name, value.get(), "expected a whole number between " + min + " and " + max);
    }

    /** A probability strictly between 0 and 1. */
    double probability(String name, double defaultValue) {
        var value = text(name);
        if (value.isEmpty()) {
            return defaultValue;
        }
        try {
            var number = Double.parseDouble(value.get());
            if (number > 0 && number < 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, with the range.
        }
        throw new BadParameterException(name, value.get(), "expected a number between 0 and 1");
    }
}
