package dev.rapport.quickstart.recommendation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rapport.enrichment.customer.recommendation.ProductSession;
import dev.rapport.quickstart.simulator.Catalogue;
import dev.rapport.quickstart.simulator.Population;
import dev.rapport.quickstart.simulator.Simulation;
import dev.rapport.testkit.sample.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sessions of shops, real and invented, in the order in which they ended. Real ones only where a developer has them. */
final class Datasets {
    private static final DateTimeFormatter RETAIL_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final long SEED = 42;

    /** A session as it is read: its products in the order of time. */
    private static final class Read {
        private final List<String> products = new ArrayList<>();
        private long endedAt;
    }

    private Datasets() {}

    /** Baskets of four months: an invoice is a session. Cancellations, corrections and postage are left out. */
    static List<ProductSession> retail() throws IOException {
        var baskets = new LinkedHashMap<String, Read>();
        try (var files = Files.list(Samples.path("online-retail"))) {
            for (var file : files.filter(path -> path.toString().endsWith(".csv"))
                    .sorted()
                    .toList()) {
                var lines = Files.readAllLines(file);
                for (var line : lines.subList(1, lines.size())) {
                    // Descriptions with commas are quoted, and are not needed.
                    var fields = line.replaceAll("\"[^\"]*\"", "").split(",", -1);
                    if (fields.length == 8 && fields[1].matches("\\d{5}.?") && fields[0].matches("\\d+")) {
                        var at = LocalDateTime.parse(fields[4], RETAIL_TIME)
                                .toInstant(ZoneOffset.UTC)
                                .toEpochMilli();
                        add(baskets, fields[0], fields[1], at);
                    }
                }
            }
        }
        return sessions(baskets);
    }

    /** Clicks, carts and orders of some real sessions, which overlap little. */
    static List<ProductSession> otto() throws IOException {
        var sessions = new LinkedHashMap<String, Read>();
        var json = JsonMapper.builder().build();
        for (var line : Files.readAllLines(Samples.path("otto-sample/train.jsonl"))) {
            var session = json.readTree(line);
            for (var event : session.get("events")) {
                add(
                        sessions,
                        session.get("session").asText(),
                        event.get("aid").asText(),
                        event.get("ts").asLong());
            }
        }
        return sessions(sessions);
    }

    /** Visits to the invented shop: what was viewed or ordered in one. */
    static List<ProductSession> simulator() {
        var start = Instant.parse("2026-03-01T00:00:00Z");
        var simulation = new Simulation(SEED, "run", Catalogue.of(SEED), Population.of(SEED, 2_000, 0.05), start);
        var visits = new LinkedHashMap<String, Read>();
        for (var event : simulation.advanceTo(start.plus(Duration.ofDays(30)))) {
            var visit = event.messageId().substring(0, event.messageId().lastIndexOf('-'));
            if (event.json().get("properties") instanceof Map<?, ?> properties
                    && properties.get("product_id") instanceof String product
                    && properties.get("name") != null) {
                add(visits, visit, product, event.at().toEpochMilli());
            }
        }
        return sessions(visits);
    }

    private static void add(Map<String, Read> sessions, String id, String product, long at) {
        var session = sessions.computeIfAbsent(id, unknown -> new Read());
        session.products.remove(product);
        session.products.add(product);
        session.endedAt = Math.max(at, session.endedAt);
    }

    /** As enrichment names products: the latest first. */
    private static List<ProductSession> sessions(Map<String, Read> read) {
        var sessions = new ArrayList<ProductSession>();
        read.forEach((id, session) -> {
            var latestFirst = new ArrayList<>(session.products);
            Collections.reverse(latestFirst);
            sessions.add(new ProductSession(id, session.endedAt, latestFirst));
        });
        sessions.sort(Comparator.comparingLong(ProductSession::endedAt).thenComparing(ProductSession::sessionId));
        return sessions;
    }
}
