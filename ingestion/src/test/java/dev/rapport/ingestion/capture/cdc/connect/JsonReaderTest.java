package dev.rapport.ingestion.capture.cdc.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int32 | io.debezium.time.Date | 20577 | 2026-05-04",
                "int32 | io.debezium.time.Date | -1 | 1969-12-31",
                "int64 | io.debezium.time.Timestamp | 1777888800123 | 2026-05-04T10:00:00.123",
                "int64 | io.debezium.time.Timestamp | -1 | 1969-12-31T23:59:59.999",
                "int64 | io.debezium.time.MicroTimestamp | 1777888800123456 | 2026-05-04T10:00:00.123456",
                "int64 | io.debezium.time.NanoTimestamp | 1777888800123456789 | 2026-05-04T10:00:00.123456789",
                "int64 | io.debezium.time.MicroTime | 36000000000 | 10:00",
                "int32 | org.apache.kafka.connect.data.Date | 20577 | 2026-05-04",
                "int64 | org.apache.kafka.connect.data.Timestamp | 1777888800000 | 2026-05-04T10:00:00Z",
                "string | io.debezium.time.ZonedTimestamp | \"2026-05-04T10:00:00Z\" | 2026-05-04T10:00:00Z",
                "string | io.debezium.data.Enum | \"gold\" | gold"
            })
    void readsSemanticTypes(String type, String name, String json, String expected) throws Exception {
        // When
        var value = inEnvelope("{\"type\":\"" + type + "\",\"name\":\"" + name + "\",\"field\":\"v\"}", json);
        // Then
        assertThat(value).isEqualTo(expected);
    }

    @Test
    void readsDecimalsOfEveryMode() throws Exception {
        // When
        var precise = inEnvelope(
                "{\"type\":\"bytes\",\"name\":\"org.apache.kafka.connect.data.Decimal\",\"parameters\":{\"scale\":\"2\"},"
                        + "\"field\":\"v\"}",
                "\"B9A=\"");
        var variable = inEnvelope(
                "{\"type\":\"struct\",\"name\":\"io.debezium.data.VariableScaleDecimal\",\"field\":\"v\",\"fields\":[]}",
                "{\"scale\":1,\"value\":\"ew==\"}");
        var number = inEnvelope("{\"type\":\"double\",\"field\":\"v\"}", "19.90");
        var text = inEnvelope("{\"type\":\"string\",\"field\":\"v\"}", "\"20.00\"");
        // Then
        assertThat(precise).isEqualTo(new BigDecimal("20.00"));
        assertThat(variable).isEqualTo(new BigDecimal("12.3"));
        assertThat(number).isEqualTo(new BigDecimal("19.90"));
        assertThat(text).isEqualTo("20.00");
    }

    @Test
    void opensJsonInColumns() throws Exception {
        // When
        var value = inEnvelope(
                "{\"type\":\"string\",\"name\":\"io.debezium.data.Json\",\"field\":\"v\"}",
                "\"{\\\"city\\\":\\\"Ulm\\\"}\"");
        // Then
        assertThat(value).isEqualTo(Map.of("city", "Ulm"));
    }

    @Test
    void readsPlainJsonAndKeepsNulls() throws Exception {
        // When
        var value = read("{\"a\":null,\"schema\":\"text\",\"payload\":{\"b\":true}}");
        // Then
        assertThat(value)
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsKey("a")
                .containsEntry("payload", Map.of("b", true));
    }

    @Test
    void anEnvelopeAroundNullIsNull() throws Exception {
        // When
        var value = read("{\"schema\":null,\"payload\":null}");
        // Then
        assertThat(value).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} x", "\u0000", "{\"a\":1e9999999999}"})
    void refusesWhatIsNotJson(String text) {
        // When, then
        assertThatThrownBy(() -> read(text)).isInstanceOf(UnreadableBytesException.class);
    }

    private static @Nullable Object inEnvelope(String schema, String json) throws UnreadableBytesException {
        var row =
                read("{\"schema\":{\"type\":\"struct\",\"fields\":[" + schema + "]},\"payload\":{\"v\":" + json + "}}");
        return row instanceof Map<?, ?> map ? map.get("v") : null;
    }

    private static @Nullable Object read(String text) throws UnreadableBytesException {
        return new JsonReader().read("topic", text.getBytes(UTF_8));
    }
}
