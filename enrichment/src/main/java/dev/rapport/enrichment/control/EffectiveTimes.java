package dev.rapport.enrichment.control;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From when the accepted versions of one control input are in force: the one that is now, and those that are planned. A
 * version from before that would be accepted and change nothing, so it is refused.
 *
 * @param times in milliseconds since the epoch, in their order
 */
record EffectiveTimes(List<Long> times) {
    /** Planned versions that are remembered; of more the latest. */
    private static final int MAX = 100;

    /** What the clocks of publishers may differ by; what is planned is planned for later. */
    private static final Duration CLOCK_JITTER = Duration.ofMinutes(1);

    /** From what the store holds, null where it holds nothing. */
    static EffectiveTimes of(byte @Nullable [] stored) {
        var times = new ArrayList<Long>();
        if (stored != null) {
            for (var bytes = ByteBuffer.wrap(stored); bytes.remaining() >= Long.BYTES; ) {
                times.add(bytes.getLong());
            }
        }
        return new EffectiveTimes(times);
    }

    byte[] stored() {
        var bytes = ByteBuffer.allocate(times.size() * Long.BYTES);
        times.forEach(bytes::putLong);
        return bytes.array();
    }

    /**
     * With one more version.
     *
     * @param now when Kafka took it in
     * @throws InvalidRecordException when a later one is in force already
     */
    EffectiveTimes with(Instant effectiveAt, Instant now) {
        var at = effectiveAt.toEpochMilli();
        var inForce = inForceAt(now.toEpochMilli());
        if (at < inForce) {
            throw new InvalidRecordException("effectiveAt " + effectiveAt + " is before "
                    + Instant.ofEpochMilli(inForce)
                    + ", from when the version in force was accepted: it would change nothing");
        }
        var after = new ArrayList<Long>();
        for (var time : times) {
            if (time >= inForce && time != at) {
                after.add(time);
            }
        }
        after.add(at);
        after.sort(null);
        return new EffectiveTimes(after.size() > MAX ? after.subList(after.size() - MAX, after.size()) : after);
    }

    /**
     * When a version is in force that is to be at once: not before one that was accepted before it, whose publisher's clock
     * may be a little ahead.
     *
     * @param now when Kafka took it in
     */
    Instant soonest(Instant now) {
        return Instant.ofEpochMilli(
                Math.max(now.toEpochMilli(), inForceAt(now.plus(CLOCK_JITTER).toEpochMilli())));
    }

    private long inForceAt(long now) {
        return times.stream()
                .mapToLong(Long::longValue)
                .filter(time -> time <= now)
                .max()
                .orElse(0);
    }
}
