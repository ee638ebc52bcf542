package dev.rapport.ingestion.capture.cdc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;

/**
 * Semantic types of Kafka Connect and Debezium, by the name in their schema: how a number or some bytes become what a
 * person would write. A time without a zone stays without one: {@code 2026-05-04T10:00:00}.
 */
public enum LogicalType {
    DEBEZIUM_DATE("io.debezium.time.Date") {
        @Override
        String of(long days) {
            return LocalDate.ofEpochDay(days).toString();
        }
    },
    CONNECT_DATE("org.apache.kafka.connect.data.Date") {
        @Override
        String of(long days) {
            return LocalDate.ofEpochDay(days).toString();
        }
    },
    DEBEZIUM_TIMESTAMP("io.debezium.time.Timestamp") {
        @Override
        String of(long millis) {
            return local(millis / 1_000, Math.floorMod(millis, 1_000) * 1_000_000L, millis < 0);
        }
    },
    MICRO_TIMESTAMP("io.debezium.time.MicroTimestamp") {
        @Override
        String of(long micros) {
            return local(micros / 1_000_000, Math.floorMod(micros, 1_000_000) * 1_000L, micros < 0);
        }
    },
    NANO_TIMESTAMP("io.debezium.time.NanoTimestamp") {
        @Override
        String of(long nanos) {
            return local(nanos / 1_000_000_000, Math.floorMod(nanos, 1_000_000_000), nanos < 0);
        }
    },
    /** A moment; databases' times without a zone come as one in UTC, where Debezium writes Connect's types. */
    CONNECT_TIMESTAMP("org.apache.kafka.connect.data.Timestamp") {
        @Override
        String of(long millis) {
            return Instant.ofEpochMilli(millis).toString();
        }
    },
    DEBEZIUM_TIME("io.debezium.time.Time") {
        @Override
        String of(long millis) {
            return time(Duration.ofMillis(millis));
        }
    },
    CONNECT_TIME("org.apache.kafka.connect.data.Time") {
        @Override
        String of(long millis) {
            return time(Duration.ofMillis(millis));
        }
    },
    MICRO_TIME("io.debezium.time.MicroTime") {
        @Override
        String of(long micros) {
            return time(Duration.ofNanos(micros * 1_000));
        }
    },
    NANO_TIME("io.debezium.time.NanoTime") {
        @Override
        String of(long nanos) {
            return time(Duration.ofNanos(nanos));
        }
    };

    /** A number of any size with its scale in the schema. */
    public static final String DECIMAL = "org.apache.kafka.connect.data.Decimal";
    /** A number with its scale beside it. */
    public static final String VARIABLE_SCALE_DECIMAL = "io.debezium.data.VariableScaleDecimal";
    /** JSON as text. */
    public static final String JSON = "io.debezium.data.Json";

    private final String schema;

    LogicalType(String schema) {
        this.schema = schema;
    }

    abstract String of(long number);

    /** The type that a schema names. */
    public static Optional<LogicalType> named(String schema) {
        return Arrays.stream(values())
                .filter(type -> type.schema.equals(schema))
                .findFirst();
    }

    /** What a number of this type says; as it is when it is beyond every calendar. */
    public Object value(long number) {
        try {
            return of(number);
        } catch (DateTimeException | ArithmeticException e) {
            return BigDecimal.valueOf(number);
        }
    }

    /** A decimal out of its unscaled value in two's complement, the highest byte first. */
    public static BigDecimal decimal(byte[] unscaled, int scale) {
        return unscaled.length == 0 ? BigDecimal.ZERO : new BigDecimal(new BigInteger(unscaled), scale);
    }

    private static String local(long seconds, long nanos, boolean roundsUp) {
        var whole = roundsUp && nanos > 0 ? seconds - 1 : seconds;
        return LocalDateTime.ofEpochSecond(whole, (int) nanos, ZoneOffset.UTC).toString();
    }

    private static String time(Duration ofDay) {
        return LocalTime.ofNanoOfDay(ofDay.toNanos()).toString();
    }
}
