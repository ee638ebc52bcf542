package dev.rapport.runtime.http;

import java.util.Optional;

/** Whether a caller may call a route. Pure. */
final class AccessRules {
    /**
     * What is known of a caller.
     *
     * @param token       what it sends
     * @param isLocal     whether its connection comes from this machine
     * @param isForwarded whether a proxy or a page in a browser says that it speaks for somebody else
     * @param host        what it calls the server, with or without a port; empty where it says nothing, as no browser does
     */
    record Caller(Optional<String> token, boolean isLocal, boolean isForwarded, Optional<String> host) {}

    /** The answer. */
    sealed interface Verdict {
        /** @param name of the token; a dash where none is needed */
        record Granted(String name) implements Verdict {}

        /** @param status 401 where a token would help, 403 where it does not, 421 where the server has not that name */
        record Refused(int status, String message) implements Verdict {}
    }

    private static final Verdict WITHOUT_TOKEN = new Verdict.Granted("-");

    private final boolean listensOnLoopback;
    private final boolean isOpen;
    private final HostNames names;

    /**
     * @param listensOnLoopback whether only programs of this machine, proxies among them, reach the server
     * @param names of the server; of an open one, whose callers may know it by any, only those that are configured count
     */
    AccessRules(boolean listensOnLoopback, boolean isOpen, HostNames names) {
        this.listensOnLoopback = listensOnLoopback;
        this.isOpen = isOpen;
        this.names = names;
    }

    /** @param tokens those in force; empty where there is no file of them */
    Verdict decide(Role role, Caller caller, Optional<Tokens> tokens) {
        if (role.isPublic()) {
            return WITHOUT_TOKEN;
        }
        return tokens.map(known -> byToken(role, caller, known)).orElseGet(() -> byAddress(role, caller));
    }

    private static Verdict byToken(Role role, Caller caller, Tokens tokens) {
        if (caller.token().isEmpty()) {
            return new Verdict.Refused(401, "a token is needed: send the header Authorization: Bearer TOKEN");
        }
        var holder = caller.token().flatMap(tokens::holderOf);
        if (holder.isEmpty()) {
            return new Verdict.Refused(401, "the token is not known");
        }
        if (!holder.get().role().includes(role)) {
            return new Verdict.Refused(
                    403,
                    "the token of " + holder.get().name() + " has the role "
                            + name(holder.get().role()) + ", this needs " + name(role));
        }
        return new Verdict.Granted(holder.get().name());
    }

    /** Without tokens: a proxy of this machine may hand on what is read, never what changes something. */
    private Verdict byAddress(Role role, Caller caller) {
        var isOfThisMachine = caller.isLocal() && !caller.isForwarded();
        if (!isOpen && !isOfThisMachine && !(role == Role.READ && listensOnLoopback)) {
            return new Verdict.Refused(
                    403,
                    "only for programs of this machine: http.tokens-file lets others in with tokens, http.access=open lets"
                            + " in every program that reaches the port");
        }
        // A page that rebinds its name is a program of this machine by its address, and sends no Origin to its own
        // name.
        var namesCount = !isOpen || names.areConfigured();
        if (namesCount && caller.host().filter(host -> !names.include(host)).isPresent()) {
            return new Verdict.Refused(
                    421, "this server has another name: call it localhost, or add the name to http.host-names");
        }
        return WITHOUT_TOKEN;
    }

    private static String name(Role role) {
        return role.name().toLowerCase(java.util.Locale.ROOT);
    }
}
