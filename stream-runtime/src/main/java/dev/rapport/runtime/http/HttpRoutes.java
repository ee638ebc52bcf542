package dev.rapport.runtime.http;

import java.util.List;

/** Routes that a part of the process contributes to the one server. */
@FunctionalInterface
public interface HttpRoutes {
    /** Declares routes; called once, before the server starts. */
    void addTo(Routes routes);

    /** Paths whose answers have no end; their routes bound the clients themselves. */
    default List<String> streams() {
        return List.of();
    }
}
