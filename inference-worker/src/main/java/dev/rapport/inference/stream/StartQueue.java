package dev.rapport.inference.stream;

import dev.rapport.inference.ledger.Ticket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides which prompts the model writes together. A prompt that was under way when a worker ended is a suspect: the more
 * often, the smaller its company, until it is alone, so that in the end the culprit is known and its neighbours are not
 * condemned with it. Suspects go first, the least suspicious before the others, and nothing else is started meanwhile. Pure;
 * not thread-safe.
 */
final class StartQueue {
    /** Suspects of one crash that are written together. */
    static final int GROUP = 8;

    private final int most;
    private final Map<Ticket, Asked> waiting = new LinkedHashMap<>();
    private final Map<Ticket, Asked> started = new HashMap<>();
    /** Everything that waits or is started, by customer. */
    private final Map<String, Deque<Ticket>> byCustomer = new HashMap<>();

    /** @param most prompts that the model is given together, at least 1 */
    StartQueue(int most) {
        this.most = most;
    }

    void add(Asked asked) {
        waiting.put(asked.ticket(), asked);
        byCustomer
                .computeIfAbsent(asked.prompt().getCustomerId(), key -> new ArrayDeque<>())
                .add(asked.ticket());
    }

    /** Whether {@link #take} would start suspects. */
    boolean isSuspectNext() {
        return next().stream().anyMatch(asked -> asked.starts() > 0);
    }

    /** Starts what may be started now; it counts as started until it {@link #ended}. */
    List<Asked> take() {
        var next = next();
        next.forEach(asked -> {
            waiting.remove(asked.ticket());
            started.put(asked.ticket(), asked);
        });
        return next;
    }

    void ended(Asked asked) {
        started.remove(asked.ticket());
        forget(asked);
    }

    /** Removes what has not been started. */
    void removeWaiting(Predicate<Asked> gone) {
        remove(waiting, gone);
    }

    /** Removes what was started, too. */
    void remove(Predicate<Asked> gone) {
        remove(waiting, gone);
        remove(started, gone);
    }

    /** Suspects that wait or are started. */
    int suspects() {
        return (int) Stream.concat(waiting.values().stream(), started.values().stream())
                .filter(asked -> asked.starts() > 0)
                .count();
    }

    private List<Asked> next() {
        var free = new ArrayList<Asked>();
        waiting.values().stream().filter(this::isItsTurn).forEach(free::add);
        var first = free.stream().min(Comparator.comparingInt(StartQueue::rank));
        if (first.isEmpty()) {
            return List.of();
        }
        var rank = rank(first.get());
        if (started.values().stream().anyMatch(asked -> rank(asked) != rank)) {
            return List.of();
        }
        return free.stream()
                .filter(asked -> rank(asked) == rank)
                .limit(Math.max(0, company(first.get().starts()) - started.size()))
                .toList();
    }

    /** Least suspicious first, and those that are not suspected at all last. */
    private static int rank(Asked asked) {
        return asked.starts() == 0 ? Integer.MAX_VALUE : asked.starts();
    }

    private int company(int starts) {
        return switch (starts) {
            case 0 -> most;
            case 1 -> Math.min(GROUP, most);
            default -> 1;
        };
    }

    /** Where order matters, a customer's prompt waits for all earlier ones. */
    private boolean isItsTurn(Asked asked) {
        var tickets = byCustomer.get(asked.prompt().getCustomerId());
        return !asked.prompt().getOrdered() || tickets == null || asked.ticket().equals(tickets.peek());
    }

    private void remove(Map<Ticket, Asked> from, Predicate<Asked> gone) {
        var leaving = from.values().stream().filter(gone).toList();
        leaving.forEach(asked -> {
            from.remove(asked.ticket());
            forget(asked);
        });
    }

    private void forget(Asked asked) {
        byCustomer.computeIfPresent(asked.prompt().getCustomerId(), (key, tickets) -> {
            tickets.remove(asked.ticket());
            return tickets.isEmpty() ? null : tickets;
        });
    }
}
