package dev.rapport.inference.model.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rapport.inference.engine.TinyModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A hub with one model, and the host that it keeps large files on: two servers on free ports, real sockets. */
final class TestingHub implements AutoCloseable {
    static final HubId ID = new HubId("acme/tiny-gpt2");
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RESOLVE = "/" + ID + "/resolve/" + COMMIT + "/";
    private static final String LISTING = "/api/models/" + ID + "/revision/main";

    /** One request as it came in. */
    record Asked(boolean ofHub, String method, String path, Headers headers) {
        String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }
    }

    /** What happens to one answer. */
    private record Planned(int status, Map<String, String> headers) {}

    final Map<String, byte[]> files = new TreeMap<>();
    final Map<String, String> etags = new ConcurrentHashMap<>();
    String commit = COMMIT;
    boolean resumes = true;
    /** Bytes after which large files break off, for as many answers. */
    final Queue<Integer> cuts = new ArrayDeque<>();

    private final HttpServer hub = server();
    private final HttpServer store = server();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Planned>> planned = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** With the tests' checkpoint. */
    TestingHub() {
        for (var name : List.of("config.json", "tokenizer.json", "model.safetensors")) {
            try {
                files.put(name, Files.readAllBytes(TinyModel.folder().resolve(name)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        files.put("README.md", "not read by us".getBytes(StandardCharsets.UTF_8));
        start(hub, true);
        start(store, false);
    }

    String url() {
        return "http://127.0.0.1:" + hub.getAddress().getPort();
    }

    /** The next request for a path is answered so. */
    void plan(String path, int status, Map<String, String> headers) {
        planned.computeIfAbsent(path, any -> new ArrayDeque<>()).add(new Planned(status, headers));
    }

    void planListing(int status, Map<String, String> headers) {
        plan(LISTING, status, headers);
    }

    /** The same, of the host that large files are on. */
    void planStore(String name, int status) {
        plan("store:" + RESOLVE + name, status, Map.of());
    }

    void planFile(String name, int status, Map<String, String> headers) {
        plan(RESOLVE + name, status, headers);
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** Requests for contents of a file. */
    List<Asked> downloads(String name) {
        return asked.stream()
                .filter(one -> one.method().equals("GET") && one.path().endsWith("/" + name))
                .filter(one -> one.ofHub() != isLarge(name))
                .toList();
    }

    String blob(String name) {
        return etags.getOrDefault(name, hash(isLarge(name) ? "SHA-256" : "SHA-1", contents(name)));
    }

    @Override
    public void close() {
        closed.countDown();
        hub.stop(0);
        store.stop(0);
        threads.shutdownNow();
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(HttpServer server, boolean isHub) {
        server.createContext("/", exchange -> {
            try (exchange) {
                var path = exchange.getRequestURI().getPath();
                asked.add(new Asked(isHub, exchange.getRequestMethod(), path, exchange.getRequestHeaders()));
                var plan = planned.getOrDefault(isHub ? path : "store:" + path, new ArrayDeque<>())
                        .poll();
                if (plan != null) {
                    plan.headers().forEach(exchange.getResponseHeaders()::set);
                    exchange.sendResponseHeaders(plan.status(), -1);
                } else if (path.equals(LISTING)) {
                    send(exchange, listing(), false);
                } else if (path.startsWith(RESOLVE) && files.containsKey(path.substring(RESOLVE.length()))) {
                    resolve(exchange, path.substring(RESOLVE.length()), isHub);
                } else {
                    exchange.sendResponseHeaders(404, -1);
                }
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    private byte[] listing() throws IOException {
        var root = JSON.createObjectNode().put("id", ID.text()).put("sha", commit);
        var siblings = root.putArray("siblings");
        files.keySet().forEach(name -> siblings.addObject().put("rfilename", name));
        return JSON.writeValueAsBytes(root);
    }

    private void resolve(HttpExchange exchange, String name, boolean isHub) throws IOException {
        var headers = exchange.getResponseHeaders();
        if (isHub && isLarge(name)) {
            headers.set("X-Linked-Etag", "\"" + blob(name) + "\"");
            headers.set("X-Linked-Size", Integer.toString(contents(name).length));
            headers.set("Location", "http://127.0.0.1:" + store.getAddress().getPort() + RESOLVE + name);
            exchange.sendResponseHeaders(302, -1);
            return;
        }
        headers.set("ETag", "\"" + (isLarge(name) ? "the-stores-own" : blob(name)) + "\"");
        send(exchange, contents(name), isLarge(name));
    }

    private void send(HttpExchange exchange, byte[] bytes, boolean mayBreak) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        var range = exchange.getRequestHeaders().getFirst("Range");
        var from = range == null || !resumes ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
        var cut = mayBreak ? cuts.poll() : null;
        var body = exchange.getResponseBody();
        body.write(Arrays.copyOfRange(bytes, from, cut == null ? bytes.length : Math.min(bytes.length, from + cut)));
        body.flush();
        if (cut != null && cut == 0) {
            awaitClose();
        }
    }

    /** Says nothing more. */
    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] contents(String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static boolean isLarge(String name) {
        return name.endsWith(".safetensors");
    }

    static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
