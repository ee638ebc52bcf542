package dev.rapport.runtime.admin;

import io.javalin.config.RoutesConfig;

/** Routes that a part of the process contributes to the one server. */
@FunctionalInterface
public interface HttpRoutes {
    /** Adds handlers; called once, before the server starts. */
    void addTo(RoutesConfig routes);
}
