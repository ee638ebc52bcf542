package dev.rapport.ingestion.capture.http;

import io.javalin.http.Context;

/** Lets web pages of any origin send events. Cookies play no part, so no credentials are allowed. */
final class CrossOrigin {
    private CrossOrigin() {}

    static void allow(Context context) {
        context.header("Access-Control-Allow-Origin", "*");
    }

    static void preflight(Context context) {
        allow(context);
        context.header("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
                .header("Access-Control-Allow-Headers", "Authorization, Content-Type, Content-Encoding")
                .header("Access-Control-Max-Age", "86400")
                .status(204);
    }
}
