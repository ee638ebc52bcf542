package dev.rapport.testkit.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until it is told to move. Thread-safe. */
public final class TestingClock extends Clock {
    /** Shared by the clocks of all zones. */
    private static final class Hands {
        private Instant now;

        Hands(Instant now) {
            this.now = now;
        }

        synchronized Instant now() {
            return now;
        }

        synchronized Instant set(Instant instant) {
            now = instant;
            return instant;
        }

        synchronized Instant advance(Duration step) {
            return set(now.plus(step));
        }
    }

    private final Hands hands;
    private final ZoneId zone;

    private TestingClock(Hands hands, ZoneId zone) {
        this.hands = hands;
        this.zone = zone;
    }

    /** A clock in UTC that shows {@code now}. */
    public static TestingClock at(Instant now) {
        return new TestingClock(new Hands(now), ZoneOffset.UTC);
    }

    /** Moves on, or back when negative; returns the new time. */
    public Instant advance(Duration step) {
        return hands.advance(step);
    }

    /** Shows another time from now on. */
    public void set(Instant instant) {
        hands.set(instant);
    }

    @Override
    public Instant instant() {
        return hands.now();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same hands, read in another zone. */
    @Override
    public Clock withZone(ZoneId otherZone) {
        return new TestingClock(hands, otherZone);
    }
}
