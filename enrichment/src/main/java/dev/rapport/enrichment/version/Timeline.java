package dev.rapport.enrichment.version;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The versions of one control input by the time from which they are in force: a decision about something that happened is
 * made by what was in force then, whenever it is made. Those that were replaced 90 days before the latest came into force
 * are evicted, and the oldest of more than {@link #MAX}. Immutable.
 */
public final class Timeline<T> {
    /** As long as decisions are kept, and with them the versions that they name. */
    static final Duration KEPT = Duration.ofDays(90);

    /** Versions of one input that are kept: what changes every hour is known for a week. */
    public static final int MAX = 200;

    private final List<Version<T>> versions;
    /** When the end that arrived last was told, if nothing has arrived since; else the beginning of time. */
    private final long endedAt;

    private final int evicted;

    private Timeline(List<Version<T>> versions, long endedAt, int evicted) {
        this.versions = versions;
        this.endedAt = endedAt;
        this.evicted = evicted;
    }

    /** Without any version. */
    public static <T> Timeline<T> empty() {
        return new Timeline<>(List.of(), Long.MIN_VALUE, 0);
    }

    /**
     * With one more version; of two that are in force from the same instant the one that came later counts. An end is the
     * end of all that came before it, of what was to come into force later too; and what comes after an end is in force
     * from then on at the earliest, whatever its publisher's clock said.
     */
    public Timeline<T> with(Version<T> arrived) {
        var isEnd = arrived.value() == null;
        var version = new Version<>(arrived.value(), arrived.number(), Math.max(arrived.effectiveAt(), endedAt));
        var after = new ArrayList<>(versions);
        if (isEnd) {
            after.removeIf(planned -> planned.effectiveAt() > version.effectiveAt());
        }
        var place = after.size();
        while (place > 0 && after.get(place - 1).effectiveAt() > version.effectiveAt()) {
            place--;
        }
        if (place > 0 && after.get(place - 1).effectiveAt() == version.effectiveAt()) {
            after.set(place - 1, version);
        } else {
            after.add(place, version);
        }
        var oldest = after.get(after.size() - 1).effectiveAt() - KEPT.toMillis();
        while (after.size() > 1 && after.get(1).effectiveAt() <= oldest) {
            after.remove(0);
        }
        var tooMany = after.size() > MAX;
        if (tooMany) {
            after.remove(0);
        }
        var ended = isEnd ? version.effectiveAt() : Long.MIN_VALUE;
        return new Timeline<>(List.copyOf(after), ended, evicted + (tooMany ? 1 : 0));
    }

    /** The version that comes into force last, or the end of all. */
    public Optional<Version<T>> last() {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    /** With another value of the version that comes into force last; its number and its time stay. */
    public Timeline<T> withLast(T value) {
        var after = new ArrayList<>(versions);
        var last = after.remove(after.size() - 1);
        after.add(new Version<>(value, last.number(), last.effectiveAt()));
        return new Timeline<>(List.copyOf(after), endedAt, evicted);
    }

    /** How many were evicted before their time, as there were too many. */
    public int evicted() {
        return evicted;
    }

    /** The version in force at a time, in milliseconds since the epoch; empty before the first and after the end. */
    public Optional<Version<T>> at(long time) {
        for (var i = versions.size() - 1; i >= 0; i--) {
            if (versions.get(i).effectiveAt() <= time) {
                return versions.get(i).value() == null ? Optional.empty() : Optional.of(versions.get(i));
            }
        }
        return Optional.empty();
    }

    /** All versions that are kept, ends among them, oldest first. */
    public List<Version<T>> all() {
        return versions;
    }

    /** What all versions say, oldest first. */
    public List<T> values() {
        var values = new ArrayList<T>();
        for (var version : versions) {
            if (version.value() != null) {
                values.add(version.value());
            }
        }
        return values;
    }
}
