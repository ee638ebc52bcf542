package dev.rapport.runtime.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What the server refuses before any route sees it, such as a path that cannot be decoded, is answered like everything
 * else: {@code {"error": "…"}} and the headers that every answer has.
 */
final class JsonErrors extends ErrorHandler {
    private static final HttpField JSON = new HttpField(HttpHeader.CONTENT_TYPE, "application/json");

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        SecurityHeaders.ALWAYS.forEach(response.getHeaders()::put);
        response.getHeaders().put(JSON);
        response.write(true, body(status, message), callback);
    }

    /** What went wrong inside is in the log only. */
    private static ByteBuffer body(int status, @Nullable String message) {
        var what = HttpStatus.getMessage(status);
        var known = status == HttpStatus.INTERNAL_SERVER_ERROR_500
                        || message == null
                        || message.isBlank()
                        || message.equals(what)
                ? what
                : what + ": " + message;
        var body = JsonNodeFactory.instance.objectNode().put("error", known).toString();
        return ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8));
    }
}
