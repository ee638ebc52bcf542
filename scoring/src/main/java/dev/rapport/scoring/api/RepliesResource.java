package dev.rapport.scoring.api;

import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.scoring.api.view.RepliesView;
import dev.rapport.scoring.api.view.ReplyView;
import dev.rapport.scoring.view.Replies;
import io.javalin.http.Context;

/** {@code GET /api/v1/replies}, newest first, and {@code /api/v1/replies/{promptId}} with candidates and provenance. */
final class RepliesResource implements HttpRoutes {
    static final String PATH = "/api/v1/replies";

    private static final int DEFAULT_LIMIT = 20;

    private final Replies replies;

    RepliesResource(Replies replies) {
        this.replies = replies;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(PATH, Role.READ, this::list);
        routes.get(PATH + "/{promptId}", Role.READ, this::one);
    }

    private void list(Context context) {
        var limit = new Query(context, "limit").integer("limit", DEFAULT_LIMIT, 1, Replies.MAX_LATEST);
        ApiResponses.send(
                context,
                new RepliesView(
                        replies.latest(limit).stream().map(ReplyView::of).toList()));
    }

    private void one(Context context) {
        var promptId = context.pathParam("promptId");
        var reply = replies.find(promptId).orElseThrow(() -> new UnknownIdException("reply to prompt", promptId));
        ApiResponses.send(context, ReplyView.of(reply));
    }
}
