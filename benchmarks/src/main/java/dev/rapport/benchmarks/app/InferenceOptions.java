package dev.rapport.benchmarks.app;

import dev.rapport.inference.model.Precision;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of benchmarks of the model; which has which is what {@link Benchmark#options} says. */
final class InferenceOptions {
    @Option(
            names = "--model",
            paramLabel = "REF",
            defaultValue = "default",
            description = "growth, inference: the model, as for generate (default: ${DEFAULT-VALUE}).")
    private String model = "default";

    @Option(
            names = "--precision",
            paramLabel = "fp32|bf16|int8",
            defaultValue = "fp32",
            converter = PrecisionConverter.class,
            description = {
                "growth, inference: arithmetic of the model (default: ${DEFAULT-VALUE}).",
                "With --python, int8 is compared with transformers in fp32."
            })
    private Precision precision = Precision.FP32;

    @Option(
            names = "--python",
            paramLabel = "EXE",
            description = {
                "inference: a Python that has torch and transformers; transformers is the baseline then.",
                "training: a Python that has torch; required."
            })
    private @Nullable String python;

    @Option(
            names = "--cases",
            paramLabel = "PREFIX",
            split = ",",
            defaultValue = "",
            description = "inference: only cases whose names begin with this: decode, prefill, mixed.")
    private List<String> cases = List.of("");

    @ArgGroup(exclusive = false)
    private @Nullable Llama llama;

    /** What java-llama.cpp needs; neither without the other. */
    static final class Llama {
        @Option(
                names = "--llama",
                required = true,
                paramLabel = "JAR",
                description = "inference: java-llama.cpp, de.kherud:llama; it is the baseline of decoding then.")
        private Path jar = Path.of("");

        @Option(
                names = "--gguf",
                required = true,
                paramLabel = "FILE",
                description = "inference: the same weights in its format, see the benchmarks' gpt2_to_gguf.py.")
        private Path gguf = Path.of("");

        Path jar() {
            return jar;
        }

        Path gguf() {
            return gguf;
        }
    }

    @Option(names = "--plot", paramLabel = "FILE", description = "growth: draw the curves to this PNG file.")
    private @Nullable Path plot;

    /** Names as they are written everywhere else. */
    static final class PrecisionConverter implements ITypeConverter<Precision> {
        @Override
        public Precision convert(String value) {
            return Precision.of(value)
                    .orElseThrow(() -> new TypeConversionException(value + ": must be fp32, bf16 or int8"));
        }
    }

    String model() {
        return model;
    }

    List<String> cases() {
        return cases;
    }

    Precision precision() {
        return precision;
    }

    /** Java-llama.cpp, if it is to be the baseline. */
    @Nullable Llama llama() {
        return llama;
    }

    @Nullable Path plot() {
        return plot;
    }

    @Nullable String python() {
        return python;
    }
}
