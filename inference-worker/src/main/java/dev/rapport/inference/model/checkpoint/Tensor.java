package dev.rapport.inference.model.checkpoint;

import java.util.List;

/**
 * Named numbers in memory.
 *
 * @param name   as a checkpoint spells it, such as {@code h.0.ln_1.weight}
 * @param shape  sizes of its dimensions, outermost first
 * @param values row-major, as many as the shape holds; shared, not copied: read only
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Tensor(String name, List<Integer> shape, float[] values) {
    public Tensor {
        shape = List.copyOf(shape);
        if (elements(shape) != values.length) {
            throw new IllegalArgumentException(
                    "tensor " + name + ": shape " + shape + " does not hold " + values.length + " values");
        }
    }

    /** The same numbers by another name. */
    public Tensor named(String other) {
        return new Tensor(other, shape, values);
    }

    private static long elements(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }
}
