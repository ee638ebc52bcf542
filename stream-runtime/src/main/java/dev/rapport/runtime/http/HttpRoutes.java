package dev.rapport.runtime.http;

import io.javalin.config.RoutesConfig;
import java.util.List;

/** Routes that a part of the process contributes to the one server. */
@FunctionalInterface
public interface HttpRoutes {
    /** Adds handlers; called once, before the server starts. */
    void addTo(RoutesConfig routes);

    /** Paths whose answers go on for as long as the client likes; they bound their clients themselves. */
    default List<String> streams() {
        return List.of();
    }
}
