package dev.rapport.inference.model.checkpoint;

/** IEEE 754 binary16. The platform has this from Java 20 on. */
final class HalfFloat {
    private HalfFloat() {}

    /** The nearest half; ties go to the even one. */
    static short of(float value) {
        var bits = Float.floatToRawIntBits(value);
        var sign = (bits >>> 16) & 0x8000;
        var magnitude = bits & 0x7FFFFFFF;
        if (magnitude >= 0x7F800000) {
            return (short) (sign | 0x7C00 | (magnitude > 0x7F800000 ? 0x200 : 0));
        }
        if (magnitude >= 0x477FF000) {
            return (short) (sign | 0x7C00);
        }
        if (magnitude < 0x38800000) { // below 2^-14: a subnormal half, whose unit is 2^-24
            return (short) (sign | (int) Math.rint((double) Float.intBitsToFloat(magnitude) * (1 << 24)));
        }
        var rebased = magnitude - 0x38000000;
        return (short) (sign | ((rebased + 0xFFF + ((rebased >>> 13) & 1)) >>> 13));
    }

    static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >> 10) & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) {
            var magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }
}
