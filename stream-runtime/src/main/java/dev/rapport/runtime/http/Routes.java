package dev.rapport.runtime.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ExceptionHandler;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/** Where parts of the process declare their routes. There is no route without a role. */
public final class Routes {
    private final RoutesConfig javalin;

    Routes(RoutesConfig javalin) {
        this.javalin = javalin;
    }

    /** @param path may have {@code {parameters}}; the first route that matches a request answers it */
    public Routes route(HandlerType method, String path, Role role, Handler handler) {
        javalin.addHttpHandler(method, path, handler, role);
        return this;
    }

    /** A route for GET. */
    public Routes get(String path, Role role, Handler handler) {
        return route(HandlerType.GET, path, role, handler);
    }

    /** A route for POST. */
    public Routes post(String path, Role role, Handler handler) {
        return route(HandlerType.POST, path, role, handler);
    }

    /** A route for OPTIONS, which browsers ask before they send from another site. */
    public Routes options(String path, Role role, Handler handler) {
        return route(HandlerType.OPTIONS, path, role, handler);
    }

    /** What is answered when a handler throws an exception of a type; of every part of the process. */
    public <E extends Exception> Routes exception(Class<E> type, ExceptionHandler<? super E> handler) {
        javalin.exception(type, handler);
        return this;
    }
}
