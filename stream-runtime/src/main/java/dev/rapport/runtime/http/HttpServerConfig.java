package dev.rapport.runtime.http;

import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.value.ByteSize;
import dev.rapport.runtime.value.Checks;
import java.time.Duration;
import java.util.Optional;

/**
 * Where to serve, and how much of it one client may have.
 *
 * @param host                    address to listen on; {@code localhost} stands for 127.0.0.1 and ::1
 * @param port                    0 to 65535; 0 takes any free one
 * @param maxRequestSize          larger bodies are refused with 413
 * @param requestTimeout          for a request to arrive whole, and for one write of an answer to be taken; positive
 * @param maxPendingBodies        bodies of one client address that have not arrived whole, at least 1
 * @param maxConnectionsPerClient open connections of one client address, at least 1
 * @param access                  who may call routes that are not public
 * @param publicListener          a second address that has the public routes only
 */
public record HttpServerConfig(
        String host,
        int port,
        ByteSize maxRequestSize,
        Duration requestTimeout,
        int maxPendingBodies,
        int maxConnectionsPerClient,
        AccessConfig access,
        Optional<PublicListener> publicListener) {
    /** This machine only, over IPv4 and IPv6. */
    public static final String LOOPBACK = "localhost";

    /** A whole batch of events, with room for its context. */
    private static final ByteSize MAX_REQUEST = ByteSize.ofKiB(1024);

    /** A mebibyte over a slow mobile connection. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private static final int MAX_PENDING_BODIES = 100;
    private static final int MAX_CONNECTIONS = 1_000;

    public HttpServerConfig {
        Checks.notBlank(host, "http.host");
        Checks.between(0, 65_535, port, "http.port");
        Checks.between(1, Integer.MAX_VALUE - 8L, maxRequestSize.bytes(), "http.max-request-size");
        Checks.positive(requestTimeout, "http.request-timeout");
        Checks.atLeast(1, maxPendingBodies, "http.max-pending-bodies");
        Checks.atLeast(1, maxConnectionsPerClient, "http.max-connections-per-client");
    }

    /** With the default limits. */
    public HttpServerConfig(String host, int port, ByteSize maxRequestSize) {
        this(
                host,
                port,
                maxRequestSize,
                REQUEST_TIMEOUT,
                MAX_PENDING_BODIES,
                MAX_CONNECTIONS,
                AccessConfig.LOCAL,
                Optional.empty());
    }

    /** As it is, for other callers. */
    public HttpServerConfig with(AccessConfig callers) {
        return new HttpServerConfig(
                host,
                port,
                maxRequestSize,
                requestTimeout,
                maxPendingBodies,
                maxConnectionsPerClient,
                callers,
                publicListener);
    }

    /** Whether other machines can reach it: false where it listens on a loopback address. */
    public boolean isOpen() {
        return !host.equals(LOOPBACK) && !host.equals("::1") && !host.startsWith("127.");
    }

    /** From {@code http.*} settings. */
    public static HttpServerConfig from(ConfigReader in, int defaultPort) {
        var host = in.text(
                "http.host",
                LOOPBACK,
                "Address the HTTP server listens on: localhost is this machine only, 0.0.0.0 every interface.");
        var port = in.integer("http.port", defaultPort, "Port of the HTTP server; 0 takes any free one.");
        var size = in.size("http.max-request-size", MAX_REQUEST, "Largest request body; larger ones get 413.");
        var timeout = in.duration(
                "http.request-timeout",
                REQUEST_TIMEOUT,
                "A client whose request has not arrived whole by then, or that does not take an answer, is cut off.");
        var bodies = in.integer(
                "http.max-pending-bodies",
                MAX_PENDING_BODIES,
                "Request bodies of one client address that are still arriving; more get 429.");
        var connections = in.integer(
                "http.max-connections-per-client",
                MAX_CONNECTIONS,
                "Open connections of one client address; more are closed. A proxy counts as one client.");
        var access = AccessConfig.from(in);
        var listener = PublicListener.from(in);
        return in.build(
                () -> new HttpServerConfig(host, port, size, timeout, bodies, connections, access, listener),
                () -> new HttpServerConfig(LOOPBACK, defaultPort, MAX_REQUEST));
    }
}
