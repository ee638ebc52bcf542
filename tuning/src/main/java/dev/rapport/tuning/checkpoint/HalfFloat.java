package dev.rapport.tuning.checkpoint;

/** IEEE 754 half precision, rounding to nearest even. Java has this from release 20 on. */
final class HalfFloat {
    private HalfFloat() {}

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
        var exponent = (half >>> 10) & 0x1F;
        var fraction = half & 0x3FF;
        var magnitude = exponent == 0
                ? fraction * 0x1p-24f
                : exponent == 31
                        ? fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN
                        : Float.intBitsToFloat(((exponent + 112) << 23) | (fraction << 13));
        return half < 0 ? -magnitude : magnitude;
    }
}
