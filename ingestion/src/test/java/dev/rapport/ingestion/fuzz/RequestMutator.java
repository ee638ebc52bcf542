package dev.rapport.ingestion.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Whole requests as bytes: with spoiled bodies in good frames, or with heads and frames that no client should send. */
final class RequestMutator {
    private static final List<String> ENCODINGS =
            List.of("gzip", "identity", "x-gzip", "br", "GZIP ", "gzip, gzip", "");
    private static final List<String> TYPES = List.of(
            "application/json",
            "text/plain;charset=UTF-8",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            "nonsense");

    private static final List<String> HEADERS = List.of(
            "X-A: b\r\nX-Injected: 1",
            "X-A: b\nX-Injected: 1",
            "X-A: b\rX-Injected: 1",
            "X-A: \u0000",
            "X-A: \u00ff\u00fe",
            ": empty",
            "no colon",
            " folded: x",
            "X-A : space",
            "Authorization: Basic %%%",
            "Authorization: Basic " + "QQ".repeat(3_000),
            "Authorization: Bearer x",
            "Authorization: Basic Og==",
            "Content-Length: 5",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: 0x10",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: nonsense",
            "Expect: 100-continue",
            "Expect: nonsense",
            "Connection: upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
            "Host: other\r\nHost: another",
            "Host: ex ample",
            "Range: bytes=0-",
            "Content-Encoding: gzip",
            "Content-Type: " + "x".repeat(500),
            "Cookie: " + "c=1; ".repeat(1_000),
            "X-Long: " + "y".repeat(20_000),
            "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\ntracestate: " + "z".repeat(600),
            "baggage: \u0001",
            "Origin: null",
            "Origin: https://ex.example\r\nAccess-Control-Request-Headers: a, b");

    private static final List<String> LINES = List.of(
            "GET %s HTTP/1.1",
            "HEAD %s HTTP/1.1",
            "PUT %s HTTP/1.1",
            "DELETE %s HTTP/1.1",
            "OPTIONS %s HTTP/1.1",
            "TRACE %s HTTP/1.1",
            "post %s HTTP/1.1",
            "NONSENSE %s HTTP/1.1",
            "POST %s HTTP/1.0",
            "POST %s HTTP/0.9",
            "POST %s HTTP/2.0",
            "POST %s HTTP/9.9",
            "POST  %s  HTTP/1.1",
            "POST %s/../../etc/passwd HTTP/1.1",
            "POST %s%%2f%%00 HTTP/1.1",
            "POST %s%%zz HTTP/1.1",
            "POST %s?writeKey=%%ff%%fe&a=%%u1234 HTTP/1.1",
            "POST %s?" + "q".repeat(9_000) + " HTTP/1.1",
            "POST /%s HTTP/1.1",
            "POST http://other%s HTTP/1.1",
            "POST \u0001%s HTTP/1.1",
            "%s",
            "");

    private final RandomGenerator random;
    private final List<FuzzedEndpoint> endpoints;
    private final BodyMutator bodies;

    RequestMutator(RandomGenerator random, List<FuzzedEndpoint> endpoints) {
        this.random = random;
        this.endpoints = endpoints;
        this.bodies = new BodyMutator(random);
    }

    /** In a good frame: a server must answer it, and may be sent the next over the same connection. */
    byte[] framed() {
        var endpoint = anyOf(endpoints);
        var headers = new ArrayList<>(endpoint.headers());
        if (random.nextInt(4) == 0) {
            headers.removeIf(header -> header.startsWith("Content-Type"));
            headers.add("Content-Type: " + anyOf(TYPES));
        }
        if (random.nextInt(4) == 0) {
            headers.add("Content-Encoding: " + anyOf(ENCODINGS));
        }
        if (random.nextInt(20) == 0) {
            headers.removeIf(header -> header.startsWith("Authorization"));
        }
        if (!endpoint.odd().isEmpty() && random.nextInt(4) == 0) {
            replace(headers, anyOf(endpoint.odd()));
        }
        var body = bodies.of(anyOf(endpoint.bodies()));
        endpoint.signature().apply(body).forEach(header -> addNew(headers, header));
        var chunked = random.nextInt(5) == 0;
        headers.add(chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length);
        return request(endpoint.method() + " " + endpoint.path() + " HTTP/1.1", headers, chunked ? chunks(body) : body);
    }

    /** In a frame that may be broken: a server may refuse it or close the connection. */
    byte[] unframed() {
        var endpoint = anyOf(endpoints);
        var headers = new ArrayList<>(endpoint.headers());
        headers.add("Connection: close");
        var body = bodies.of(anyOf(endpoint.bodies()));
        headers.addAll(endpoint.signature().apply(body));
        if (random.nextInt(8) > 0) {
            headers.add(
                    "Content-Length: " + (random.nextInt(8) > 0 ? body.length : body.length + random.nextInt(-3, 4)));
        }
        for (var times = random.nextInt(3); times > 0; times--) {
            headers.add(random.nextInt(headers.size() + 1), anyOf(HEADERS));
        }
        var line = random.nextBoolean() ? endpoint.method() + " %s HTTP/1.1" : anyOf(LINES);
        return request(String.format(line, endpoint.path()), headers, body);
    }

    private static void replace(List<String> headers, String header) {
        headers.removeIf(other -> isOfSameName(other, header));
        headers.add(header);
    }

    private static void addNew(List<String> headers, String header) {
        if (headers.stream().noneMatch(other -> isOfSameName(other, header))) {
            headers.add(header);
        }
    }

    private static boolean isOfSameName(String one, String another) {
        var colon = another.indexOf(':');
        return one.regionMatches(true, 0, another, 0, colon + 1);
    }

    private byte[] chunks(byte[] body) {
        var out = new ByteArrayOutputStream();
        for (var at = 0; at < body.length; ) {
            var length = Math.min(body.length - at, 1 + random.nextInt(20_000));
            out.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, at, length);
            out.writeBytes(new byte[] {'\r', '\n'});
            at += length;
        }
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] request(String line, List<String> headers, byte[] body) {
        var head = line + "\r\nHost: localhost\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        var out = new ByteArrayOutputStream();
        out.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private <T> T anyOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
