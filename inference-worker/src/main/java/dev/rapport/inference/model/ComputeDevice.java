package dev.rapport.inference.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a model computes. */
public enum ComputeDevice {
    /** A GPU where PyTorch can use one, else the CPU. */
    AUTO,
    CPU,
    /** The first NVIDIA GPU; an error where PyTorch cannot use one. */
    CUDA;

    /** The name that settings use. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The device of a name. */
    public static Optional<ComputeDevice> of(String code) {
        return Arrays.stream(values())
                .filter(device -> device.code().equals(code))
                .findFirst();
    }
}
