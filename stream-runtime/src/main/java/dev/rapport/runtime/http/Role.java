package dev.rapport.runtime.http;

import io.javalin.security.RouteRole;

/** What a route is for, and with that, who may call it. Of the last three, a later one includes those before it. */
public enum Role implements RouteRole {
    /** Health: always answered, as whatever restarts the process asks without a token. */
    PROBE,
    /** What senders and customers of the customers call, from anywhere. The route checks its caller itself, by write key. */
    CAPTURE,
    /** Reads results, replies and customers. */
    READ,
    /** Reads, and decides about replies. */
    REVIEW,
    /** Reviews, and changes what runs. */
    OPERATE;

    /** Whether the routes are meant for callers from anywhere, on the public listener too. */
    boolean isPublic() {
        return this == PROBE || this == CAPTURE;
    }

    /** Whether a caller with this role may call a route that declares the other. */
    boolean includes(Role other) {
        return other.compareTo(READ) >= 0 && compareTo(other) >= 0;
    }
}
