package dev.rapport.scoring.api;

import dev.rapport.scoring.api.view.RepliesView;
import dev.rapport.scoring.api.view.ReplyView;
import dev.rapport.scoring.view.Replies;
import io.javalin.http.Context;

/** {@code GET /api/v1/replies}, newest first, and {@code /api/v1/replies/{promptId}} with candidates and provenance. */
final class RepliesResource extends ListedResource {
    static final String PATH = "/api/v1/replies";

    private static final int DEFAULT_LIMIT = 20;

    private final Replies replies;

    RepliesResource(Replies replies) {
        super(PATH, "promptId");
        this.replies = replies;
    }

    @Override
    RepliesView list(Context context) {
        var limit = new Query(context, "limit").integer("limit", DEFAULT_LIMIT, 1, Replies.MAX_LATEST);
        return new RepliesView(replies.latest(limit).stream().map(ReplyView::of).toList());
    }

    @Override
    ReplyView one(Context context, String id) {
        return replies.find(id).map(ReplyView::of).orElseThrow(() -> new UnknownIdException("reply to prompt", id));
    }
}
