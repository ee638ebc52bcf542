package dev.rapport.enrichment.prompt.liquid;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one template may build while it is filled. The library bounds the text that is printed and the number of
 * iterations, but not what is kept in variables: a loop that appends a text to itself doubles it in every turn. So
 * every value that a filter reads or makes, and every text that a block prints, is charged here. Not thread-safe.
 */
final class RenderBudget {
    /** Most characters of one value, and of the whole text. */
    static final int MAX_CHARACTERS = 32 * 1024;
    /** Most characters that are built altogether; a template of Rapport's own builds some thousands. */
    static final int MAX_TOTAL = 4 * 1024 * 1024;

    private static final int MAX_DIGITS = 1_000;

    private long left = MAX_TOTAL;

    /** Begins with the next template. */
    void start() {
        left = MAX_TOTAL;
    }

    /**
     * Counts a value that was read or made.
     *
     * @throws IllegalStateException when it is too large, or too much was built before
     */
    void charge(@Nullable Object value) {
        var size = size(value, MAX_CHARACTERS);
        if (size > MAX_CHARACTERS) {
            throw new IllegalStateException("a value exceeds " + MAX_CHARACTERS + " characters");
        }
        charge(size);
    }

    /** Counts characters; as {@link #charge(Object)}. */
    void charge(long characters) {
        left -= characters;
        if (left < 0) {
            throw new IllegalStateException("the template builds more than " + MAX_TOTAL + " characters");
        }
    }

    /**
     * Characters of a value, about: every part of a list counts one besides its own. It stops as soon as it is above
     * {@code most}, as lists may hold each other many times over.
     */
    private static long size(@Nullable Object value, long most) {
        if (value instanceof CharSequence text) {
            return text.length();
        }
        if (value instanceof BigDecimal number) {
            return digits(number);
        }
        if (value instanceof Map<?, ?> map) {
            return size(map.keySet(), most) + size(map.values(), most);
        }
        var size = 0L;
        if (value instanceof Collection<?> parts) {
            for (var part : parts) {
                size += 1 + size(part, most - size);
                if (size > most) {
                    return size;
                }
            }
        } else if (value instanceof Object[] parts) {
            for (var part : parts) {
                size += 1 + size(part, most - size);
                if (size > most) {
                    return size;
                }
            }
        } else if (value != null && value.getClass().isArray()) {
            return Array.getLength(value);
        }
        return size;
    }

    /** As it would be printed, without an exponent. */
    private static long digits(BigDecimal number) {
        var digits = (long) number.precision() + Math.abs((long) number.scale());
        if (digits > MAX_DIGITS) {
            throw new IllegalStateException("a number exceeds " + MAX_DIGITS + " digits");
        }
        return digits;
    }
}
