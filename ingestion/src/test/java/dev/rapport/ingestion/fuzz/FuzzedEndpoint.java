package dev.rapport.ingestion.fuzz;

import java.util.List;

/**
 * What a fuzzer may send to: a path and good bodies for it, which it spoils.
 *
 * @param headers one a line, without line ends
 */
record FuzzedEndpoint(String method, String path, List<String> headers, List<String> bodies) {
    private static final String BASIC = "Authorization: Basic cmFwcG9ydC1kZW1vLWtleTo=";
    private static final String TRACK =
            "{\"type\":\"track\",\"messageId\":\"m-1\",\"anonymousId\":\"a-1\",\"userId\":17,"
                    + "\"event\":\"Order Completed\",\"timestamp\":\"2026-03-20T12:00:00.000Z\",\"sentAt\":1763550000,"
                    + "\"properties\":{\"order_id\":\"o-1\",\"revenue\":19.90,\"products\":[{\"product_id\":\"p-1\",\"price\":1e2}]},"
                    + "\"context\":{\"ip\":\"203.0.113.7\",\"locale\":\"zh-CN\",\"page\":{\"title\":\"caf\\u00e9 \\ud83d\\ude00 灯\"}}}";
    private static final String IDENTIFY =
            "{\"type\":\"identify\",\"userId\":\"u-1\",\"originalTimestamp\":\"20/03/2026\","
                    + "\"traits\":{\"email\":\"ada@example.org\",\"unsubscribed\":true,\"consents\":{\"marketing\":false}},"
                    + "\"context\":{\"consent\":{\"categoryPreferences\":{\"marketing\":false,\"analytics\":true}}}}";
    private static final String ALIAS = "{\"type\":\"alias\",\"userId\":\"u-1\",\"previousId\":\"a-1\"}";

    private static final String BATCH =
            "{\"batch\":[%s,%s,%s],\"sentAt\":\"2026-03-20T12:00:00Z\",\"integrations\":{\"All\":true},"
                    + "\"context\":{\"library\":{\"name\":\"x\"},\"traits\":{\"plan\":\"free\"}},\"writeKey\":\"rapport-demo-key\"}";

    FuzzedEndpoint {
        headers = List.copyOf(headers);
        bodies = List.copyOf(bodies);
    }

    /** Those of Segment's API, with the write key in the header, in the query and in the body. */
    static List<FuzzedEndpoint> ofSegment() {
        var batch = BATCH.formatted(TRACK, IDENTIFY, ALIAS);
        return List.of(
                new FuzzedEndpoint(
                        "POST", "/v1/batch", List.of(BASIC, "Content-Type: application/json"), List.of(batch)),
                new FuzzedEndpoint("POST", "/v1/import", List.of("Content-Type: text/plain"), List.of(batch)),
                new FuzzedEndpoint("POST", "/v1/track", List.of(BASIC), List.of(TRACK)),
                new FuzzedEndpoint("POST", "/v1/identify?writeKey=rapport-demo-key", List.of(), List.of(IDENTIFY)),
                new FuzzedEndpoint("POST", "/v1/a", List.of(BASIC, "traceparent: junk"), List.of(ALIAS)));
    }
}
