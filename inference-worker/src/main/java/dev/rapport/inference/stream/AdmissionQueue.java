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
 * Decides which prompts the model writes together, so that a poison pill is found without its neighbours being blamed. A
 * prompt that was in progress when a worker ended is a suspect. The more attempts it has had, the fewer others are admitted
 * with it, until it is isolated. Suspects go first, those with the fewest attempts before the others, and nothing else is
 * admitted meanwhile. No I/O; not thread-safe.
 */
final class AdmissionQueue {
    /** Prompts with one attempt that are admitted together. */
    static final int SUSPECT_GROUP = 8;

    private final int maxAdmitted;
    private final Map<Ticket, PromptTask> pending = new LinkedHashMap<>();
    private final Map<Ticket, PromptTask> admitted = new HashMap<>();
    /** Everything pending or admitted, by customer. */
    private final Map<String, Deque<Ticket>> byCustomer = new HashMap<>();

    /** @param maxAdmitted prompts that the model is given together, at least 1 */
    AdmissionQueue(int maxAdmitted) {
        this.maxAdmitted = maxAdmitted;
    }

    void add(PromptTask task) {
        pending.put(task.ticket(), task);
        byCustomer
                .computeIfAbsent(task.prompt().getCustomerId(), key -> new ArrayDeque<>())
                .add(task.ticket());
    }

    /** Whether {@link #admit} would admit suspects. */
    boolean isSuspectNext() {
        return next().stream().anyMatch(PromptTask::isSuspect);
    }

    /** Admits what may be admitted now; a task holds its place until it is {@link #complete}. */
    List<PromptTask> admit() {
        var next = next();
        next.forEach(task -> {
            pending.remove(task.ticket());
            admitted.put(task.ticket(), task);
        });
        return next;
    }

    /** An admitted task has ended, with or without an outcome. */
    void complete(PromptTask task) {
        admitted.remove(task.ticket());
        removeFromCustomer(task);
    }

    /** Removes tasks that have not been admitted. */
    void removePending(Predicate<PromptTask> condition) {
        remove(pending, condition);
    }

    /** Removes tasks, admitted or not. */
    void remove(Predicate<PromptTask> condition) {
        remove(pending, condition);
        remove(admitted, condition);
    }

    /** Number of suspects, pending or admitted. */
    int suspects() {
        return (int) Stream.concat(pending.values().stream(), admitted.values().stream())
                .filter(PromptTask::isSuspect)
                .count();
    }

    private List<PromptTask> next() {
        var free = new ArrayList<PromptTask>();
        pending.values().stream().filter(this::isItsTurn).forEach(free::add);
        var first = free.stream().min(Comparator.comparingInt(AdmissionQueue::rank));
        if (first.isEmpty()) {
            return List.of();
        }
        var rank = rank(first.get());
        if (admitted.values().stream().anyMatch(task -> rank(task) != rank)) {
            return List.of();
        }
        return free.stream()
                .filter(task -> rank(task) == rank)
                .limit(Math.max(0, maxTogether(first.get().attempts()) - admitted.size()))
                .toList();
    }

    /** Suspects with the fewest attempts first, and those without any last. */
    private static int rank(PromptTask task) {
        return task.isSuspect() ? task.attempts() : Integer.MAX_VALUE;
    }

    private int maxTogether(int attempts) {
        return switch (attempts) {
            case 0 -> maxAdmitted;
            case 1 -> Math.min(SUSPECT_GROUP, maxAdmitted);
            default -> 1;
        };
    }

    /** Where order matters, a customer's prompt waits for all earlier ones. */
    private boolean isItsTurn(PromptTask task) {
        var tickets = byCustomer.get(task.prompt().getCustomerId());
        return !task.prompt().getOrdered() || tickets == null || task.ticket().equals(tickets.peek());
    }

    private void remove(Map<Ticket, PromptTask> from, Predicate<PromptTask> condition) {
        var leaving = from.values().stream().filter(condition).toList();
        leaving.forEach(task -> {
            from.remove(task.ticket());
            removeFromCustomer(task);
        });
    }

    private void removeFromCustomer(PromptTask task) {
        byCustomer.computeIfPresent(task.prompt().getCustomerId(), (key, tickets) -> {
            tickets.remove(task.ticket());
            return tickets.isEmpty() ? null : tickets;
        });
    }
}
