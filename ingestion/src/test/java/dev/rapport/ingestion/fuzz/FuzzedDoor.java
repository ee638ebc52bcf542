package dev.rapport.ingestion.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The endpoints of a kind of producer, each with what its producers send. */
enum FuzzedDoor {
    /** With the write key in the header, in the query and in the body. */
    SEGMENT,
    /** In all three content modes. */
    CLOUDEVENTS,
    /** Signed as HubSpot signs, over the bytes that are sent. */
    HUBSPOT,
    PRODUCTS;

    static final String HUBSPOT_SECRET = "secret-of-the-app";
    static final String HUBSPOT_URL = "https://events.shop.example/webhooks/hubspot";

    List<FuzzedEndpoint> endpoints() {
        return switch (this) {
            case SEGMENT -> segment();
            case CLOUDEVENTS -> cloudEvents();
            case HUBSPOT -> hubSpot();
            case PRODUCTS -> products();
        };
    }

    private static List<FuzzedEndpoint> segment() {
        return List.of(
                FuzzedEndpoint.post("/v1/batch", List.of(Key.BASIC, "Content-Type: application/json"), Bodies.BATCH),
                FuzzedEndpoint.post("/v1/import", List.of("Content-Type: text/plain"), Bodies.BATCH),
                FuzzedEndpoint.post("/v1/track", List.of(Key.BASIC), Bodies.TRACK),
                FuzzedEndpoint.post("/v1/identify?writeKey=rapport-demo-key", List.of(), Bodies.IDENTIFY),
                FuzzedEndpoint.post("/v1/a", List.of(Key.BASIC, "traceparent: junk"), Bodies.ALIAS));
    }

    private static List<FuzzedEndpoint> cloudEvents() {
        return List.of(
                FuzzedEndpoint.post(
                                "/cloudevents",
                                List.of(
                                        Key.BASIC,
                                        "Content-Type: application/json",
                                        "ce-specversion: 1.0",
                                        "ce-id: 18",
                                        "ce-source: /orders",
                                        "ce-type: com.example.identify",
                                        "ce-subject: ada"),
                                Bodies.IDENTIFY,
                                Bodies.TRACK,
                                "19.90")
                        .withOdd(Bodies.ATTRIBUTES),
                FuzzedEndpoint.post(
                                "/cloudevents?writeKey=rapport-demo-key",
                                List.of(
                                        "Content-Type: text/plain; charset=ISO-8859-1",
                                        "ce-specversion: 1.0",
                                        "ce-id: 19",
                                        "ce-source: https://shop.example/%E2%82%AC",
                                        "ce-type: viewed",
                                        "ce-time: 2026-03-20T12:00:00Z",
                                        "ce-userid: ada"),
                                Bodies.TRACK)
                        .withOdd(Bodies.ATTRIBUTES),
                FuzzedEndpoint.post(
                        "/cloudevents",
                        List.of(Key.BASIC, "Content-Type: application/cloudevents+json"),
                        Bodies.CLOUD_EVENT,
                        Bodies.CLOUD_EVENT_BYTES),
                FuzzedEndpoint.post(
                        "/cloudevents",
                        List.of(Key.BASIC, "Content-Type: application/cloudevents-batch+json"),
                        "[" + Bodies.CLOUD_EVENT + "," + Bodies.CLOUD_EVENT_BYTES + "," + Bodies.CLOUD_EVENT + "]"));
    }

    private static List<FuzzedEndpoint> hubSpot() {
        return List.of(FuzzedEndpoint.post(
                        "/webhooks/hubspot", List.of("Content-Type: application/json"), Bodies.CHANGES, Bodies.CHANGE)
                .signed(FuzzedDoor::signature)
                .withOdd(List.of(
                        "X-HubSpot-Request-Timestamp: 99999999999999999999",
                        "X-HubSpot-Request-Timestamp: -1",
                        "X-HubSpot-Signature-v3: %%%")));
    }

    private static List<FuzzedEndpoint> products() {
        return List.of(
                FuzzedEndpoint.of(
                        "PUT",
                        "/api/v1/products?source=fuzz",
                        List.of("Content-Type: application/json"),
                        "[" + Bodies.PRODUCT + "," + Bodies.MERCHANT_PRODUCT + "]",
                        Bodies.PRODUCT + "\n" + Bodies.MERCHANT_PRODUCT + "\n{\"id\":\"kept\",\"keep\":true}\n"),
                FuzzedEndpoint.of("PUT", "/api/v1/products?feed=start", List.of(), "[" + Bodies.PRODUCT + "]"),
                FuzzedEndpoint.of(
                        "PUT", "/api/v1/products?complete=true&feed=0:17,1:4", List.of(), Bodies.MERCHANT_PRODUCT),
                FuzzedEndpoint.of("PUT", "/api/v1/products?complete=true&force=true", List.of(), Bodies.PRODUCT),
                FuzzedEndpoint.of("PUT", "/api/v1/products?source=%00&complet=%ff", List.of(), Bodies.PRODUCT));
    }

