package dev.rapport.benchmarks.app;

import dev.rapport.benchmarks.load.LoadClient;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The requests that capture is measured with, whole and ready to be sent. */
final class CaptureRequests {
    static final int BATCH = 100;
    /** With 8 the linger of the producer is the bound, whatever a server costs. */
    static final int CONNECTIONS = 32;

    /** Events before they come again. */
    static final int DISTINCT = 5_000;

    private static final String WRITE_KEY = "rapport-demo-key";

    private CaptureRequests() {}

    /** A client that sends batches to capture. */
    static LoadClient batches(int port) {
        return client(port, "/v1/batch", BATCH);
    }

    /** A client that sends events one by one to capture. */
    static LoadClient singles(int port) {
        return client(port, "/v1/track", 1);
    }

    /** @param events in one request; a body is a batch unless it is one event alone */
    static LoadClient client(int port, String path, int events) {
        var requests = bodies(events).stream().map(body -> request(path, body)).toList();
        return new LoadClient(port, requests, events, CONNECTIONS);
    }

    /** Bodies with other events each. */
    static List<byte[]> bodies(int events) {
        return IntStream.range(0, DISTINCT / events)
                .mapToObj(batch -> body(batch * events, events).getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static String body(int first, int events) {
        return events == 1
                ? ShopEvents.leanJson(first)
                : IntStream.range(first, first + events)
                        .mapToObj(ShopEvents::leanJson)
                        .collect(Collectors.joining(",", "{\"batch\":[", "]}"));
    }

    private static byte[] request(String path, byte[] body) {
        var key = Base64.getEncoder().encodeToString((WRITE_KEY + ":").getBytes(StandardCharsets.UTF_8));
        var head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        var request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }
}
