package dev.rapport.runtime.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Collects the body of a request before a thread is given to it: a sender that drips bytes costs its bytes and nothing
 * else. A body that is not complete in time is cut off with its connection; a client with too many incomplete bodies is
 * refused more of them with 429. Of a body larger than the limit the rest is left to the handler, under the same time
 * limit.
 */
final class BodyBeforeThread extends Handler.Wrapper {
    private static final byte[] TOO_MANY =
            "{\"error\":\"too many unfinished requests of this client, try again\"}".getBytes(StandardCharsets.UTF_8);

    private final ConcurrentHashMap<String, Integer> pendingByClient = new ConcurrentHashMap<>();
    private final int maxBytes;
    private final int maxPending;
    private final Duration timeout;

    /**
     * @param maxBytes   collected of one body, at least 1
     * @param maxPending incomplete bodies of one client address at a time, at least 1
     * @param timeout    for the whole body
     */
    BodyBeforeThread(int maxBytes, int maxPending, Duration timeout) {
        this.maxBytes = maxBytes;
        this.maxPending = maxPending;
        this.timeout = timeout;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!expectsBody(request)) {
            return super.handle(request, response, callback);
        }
        new PendingBody(request, maxBytes, timeout, new PendingBody.Owner() {
                    @Override
                    public boolean mayWait() {
                        return pendingByClient.merge(client(request), 1, Integer::sum) <= maxPending;
                    }

                    @Override
                    public void waited() {
                        release(client(request));
                    }

                    @Override
                    public void refuse() {
                        answerTooMany(response, callback);
                    }

                    @Override
                    public void take(CollectedRequest collected) {
                        pass(collected, response, callback);
                    }
                })
                .start();
        return true;
    }

    private void pass(CollectedRequest request, Response response, Callback callback) {
        var completion = Callback.from(request::close, callback);
        try {
            if (!super.handle(request, response, completion)) {
                Response.writeError(request, response, completion, HttpStatus.NOT_FOUND_404);
            }
        } catch (Exception e) {
            Response.writeError(request, response, completion, e);
        }
    }

    private void release(String client) {
        pendingByClient.computeIfPresent(client, (address, pending) -> pending == 1 ? null : pending - 1);
    }

    private static String client(Request request) {
        return Request.getRemoteAddr(request);
    }

    private static boolean expectsBody(Request request) {
        return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    private static void answerTooMany(Response response, Callback callback) {
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS_429);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.RETRY_AFTER, "5");
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        response.write(true, ByteBuffer.wrap(TOO_MANY), callback);
    }
}
