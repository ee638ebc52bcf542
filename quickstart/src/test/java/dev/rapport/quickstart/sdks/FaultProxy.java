package dev.rapport.quickstart.sdks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between one run of an SDK and the server, on real sockets, and does to its requests what the situation says.
 * One request a connection: SDKs and browsers open as many as they need.
 */
final class FaultProxy implements AutoCloseable {
    /** What becomes of a request. */
    enum Treatment {
        PASS,
        /** The server takes it, and its answer never arrives. */
        CUT_ANSWER,
        /** The server never sees it; the sender gets a 503, as from a server without Kafka. */
        REFUSE,
        /** The server never sees it, and the connection is cut. */
        CUT_REQUEST
    }

    private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);
    private static final byte[] UNAVAILABLE = String.join(
                    "\r\n",
                    "HTTP/1.1 503 Service Unavailable",
                    "Retry-After: 1",
                    "Access-Control-Allow-Origin: *",
                    "Content-Length: 0",
                    "Connection: close",
                    "",
                    "")
            .getBytes(ISO_8859_1);
    private static final Pattern TRY_AGAIN = Pattern.compile("HTTP/1.1 (5|429)");

    private final URI upstream;
    private final Situation situation;
    private final Runnable beforeFirst;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger faults = new AtomicInteger();
    private @Nullable Instant first;

    /** @param beforeFirst run before the first request with events */
    FaultProxy(URI upstream, Situation situation, Runnable beforeFirst) throws IOException {
        this.upstream = upstream;
        this.situation = situation;
        this.beforeFirst = beforeFirst;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Requests with events that the sender has to take for failed: by the situation, or refused by the server. */
    int faults() {
        return faults.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var request = HttpMessage.read(client.getInputStream());
            if (request == null) {
                return;
            }
            switch (treatment(request)) {
                case PASS -> {
                    var answer = forward(request);
                    var status = new String(answer, 0, Math.min(answer.length, 16), ISO_8859_1);
                    if (TRY_AGAIN.matcher(status).lookingAt()) {
                        faults.incrementAndGet();
                    }
                    client.getOutputStream().write(answer);
                }
                case CUT_ANSWER -> {
                    forward(request);
                    cut(client);
                }
                case REFUSE -> {
                    faults.incrementAndGet();
                    client.getOutputStream().write(UNAVAILABLE);
                }
                case CUT_REQUEST -> cut(client);
            }
        } catch (IOException e) {
            LOG.debug("the sender, or the server behind, has hung up", e);
        }
    }

    private synchronized Treatment treatment(HttpMessage request) throws IOException {
        if (!request.isPost()) {
            return Treatment.PASS;
        }
        var now = Instant.now();
        if (first == null) {
            first = now;
            beforeFirst.run();
        }
        return situation.treatment(seen.addAll(request.messageIds()), Duration.between(first, now));
    }

    private byte[] forward(HttpMessage request) throws IOException {
        try (var server = new Socket(upstream.getHost(), upstream.getPort())) {
            server.getOutputStream().write(request.closingConnection());
            return server.getInputStream().readAllBytes();
        }
    }

    /** With a reset, as when a process dies. */
    private void cut(Socket client) throws IOException {
        faults.incrementAndGet();
        client.setSoLinger(true, 0);
    }
}
