package dev.rapport.ingestion.capture.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlanReaderTest {
    @Test
    void readsYamlAndJson() {
        // Given
        var json =
                "{\"unplanned\": \"reject\", \"events\": [{\"event\": \"Viewed\", \"properties\": {\"type\": \"object\"}}]}";
        // When
        var plan = PlanReader.read(json);
        // Then
        assertThat(plan.unplanned()).isEqualTo(PlanAction.REJECT);
        assertThat(plan.events()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type: strng | line 4, column 13: events[0].properties/type: is not JSON Schema",
                "pattern: '(a)\\1' | line 4, column 16: events[0].properties/pattern: the pattern must be one of RE2",
                "pattern: '(?=a)b' | line 4, column 16: events[0].properties/pattern: the pattern must be one of RE2",
                "pattern: '((a{1,100}){1,100})' | line 4, column 16: events[0].properties/pattern: the pattern",
                "patternProperties: {'(?<!a)b': true} | line 4, column 38: events[0].properties/patternProperties/(?<!a)b: the pattern",
                "$ref: https://example.com/s.json | line 4, column 13: events[0].properties/$ref: $ref must name a definition of this plan",
                "$ref: classpath:draft-07 | line 4, column 13: events[0].properties/$ref: $ref must name a definition",
                "$ref: '#/$defs/none' | line 4, column 13: events[0].properties/$ref: $ref must name a definition",
                "$ref: '#' | line 4, column 13: events[0].properties/$ref: $ref must",
                "$dynamicRef: '#a' | line 4, column 20: events[0].properties/$dynamicRef: $dynamicRef cannot be used",
                "properties: {a: {$id: 'https://example.com/'}} | line 4, column 29: events[0].properties/properties/a/$id: $id cannot be used",
                "$schema: https://example.com/draft | line 4, column 16: events[0].properties/$schema: must be a draft of JSON Schema",
                "$defs: {a: {items: {$ref: '#/$defs/a'}}} | line 4, column 33: events[0].properties/$defs/a/items/$ref: $ref must not lead back",
                "x: 1, x: 2 | line 4, column 13: x: is given twice",
            })
    void refusesASchemaAtItsPlace(String schema, String problem) {
        // Given
        var file = "events:\n  - event: Viewed\n    properties:\n      "
                + schema.strip().replace(", x: 2", "\n      x: 2") + "\n";
        // When
        // Then
        assertThatThrownBy(() -> PlanReader.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(problem.replace("line 4, column 13: x", "line 5, column 7: x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "events: [{event: A, event: B}] | line 1, column 21: events[0].event: is given twice",
                "events: [{event: A}, {event: A}] | line 1, column 22: events[1]: A is planned twice",
                "events: [{type: alias}] | line 1, column 17: events[0].type: must be identify, page, screen or group",
                "events: [{event: A, type: page}] | line 1, column 10: events[0]: needs event, the name of a track event, or type",
                "events: [{event: A, on-violation: drop}] | line 1, column 35: events[0].on-violation: must be reject, flag, ignore",
                "{} | line 1, column 1: events: is missing",
                "events: [{event: A, schema: {}}] | line 1, column 21: events[0].schema: there is no such key",
                "events: [{event: A, properties: 7}] | line 1, column 33: events[0].properties: must be a JSON Schema",
            })
    void refusesAPlanAtItsPlace(String file, String problem) {
        // When
        // Then
        assertThatThrownBy(() -> PlanReader.read(file)).hasMessageStartingWith(problem);
    }

    @Test
    void refusesASchemaThatGrowsWithoutEnd() {
        // Given
        var file = new StringBuilder("events: [{event: A, properties: {$ref: '#/$defs/a0'}}]\n$defs:\n");
        for (var level = 0; level < 30; level++) {
            var next = "{$ref: '#/$defs/a" + (level + 1) + "'}";
            file.append("  a" + level + ": {anyOf: [" + next + ", " + next + "]}\n");
        }
        file.append("  a30: {type: string}\n");
        // When
        // Then
        assertThatThrownBy(() -> PlanReader.read(file.toString())).hasMessageContaining("must be at most 5000 schemas");
    }

    @Test
    void refusesYamlThatGrowsWithoutEnd() {
        // Given
        var file = new StringBuilder("a: &a0 [x, x]\n");
        for (var level = 1; level < 24; level++) {
            file.append("b" + level + ": &a" + level + " [*a" + (level - 1) + ", *a" + (level - 1) + "]\n");
        }
        file.append("events: [{event: A, properties: {enum: *a23}}]\n");
        // When
        // Then
        assertThatThrownBy(() -> PlanReader.read(file.toString())).hasMessageContaining("50000 values");
    }

    @Test
    void asksNoServerForASchema() throws Exception {
        // Given
        var requests = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        var url = "http://localhost:" + server.getAddress().getPort() + "/s.json";
        try {
            // When
            assertThatThrownBy(
                    () -> PlanReader.read("events: [{event: A, properties: {allOf: [{$ref: '" + url + "'}]}}]"));
            assertThatThrownBy(() -> PlanReader.read("events: [{event: A, properties: {$schema: '" + url + "'}}]"));
            assertThatThrownBy(
                    () -> PlanReader.read("events: [{event: A, properties: {$id: '" + url + "', $ref: 't.json'}}]"));
        } finally {
            server.stop(0);
        }
        // Then
        assertThat(requests).hasValue(0);
    }
}
