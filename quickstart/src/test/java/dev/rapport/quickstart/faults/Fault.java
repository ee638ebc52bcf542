package dev.rapport.quickstart.faults;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One reported fault: what was sent, and the right outcome.
 *
 * @param fault  what it is about, one line
 * @param post   requests, in order
 * @param expect the outcome once all of them are through
 */
record Fault(String fault, List<Post> post, Expectation expect) {
    private static final ObjectReader LINE = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(Fault.class);

    /**
     * One request with the demo write key, unless its headers bring another.
     *
     * @param to   path and query
     * @param body JSON; or
     * @param raw  text as it stands, for what is not JSON
     */
    record Post(
            String to, @Nullable JsonNode body, @Nullable String raw, Map<String, String> headers) {
        Post {
            // Jackson gives null for what a line leaves out.
            headers = Objects.requireNonNullElse(headers, Map.of());
            if ((body == null) == (raw == null)) {
                throw new IllegalArgumentException("a post needs either body or raw");
            }
        }

        String text() {
            return body != null ? body.toString() : Objects.requireNonNull(raw);
        }
    }

    /**
     * What is looked at; absent is not looked at. Objects match when everything expected is there, arrays item by item.
     *
     * @param answers     HTTP statuses, in order
     * @param rejected    reasons, in order of their arrival: those of capture first
     * @param profiles    profiles by an identifier that their customer was first known by
     * @param enriched    enriched events, in order
     * @param decisions   {@code campaign REASON}, in order
     * @param prompts     number of prompts
     * @param experiments answers of {@code /api/v1/experiments/{id}} by id; null for 404
     * @param gets        answers of other paths of the API
     * @param deadLetters number of dead letters, of enrichment and scoring together
     */
    record Expectation(
            @Nullable JsonNode answers,
            @Nullable JsonNode rejected,
            @Nullable JsonNode profiles,
            @Nullable JsonNode enriched,
            @Nullable JsonNode decisions,
            @Nullable JsonNode prompts,
            Map<String, JsonNode> experiments,
            Map<String, JsonNode> gets,
            @Nullable JsonNode deadLetters) {
        Expectation {
            experiments = Objects.requireNonNullElse(experiments, Map.of());
            gets = Objects.requireNonNullElse(gets, Map.of());
        }
    }

    /** All faults of a folder's files, one a line; blank lines are skipped. */
    static List<Named> in(Path folder) {
        try (var files = Files.list(folder)) {
            var faults = new ArrayList<Named>();
            for (var file : files.filter(name -> name.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                var number = 0;
                for (var line : Files.readAllLines(file)) {
                    number++;
                    if (!line.isBlank()) {
                        faults.add(new Named(file.getFileName() + ":" + number, line));
                    }
                }
            }
            return faults;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line and where it stands; read when its turn comes, so that one bad line fails alone. */
    record Named(String place, String line) {
        Fault read(String filled) {
            try {
                return LINE.readValue(filled);
            } catch (IOException e) {
                throw new IllegalArgumentException(place + " is not a fault: " + e.getMessage(), e);
            }
        }

        @Override
        public String toString() {
            var about =
                    line.replaceFirst("^\\s*\\{\\s*\"fault\"\\s*:\\s*\"", "").replaceFirst("\".*$", "");
            return place + " " + about;
        }
    }
}
