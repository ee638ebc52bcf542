package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.NOW;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.schemas.topic.Topics.CAMPAIGNS_ACCEPTED;
import static dev.rapport.schemas.topic.Topics.CATALOG_ACCEPTED;

import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.Money;
import dev.rapport.schemas.id.DerivedId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

/** Campaigns and products of a shop, and a customer who agreed to its messages. */
final class Shop {
    static final String CAMPAIGN = "product-recommendation";
    static final String NO_HOLDOUT = bundled(CAMPAIGN).replace("holdout: 10%", "holdout: 0%");
    /** Half of the customers are held out of it, and it keeps to what others have sent, the night and the usual hour. */
    static final String PACED = bundled(CAMPAIGN)
            .replace("id: " + CAMPAIGN, "id: paced")
            .replace("holdout: 10%", "holdout: 50%")
            .replace("cap: {messages: 1, per: 24h}", """
                    cap: [{messages: 2, per: day, scope: global}, {messages: 4, per: 7d, scope: channel}]
                    quiet-hours: {from: 18:00, until: 09:00}
                    default-zone: Australia/Lord_Howe
                    send-at: usual-hour
                    expires-after: 30h
                    priority: high
                    ramp: [{from: 2026-03-20, share: 60%}, {from: 2026-03-21, share: 100%}]""");

    static final String ALMOST_ALL_HELD = bundled(CAMPAIGN).replace("holdout: 10%", "holdout: 99.99%");

    /** Reminds of a cart in which nothing more was put for two hours, and that was not ordered. */
    static final String CART = bundled("cart-abandoned")
            .replace(
                    "events: [Cart Abandoned]\n  max-age: 1d",
                    "absence: {of: [Order Completed], after: [Product Added], for: 2h}\n  max-age: 1h")
            .replace("holdout: 10%", "holdout: 0%");

    private Shop() {}

    static void consented(EnrichmentHarness harness) {
        harness.capture(identify("{\"firstName\":\"Ada\",\"consents\":{\"marketing\":true}}"));
    }

    static void stock(EnrichmentHarness harness, String id, String name, long cents) {
        stock(harness, id, name, cents, 0, Instant.EPOCH);
    }

    static void stock(EnrichmentHarness harness, String id, String name, long cents, int version, Instant effectiveAt) {
        harness.pipe(CATALOG_ACCEPTED, id, lamp(id, name, cents, version, effectiveAt));
    }

    static CatalogProduct lamp(String id, String name, long cents, int version, Instant effectiveAt) {
        return CatalogProduct.newBuilder()
                .setProductId(id)
                .setName(name)
                .setCategory("lamps")
                .setPrice(new Money(cents, "USD"))
                .setVersion(version)
                .setEffectiveAt(effectiveAt)
                .build();
    }

    static void publishBundled(EnrichmentHarness harness, String id) {
        harness.pipe(CAMPAIGNS_ACCEPTED, id, definition(id, bundled(id)));
    }

    static void publish(EnrichmentHarness harness, String yaml) {
        publishAs(harness, CAMPAIGN, yaml);
    }

    static void publishAs(EnrichmentHarness harness, String id, String yaml) {
        harness.pipe(CAMPAIGNS_ACCEPTED, id, definition(id, yaml));
    }

    static void publish(EnrichmentHarness harness, String yaml, int version, Instant effectiveAt) {
        harness.pipe(
                CAMPAIGNS_ACCEPTED,
                CAMPAIGN,
                CampaignDefinition.newBuilder(definition(CAMPAIGN, yaml))
                        .setVersion(version)
                        .setEffectiveAt(effectiveAt)
                        .build());
    }

    static void publishCart(EnrichmentHarness harness, String yaml, int version, Instant effectiveAt) {
        harness.pipe(
                CAMPAIGNS_ACCEPTED,
                "cart-abandoned",
                CampaignDefinition.newBuilder(definition("cart-abandoned", yaml))
                        .setVersion(version)
                        .setEffectiveAt(effectiveAt)
                        .build());
    }

    /** A campaign that writes to everyone every day. */
    static void publishDaily(EnrichmentHarness harness, Instant effectiveAt) {
        var yaml = CART.replace("id: cart-abandoned", "id: daily")
                .replace(
                        "absence: {of: [Order Completed], after: [Product Added], for: 2h}",
                        "schedule: {every: 1d, at: \"13:05\", zone: Europe/Berlin}")
                .replace("per: 72h", "per: 12h");
        harness.pipe(
                CAMPAIGNS_ACCEPTED,
                "daily",
                CampaignDefinition.newBuilder(definition("daily", yaml))
                        .setEffectiveAt(effectiveAt)
                        .build());
    }

    static CampaignDefinition definition(String id, String yaml) {
        return CampaignDefinition.newBuilder()
                .setCampaignId(id)
                .setVersion(1)
                .setYaml(yaml)
                .setSha256(DerivedId.sha256Hex(yaml))
                .setPublishedAt(NOW)
                .build();
    }

    private static String bundled(String id) {
        try (var in = Shop.class.getResourceAsStream("/campaigns/" + id + ".yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
