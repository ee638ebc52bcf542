package dev.rapport.tuning.app;

import dev.rapport.inference.model.ComputeDevice;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** On what a command computes. */
public final class ComputeOptions {
    /** Models this small gain nothing from more. */
    private static final int MAX_THREADS = 8;

    @Option(names = "--threads", paramLabel = "N", description = "PyTorch threads (default: ${DEFAULT-VALUE}).")
    private int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|cuda",
            description =
                    "Where to compute (default: ${DEFAULT-VALUE}, a GPU where PyTorch can use one). Only on the CPU"
                            + " does the same seed give the same weights.")
    private String device = "auto";

    /** @throws ParameterException on a value that cannot be used */
    public void check(CommandSpec spec) {
        device(spec);
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads " + threads + ": must be at least 1");
        }
    }

    /** @throws ParameterException when the device is unknown */
    public ComputeDevice device(CommandSpec spec) {
        return ComputeDevice.of(device)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--device " + device + ": must be auto, cpu or cuda"));
    }

    /** Sets up PyTorch; before anything of it is used. */
    public void configureEngine() {
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("OPT_OUT_TRACKING", "true"); // else DJL reports its use to its makers
    }
}
