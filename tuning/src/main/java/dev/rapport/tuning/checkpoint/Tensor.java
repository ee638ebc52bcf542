package dev.rapport.tuning.checkpoint;

/**
 * Named numbers. The arrays are shared, not copied: treat them as read-only.
 *
 * @param name   Hugging Face name, such as {@code h.0.ln_1.weight}
 * @param shape  sides, outermost first
 * @param values row-major
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tensor(String name, long[] shape, float[] values) {
    public Tensor {
        if (Gpt2Shape.elements(shape) != values.length) {
            throw new IllegalArgumentException(name + " has " + values.length + " values for another shape");
        }
    }

    /** The same numbers by another name. */
    public Tensor named(String other) {
        return new Tensor(other, shape, values);
    }
}
