package dev.rapport.quickstart.app;

import dev.rapport.inference.engine.GeneratorConfig;
import dev.rapport.inference.model.ComputeDevice;
import dev.rapport.inference.model.Precision;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where and how the model computes. */
final class EngineOptions {
    @Option(
            names = "--precision",
            paramLabel = "fp32|bf16|int8",
            defaultValue = "fp32",
            description = {
                "Arithmetic of the model (default: ${DEFAULT-VALUE}): fp32 is exact, bf16 is faster,",
                "int8 is fastest on few cores, and its texts depend on the other prompts."
            })
    private String precision = "fp32";

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|cuda",
            defaultValue = "auto",
            description = "Where the model computes (default: ${DEFAULT-VALUE}, a GPU where PyTorch can use one).")
    private String device = "auto";

    /** The generator's configuration; wrong values are wrong usage. */
    GeneratorConfig config(CommandLine commandLine) {
        var arithmetic = Precision.of(precision)
                .orElseThrow(() -> new ParameterException(
                        commandLine, "--precision " + precision + ": must be fp32, bf16 or int8"));
        var place = ComputeDevice.of(device)
                .orElseThrow(() ->
                        new ParameterException(commandLine, "--device " + device + ": must be auto, cpu or cuda"));
        return GeneratorConfig.DEFAULT.withPrecision(arithmetic).withDevice(place);
    }
}
