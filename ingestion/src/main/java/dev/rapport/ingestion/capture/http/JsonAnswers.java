package dev.rapport.ingestion.capture.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.rapport.runtime.json.Json;
import io.javalin.http.Context;

/** Writes records as JSON answers. */
final class JsonAnswers {
    private static final ObjectWriter JSON = Json.strict().writer();

    private JsonAnswers() {}

    static void write(Context context, int status, Record body) {
        try {
            context.status(status).contentType("application/json").result(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of texts and numbers can be written", e);
        }
    }

    static void refuse(Context context, RefusedRequestException refused) {
        // No X-RateLimit-Reset beside it, as Segment has: some SDKs read it as seconds, some as a time.
        refused.retryAfter().ifPresent(wait -> context.header("Retry-After", Long.toString(wait.toSeconds())));
        write(context, refused.reason().status(), CaptureAnswer.of(refused));
    }
}
