package dev.rapport.enrichment.customer.fragment;

import dev.rapport.enrichment.customer.CustomerStates;
import dev.rapport.enrichment.customer.session.EndedSession;
import dev.rapport.enrichment.customer.session.Sessions;
import dev.rapport.enrichment.state.Fragment;
import dev.rapport.enrichment.state.SessionState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The one session of a customer, whichever fragment the event was part of that changed it last. */
public final class FragmentSessions {
    private static final Comparator<SessionState> LATEST = Comparator.comparingLong(SessionState::getLastAt)
            .thenComparing(SessionState::getEventCount)
            .thenComparing(Comparator.comparingLong(SessionState::getDueAt).reversed())
            .thenComparing(Comparator.comparingLong(SessionState::getStartedAt).reversed())
            .thenComparing(SessionState::getSessionId);

    private FragmentSessions() {}

    /**
     * What is left where customers who both have a session become one.
     *
     * @param ended sessions that do not go on, in the order of the fragments
     */
    public record Joined(List<Fragment> fragments, List<EndedSession> ended) {}

    /** Null where there is none. */
    public static @Nullable SessionState current(List<Fragment> fragments) {
        return fragments.stream()
                .map(one -> one.getState().getSession())
                .filter(Objects::nonNull)
                .max(LATEST)
                .orElse(null);
    }

    /** With the current session changed. */
    public static List<Fragment> with(List<Fragment> fragments, SessionState session) {
        return each(fragments, known -> known.getSessionId().equals(session.getSessionId()) ? session : known);
    }

    /** Ends all open sessions but the current one. */
    public static Joined joined(List<Fragment> fragments, Sessions sessions) {
        var current = current(fragments);
        var ended = new ArrayList<EndedSession>();
        var left = each(fragments, known -> {
            if (!Sessions.isOpen(known)
                    || current == null
                    || known.getSessionId().equals(current.getSessionId())) {
                return known;
            }
            ended.add(new EndedSession(known, sessions.endsAt(known)));
            return Sessions.closed(known);
        });
        return new Joined(left, ended);
    }

    private static List<Fragment> each(List<Fragment> fragments, UnaryOperator<SessionState> change) {
        var changed = new ArrayList<Fragment>(fragments.size());
        for (var one : fragments) {
            var session = one.getState().getSession();
            changed.add(
                    session == null
                            ? one
                            : new Fragment(
                                    one.getFragmentId(),
                                    one.getThrough(),
                                    CustomerStates.edit(one.getState())
                                            .setSession(change.apply(session))
                                            .build()));
        }
        return changed;
    }
}
