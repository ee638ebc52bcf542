package dev.rapport.ingestion.capture.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rapport.ingestion.capture.CaptureAnswer;
import dev.rapport.ingestion.capture.CaptureAnswer.Refusal;
import io.javalin.http.Context;

/** What senders read: {@code success}, and what was wrong in one line. */
final class CaptureAnswers {
    private CaptureAnswers() {}

    /** All events of a request are stored. */
    static void taken(Context context, Call call, CaptureAnswer answer) {
        if (call.type().isPresent()) {
            single(context, answer);
        } else {
            batch(context, answer);
        }
    }

    /** All events of a batch are stored, those that broke a rule as rejections. */
    private static void batch(Context context, CaptureAnswer answer) {
        var body = success(true);
        if (!answer.refusals().isEmpty()) {
            var rejected = body.putArray("rejected");
            for (var refusal : answer.refusals()) {
                describe(rejected.addObject().put("index", refusal.index()), refusal);
            }
        }
        write(context, 200, body);
    }

    /** One event is stored, as an event or as a rejection. */
    static void single(Context context, CaptureAnswer answer) {
        if (answer.refusals().isEmpty()) {
            write(context, 200, success(true));
            return;
        }
        var body = success(false);
        describe(body.putObject("error"), answer.refusals().get(0));
        write(context, 400, body);
    }

    /** Nothing is promised. */
    static void refused(Context context, RefusedRequestException refused) {
        var body = success(false);
        body.putObject("error").put("reason", refused.reason().name()).put("detail", refused.detail());
        write(context, refused.reason().status(), body);
    }

    private static ObjectNode success(boolean success) {
        return JsonNodeFactory.instance.objectNode().put("success", success);
    }

    private static void describe(ObjectNode target, Refusal refusal) {
        target.put("reason", refusal.reason().name()).put("detail", refusal.detail());
    }

    private static void write(Context context, int status, ObjectNode body) {
        context.status(status).contentType("application/json").result(body.toString());
    }
}
