package dev.rapport.runtime.http;

import io.javalin.http.Context;
import java.util.function.BooleanSupplier;

/**
 * The access that a caller was granted. It is asked again by what goes on for long after the request, such as
 * server-sent events: a token that was withdrawn since must end it.
 */
public final class Access {
    private static final String ATTRIBUTE = Access.class.getName();

    private final BooleanSupplier holds;

    Access(BooleanSupplier holds) {
        this.holds = holds;
    }

    /** That of a request; one that never ends where the route is not behind a check. */
    public static Access of(Context context) {
        Access granted = context.attribute(ATTRIBUTE);
        return granted == null ? new Access(() -> true) : granted;
    }

    /** Whether the caller would be let in now. Any thread may ask, for as long as it likes. */
    public boolean holds() {
        return holds.getAsBoolean();
    }

    void grantTo(Context context) {
        context.attribute(ATTRIBUTE, this);
    }
}
