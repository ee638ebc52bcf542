package dev.rapport.quickstart.kills;

import dev.rapport.enrichment.campaign.definition.CampaignYaml;
import dev.rapport.enrichment.campaign.definition.InvalidCampaignException;
import dev.rapport.enrichment.campaign.publish.CampaignFile;
import dev.rapport.schemas.CatalogProduct;
import dev.rapport.schemas.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Calls of customers by number, and what a shop changes meanwhile: the same number, the same call and the same change. */
final class ShopCalls {
    private static final int CUSTOMERS = 97;
    private static final int PRODUCTS = 9;

    private final Instant start;

    /** @param start what times of late calls are counted back from */
    ShopCalls(Instant start) {
        this.start = start;
    }

    /** A call of one of the customers, who consent, come, buy, say no, come late and send calls twice. */
    String call(int number) {
        var random = new Random(number);
        var customer = number % CUSTOMERS;
        if (number >= CUSTOMERS && random.nextInt(20) == 0) {
            return call(number - CUSTOMERS);
        }
        var who = "\"messageId\":\"" + Producers.messageId(number) + "\",\"userId\":\"user-" + customer + "\"";
        var product = "{\"product_id\":\"lamp-" + random.nextInt(PRODUCTS)
                + "\",\"name\":\"Lamp\",\"price\":20,\"currency\":\"EUR\"}";
        return switch (random.nextInt(12)) {
            // Without an address: one that is suppressed is in force at once wherever it is seen, whatever its time
            // (ADR 79).
            case 0, 1 ->
                "{\"type\":\"identify\"," + who + ",\"traits\":{\"firstName\":\"Ada\",\"consents\":{\"marketing\":"
                        + (random.nextInt(5) > 0) + "}}}";
            case 2 ->
                random.nextInt(8) > 0
                        ? track(who, "Product Viewed", product)
                        : track(who, "Unsubscribed", "{\"channel\":\"email\"}");
            case 3, 4 -> track(who, "Product Added", product);
            case 5 ->
                track(who, "Order Completed", "{\"order_id\":\"o-" + number + "\",\"total\":40,\"currency\":\"EUR\"}");
            case 6 -> track(who, "Signed Up", "{}");
            case 7 ->
                track(
                        who + ",\"timestamp\":\"" + start.minusSeconds(random.nextInt(3_000)) + "\"",
                        "Product Viewed",
                        product);
            default -> track(who, "Product Viewed", product);
        };
    }

    private static String track(String who, String event, String properties) {
        return "{\"type\":\"track\"," + who + ",\"event\":\"" + event + "\",\"properties\":" + properties + "}";
    }

    /** The campaigns after so many changes: of an event, of one with a pace of its own, and of an absence of seconds. */
    static List<CampaignFile> campaigns(int change) {
        var version = change + 1;
        return List.of(
                file(
                        version,
                        "viewed",
                        "trigger: {events: [Product Viewed, Order Completed], max-age: 1h}",
                        "cap: {messages: " + (1 + change % 3) + ", per: 20s}"),
                file(version, "signed-up", "trigger: {events: [Signed Up], max-age: 1h}", "re-entry: 15s"),
                file(
                        version,
                        "cart",
                        "trigger: {absence: {of: [Order Completed], after: [Product Added], for: " + (5 + change % 4)
                                + "s}, max-age: 1d}",
                        "priority: high"));
    }

    private static CampaignFile file(int version, String id, String trigger, String pacing) {
        var yaml = """
                id: %s
                version: %d
                kind: recommendation
                %s
                goal: Order Completed
                channel: email
                consent: marketing
                holdout: 10%%
                %s
                arms:
                  - {name: friendly, weight: 50%%}
                  - {name: brief, weight: 50%%}
                language: {default: en, supported: [en, zh]}
                sampling: {candidates: 3, max-new-tokens: 32, temperature: 0.5, top-k: 0, top-p: 0.9, repetition-penalty: 1.0}
                template: |-
                  task: recommend
                  version: %d
                  tone: {{ tone }}
                  product: {{ product.name }} {{ product.price }}
                  reply:
                fallback: "You may like {{ product.name }}."
                """.formatted(id, version, trigger, pacing, version);
        try {
            return new CampaignFile(id + ".yaml", CampaignYaml.parse(yaml), yaml);
        } catch (InvalidCampaignException e) {
            throw new IllegalArgumentException(e.problems().toString(), e);
        }
    }

    /** The products after so many changes: prices move. */
    static List<CatalogProduct> products(int change) {
        var products = new ArrayList<CatalogProduct>();
        for (var number = 0; number < PRODUCTS; number++) {
            products.add(CatalogProduct.newBuilder()
                    .setProductId("lamp-" + number)
                    .setName("Lamp " + number)
                    .setCategory("lamps")
                    .setPrice(new Money(1_000L + 100L * number + change, "EUR"))
                    .setAvailable((number + change) % 4 > 0)
                    .build());
        }
        return products;
    }
}
