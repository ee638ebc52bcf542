package dev.rapport.inference.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Arithmetic of a model's products. Norms, attention and sampling are always in 32-bit floats. */
public enum Precision {
    /** 32-bit floats, what the weights say: the same tokens as Hugging Face transformers. */
    FP32,
    /** 16-bit brain floats: about twice as fast, and some tokens differ. */
    BF16,
    /**
     * 8-bit integers: fast on CPUs with few cores. Inputs are rounded with one scale for a whole step, so a text depends on
     * what else is in the batch.
     */
    INT8;

    /** The name that commands, settings and provenance use. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The precision of a name. */
    public static Optional<Precision> of(String code) {
        return Arrays.stream(values())
                .filter(precision -> precision.code().equals(code))
                .findFirst();
    }
}
