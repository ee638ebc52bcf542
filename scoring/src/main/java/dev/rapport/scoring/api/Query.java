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
     * @throws BadParameterException when there is another: a slip of the pen must not look like an answer
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

    /** A whole number in a range. */
    int integer(String name, int defaultValue, int least, int most) {
        var value = text(name);
        if (value.isEmpty()) {
            return defaultValue;
        }
        try {
            var number = Integer.parseInt(value.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, with the range.
        }
        throw new BadParameterException(name, value.get(), "expected a whole number between " + least + " and " + most);
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
            // Told below, with the range.
        }
        throw new BadParameterException(name, value.get(), "expected a number between 0 and 1");
    }
}
