package dev.rapport.scoring.api;

import dev.rapport.scoring.api.view.ApiJson;
import io.javalin.http.Context;

/** Answers as JSON. */
final class ApiResponses {
    private ApiResponses() {}

    static void send(Context context, Record view) {
        context.contentType("application/json").result(ApiJson.text(view));
    }
}