    /** The same bytes at the same time are a request that was recorded and sent again, which is refused. */
    private static List<String> signature(byte[] body) {
        var timestamp = Long.toString(System.currentTimeMillis());
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HUBSPOT_SECRET.getBytes(UTF_8), "HmacSHA256"));
            mac.update(("POST" + HUBSPOT_URL).getBytes(UTF_8));
            mac.update(body);
            var signature = mac.doFinal(timestamp.getBytes(UTF_8));
            return List.of(
                    "X-HubSpot-Request-Timestamp: " + timestamp,
                    "X-HubSpot-Signature-v3: " + Base64.getEncoder().encodeToString(signature));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Key {
        static final String BASIC = "Authorization: Basic cmFwcG9ydC1kZW1vLWtleTo=";
    }

    private static final class Bodies {
        static final String TRACK = "{\"type\":\"track\",\"messageId\":\"m-1\",\"anonymousId\":\"a-1\",\"userId\":17,"
                + "\"event\":\"Order Completed\",\"timestamp\":\"2026-03-20T12:00:00.000Z\",\"sentAt\":1763550000,"
                + "\"properties\":{\"order_id\":\"o-1\",\"revenue\":19.90,\"products\":[{\"product_id\":\"p-1\",\"price\":1e2}]},"
                + "\"context\":{\"ip\":\"203.0.113.7\",\"locale\":\"zh-CN\",\"page\":{\"title\":\"caf\\u00e9 \\ud83d\\ude00 灯\"}}}";
        static final String IDENTIFY = "{\"type\":\"identify\",\"userId\":\"u-1\",\"originalTimestamp\":\"20/03/2026\","
                + "\"traits\":{\"email\":\"ada@example.org\",\"unsubscribed\":true,\"consents\":{\"marketing\":false}},"
                + "\"context\":{\"consent\":{\"categoryPreferences\":{\"marketing\":false,\"analytics\":true}}}}";
        static final String ALIAS = "{\"type\":\"alias\",\"userId\":\"u-1\",\"previousId\":\"a-1\"}";
        static final String BATCH = "{\"batch\":[" + TRACK + "," + IDENTIFY + "," + ALIAS
                + "],\"sentAt\":\"2026-03-20T12:00:00Z\",\"integrations\":{\"All\":true},"
                + "\"context\":{\"library\":{\"name\":\"x\"},\"traits\":{\"plan\":\"free\"}},\"writeKey\":\"rapport-demo-key\"}";

        static final String CLOUD_EVENT =
                "{\"specversion\":\"1.0\",\"id\":\"17\",\"source\":\"/orders\",\"type\":\"order.placed\",\"subject\":\"ada\","
                        + "\"time\":\"2026-03-20T12:00:00+01:00\",\"dataschema\":\"https://shop.example/o\",\"datacontenttype\":\"application/json\","
                        + "\"userid\":\"ada\",\"traceparent\":\"junk\",\"data\":{\"total\":19.90,\"lines\":[{\"sku\":\"p-1\"}]}}";
        static final String CLOUD_EVENT_BYTES =
                "{\"specversion\":\"1.0\",\"id\":\"18\",\"source\":\"https://shop.example\",\"type\":\"com.example.track\","
                        + "\"datacontenttype\":\"application/octet-stream\",\"subject\":\"灯\",\"data_base64\":\"3q2+7w==\"}";
        static final List<String> ATTRIBUTES = List.of(
                "ce-subject: %E2%82%AC%20caf%C3%A9",
                "ce-subject: %C3%28%zz%",
                "ce-subject: \u00ff\u00fe",
                "ce-subject: ",
                "ce-id: " + "%F0%9F%98%80".repeat(300),
                "ce-time: 2026-02-30T25:61:61Z",
                "ce-specversion: 9.9",
                "ce-source: not a uri %00",
                "ce-traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "ce-Upper_Case: x",
                "ce-: x",
                "ce-datacontenttype: application/json",
                "ce-" + "n".repeat(5_000) + ": x",
                "Content-Type: application/json; charset=nonsense",
                "Content-Type: application/cloudevents+avro");

        static final String CHANGE =
                "{\"eventId\":1,\"subscriptionId\":2,\"portalId\":3,\"objectId\":4,\"occurredAt\":1777888799000,"
                        + "\"subscriptionType\":\"contact.propertyChange\",\"propertyName\":\"hs_email_optout\",\"propertyValue\":\"true\","
                        + "\"changeSource\":\"CRM\",\"attemptNumber\":0}";
        static final String CHANGES = "[" + CHANGE
                + ",{\"eventId\":2,\"subscriptionId\":2,\"portalId\":3,\"occurredAt\":1777888799000,\"subscriptionType\":\"contact.merge\","
                + "\"primaryObjectId\":4,\"mergedObjectIds\":[5,6]},"
                + "{\"eventId\":3,\"subscriptionId\":2,\"portalId\":3,\"objectId\":7,\"occurredAt\":1777888799000,"
                + "\"subscriptionType\":\"contact.privacyDeletion\"}]";

        static final String PRODUCT =
                "{\"product_id\":\"mug-1\",\"name\":\"Mug\",\"price\":12.50,\"currency\":\"EUR\",\"category\":\"Home > Mugs\","
                        + "\"stock\":3,\"available\":true,\"url\":\"https://shop.example/mug\",\"attributes\":{\"color\":\"red\",\"n\":1},"
                        + "\"updated_at\":\"2026-03-20T12:00:00Z\"}";
        static final String MERCHANT_PRODUCT =
                "{\"g:id\":\"mug-2\",\"g:title\":\"Becher 灯\",\"g:price\":\"1.049,00 EUR\",\"g:sale_price\":\"15.00 EUR\","
                        + "\"g:sale_price_effective_date\":\"2026-01-01T00:00Z/2026-02-01T00:00Z\",\"g:availability\":\"in_stock\","
                        + "\"g:image_link\":\"https://shop.example/i.png\",\"g:item_group_id\":\"mugs\",\"size\":\"L\"}";
    }
}
