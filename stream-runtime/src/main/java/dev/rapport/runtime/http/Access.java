package dev.rapport.runtime.http;

import io.javalin.http.Context;
import java.util.function.Predicate;

/**
 * The access that a caller was granted. It is asked again by what goes on for long after the request, such as
 * server-sent events: a token that was withdrawn since must end it.
 */
public final class Access {
    /** Who calls where no token is needed. */
    public static final String NOBODY = "-";

    private static final String ATTRIBUTE = Access.class.getName();

    private final String caller;
    private final Role role;
    private final Predicate<Role> may;

    /** @param role that the route declares */
    Access(String caller, Role role, Predicate<Role> may) {
        this.caller = caller;
        this.role = role;
        this.may = may;
    }

    /** That of a request; one that never ends where the route is not behind a check. */
    public static Access of(Context context) {
        Access granted = context.attribute(ATTRIBUTE);
        return granted == null ? new Access(NOBODY, Role.OPERATE, any -> true) : granted;
    }

    /** Name of the caller's token; a dash where none is needed. */
    public String caller() {
        return caller;
    }

    /** Whether the caller would be let in now. Any thread may ask, for as long as it likes. */
    public boolean holds() {
        return may.test(role);
    }

    /** Whether the caller may do more than the route asks for, such as see personal data. */
    public boolean may(Role other) {
        return may.test(other);
    }

    void grantTo(Context context) {
        context.attribute(ATTRIBUTE, this);
    }
}
