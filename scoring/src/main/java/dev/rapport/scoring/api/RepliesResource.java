package dev.rapport.scoring.api;

import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.schemas.Reply;
import dev.rapport.scoring.live.RecentReplies;
import io.javalin.http.Context;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/replies}, newest first, and {@code /api/v1/replies/{promptId}} with candidates and provenance. */
final class RepliesResource implements HttpRoutes {
    static final String PATH = "/api/v1/replies";

    private static final int DEFAULT_LIMIT = 20;

    private final ScoringStores stores;
    private final RecentReplies recent;

    RepliesResource(ScoringStores stores, RecentReplies recent) {
        this.stores = stores;
        this.recent = recent;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(PATH, Role.READ, this::list);
        routes.get(PATH + "/{promptId}", Role.READ, this::one);
    }

    private void list(Context context) {
        var limit = new Query(context, "limit").integer("limit", DEFAULT_LIMIT, 1, RecentReplies.MOST);
        context.json(Map.of(
                "replies", recent.newest(limit).stream().map(RecordJson::of).toList()));
    }

    private void one(Context context) {
        var promptId = context.pathParam("promptId");
        @Nullable Reply reply = stores.replies().get(promptId);
        if (reply == null) {
            throw new UnknownIdException("reply to prompt", promptId);
        }
        context.json(RecordJson.of(reply));
    }
}
