package dev.rapport.inference.model.hub;

import dev.rapport.runtime.client.ConnectionFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiPredicate;
import javax.net.ssl.SSLHandshakeException;

/** Requests one model from the hub and the hosts that it redirects to. Only the hub gets the token. One thread. */
final class HubClient {
    static final int OK = 200;
    static final int PARTIAL = 206;
    static final int BEYOND = 416;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MAX_REDIRECTS = 8;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /**
     * Max waits.
     *
     * @param connect for a connection
     * @param answer for the head of a response
     * @param silence for the next bytes of a body
     */
    record Timeouts(Duration connect, Duration answer, Duration silence) {
        static final Timeouts DEFAULT =
                new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    private final HubId id;
    private final URI hub;
    private final HubToken token;
    private final Timeouts timeouts;
    private final HubErrors errors;
    private final HttpClient client;
    private boolean reached;

    HubClient(HubId id, URI hub, HubToken token, Timeouts timeouts) {
        this.id = id;
        this.hub = hub;
        this.token = token;
        this.timeouts = timeouts;
        this.errors = new HubErrors(id, hub, token.isPresent());
        // Redirects are followed here: the client would send the token along.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeouts.connect())
                .build();
    }

    URI hub() {
        return hub;
    }

    /** What the hub says of the model's main branch. */
    Revision revision(int maxBytes) throws HubException, TransientException, InterruptedException {
        var path = "/api/models/" + id + "/revision/main";
        var response = accepted("GET", path, 0, (from, to) -> false);
        try (var body = response.body()) {
            return Revision.read(body.all(maxBytes));
        } catch (IOException e) {
            throw broken(e, response);
        }
    }

    /** Name and size of a file's contents; the hub says them itself, before it redirects. */
    RemoteFile describe(String commit, String name) throws HubException, TransientException, InterruptedException {
        var response = accepted(
                "HEAD",
                path(commit, name),
                0,
                (from, to) -> linked(from).isPresent()
                        || (isAway(to) && from.headers().firstValue("ETag").isPresent()));
        response.body().close();
        var headers = response.headers();
        var etag = linked(response).or(() -> headers.firstValue("ETag"));
        if (etag.isEmpty()) {
            throw new HubException(hub + " must name the contents of " + name + " in an ETag, does not");
        }
        return RemoteFile.of(name, etag.get(), size(response));
    }

    /**
     * The contents of a file.
     *
     * @param from first byte, where the server supports ranges: then the status is 206
     * @return a response of status 200, 206 or 416, whose body is open
     */
    HttpResponse<BodyReader> open(String commit, String name, long from)
            throws HubException, TransientException, InterruptedException {
        return accepted("GET", path(commit, name), from, (response, to) -> false);
    }

    /** A body that ended early. */
    TransientException broken(IOException e, HttpResponse<?> response) {
        return new TransientException(ConnectionFailure.of(e, response.uri()));
    }

    private String path(String commit, String name) {
        return "/" + id + "/resolve/" + commit + "/" + name;
    }

    private HttpResponse<BodyReader> accepted(
            String method, String path, long from, BiPredicate<HttpResponse<BodyReader>, URI> enough)
            throws HubException, TransientException, InterruptedException {
        var uri = URI.create(hub + path);
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            var response = send(method, uri, from);
            var status = response.statusCode();
            if (status == OK || (from > 0 && (status == PARTIAL || status == BEYOND))) {
                return response;
            }
            if (!REDIRECTS.contains(status)) {
                response.body().close();
                if (isAway(uri)) {
                    // For example an address that has expired: the hub gives another.
                    throw new TransientException(uri.getHost() + ", where the hub redirects to, answers " + status);
                }
                throw errors.of(status, response.headers(), path, uri.getHost());
            }
            uri = target(uri, response);
            if (enough.test(response, uri)) {
                return response;
            }
            response.body().close();
        }
        throw new HubException(hub + path + " is redirected more than " + MAX_REDIRECTS + " times");
    }

    private HttpResponse<BodyReader> send(String method, URI uri, long from)
            throws HubException, TransientException, InterruptedException {
        var request = HttpRequest.newBuilder(uri)
                .timeout(timeouts.answer())
                .header("User-Agent", "rapport")
                .header("Accept-Encoding", "identity")
                .method(method, BodyPublishers.noBody());
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        if (!isAway(uri)) {
            token.authorize(request);
        }
        try {
            var response = client.send(request.build(), info -> new BodyReader(timeouts.silence()));
            reached = true;
            return response;
        } catch (SSLHandshakeException e) {
            throw new HubException(ConnectionFailure.of(e, uri), e);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            if (reached) {
                throw new TransientException(ConnectionFailure.of(e, uri));
            }
            throw new HubException("cannot be downloaded: " + ConnectionFailure.of(e, uri), e);
        } catch (IOException e) {
            throw new TransientException(ConnectionFailure.of(e, uri));
        }
    }

    private static URI target(URI uri, HttpResponse<BodyReader> response) throws HubException {
        var location = response.headers().firstValue("Location").orElse("");
        try {
            var target = uri.resolve(location);
            var scheme = target.getScheme();
            var isSecure = "https".equals(scheme);
            if (!location.isEmpty()
                    && target.getHost() != null
                    && (isSecure || ("http".equals(scheme) && !"https".equals(uri.getScheme())))) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        response.body().close();
        // Not the address: it may hold a signature.
        throw new HubException(
                uri.getHost() + " redirects to an address that must be one of HTTP, or HTTPS where it was"
                        + " HTTPS before, and is not");
    }

    /** Whether an address is not the hub's. */
    private boolean isAway(URI uri) {
        return !(hub.getScheme().equals(uri.getScheme())
                && hub.getHost().equalsIgnoreCase(uri.getHost())
                && port(hub) == port(uri));
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? HTTPS : HTTP;
    }

    private static Optional<String> linked(HttpResponse<?> response) {
        return response.headers().firstValue("X-Linked-Etag");
    }

    private static OptionalLong size(HttpResponse<?> response) {
        return response.headers()
                .firstValue("X-Linked-Size")
                .or(() -> response.statusCode() == OK
                        ? response.headers().firstValue("Content-Length")
                        : Optional.empty())
                .filter(text -> text.matches("\\d{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }
}
