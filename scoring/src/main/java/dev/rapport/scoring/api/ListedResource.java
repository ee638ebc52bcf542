package dev.rapport.scoring.api;

import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import io.javalin.http.Context;

/** Things that are listed at a path, each of which is below it by its id. */
abstract class ListedResource implements HttpRoutes {
    private final String path;
    private final String id;

    /** @param id name of the id in the path */
    ListedResource(String path, String id) {
        this.path = path;
        this.id = id;
    }

    /** All that is asked for. */
    abstract Record list(Context context);

    /** The one with an id; an {@link UnknownIdException} when there is none. */
    abstract Record one(Context context, String id);

    @Override
    public final void addTo(Routes routes) {
        routes.get(path, Role.READ, context -> ApiResponses.send(context, list(context)));
        routes.get(
                path + "/{" + id + "}",
                Role.READ,
                context -> ApiResponses.send(context, one(context, context.pathParam(id))));
    }
}
