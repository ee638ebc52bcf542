package dev.rapport.inference.model.djl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The vector instructions that PyTorch chooses for its kernels on x86: those of {@code ATEN_CPU_CAPABILITY}, else the best
 * that the processor has. DJL does not expose PyTorch's own answer, so this follows its rule.
 *
 * @see <a href="https://github.com/pytorch/pytorch/blob/v2.7.1/aten/src/ATen/native/DispatchStub.cpp">DispatchStub.cpp</a>
 */
final class CpuCapability {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final String AVX512 = "AVX512";
    private static final String AVX2 = "AVX2";
    private static final String NONE = "NO AVX";
    private static final Set<String> AVX512_FLAGS = Set.of("avx512vl", "avx512bw", "avx512dq", "fma");
    private static final Set<String> AVX2_FLAGS = Set.of("avx2", "fma");

    private CpuCapability() {}

    /** As PyTorch names it; empty where that is not known: on other processors, and without Linux's list of flags. */
    static String ofThisMachine() {
        if (!System.getProperty("os.arch").equals("amd64")) {
            return "";
        }
        return of(System.getenv("ATEN_CPU_CAPABILITY"), flags());
    }

    /**
     * PyTorch's rule.
     *
     * @param variable value of {@code ATEN_CPU_CAPABILITY}
     * @param flags    of the processor, as Linux names them; empty when they are not known
     */
    static String of(@Nullable String variable, Optional<Set<String>> flags) {
        return switch (String.valueOf(variable)) {
            case "avx512" -> AVX512;
            case "avx2" -> AVX2;
            case "default" -> NONE;
            default -> flags.map(CpuCapability::best).orElse("");
        };
    }

    private static String best(Set<String> flags) {
        if (flags.containsAll(AVX512_FLAGS)) {
            return AVX512;
        }
        return flags.containsAll(AVX2_FLAGS) ? AVX2 : NONE;
    }

    private static Optional<Set<String>> flags() {
        try (var lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> Set.copyOf(Arrays.asList(line.substring(line.indexOf(':') + 1)
                            .toLowerCase(Locale.ROOT)
                            .strip()
                            .split(" +"))));
        } catch (IOException e) {
            // Not Linux: what the processor has is not known.
            return Optional.empty();
        }
    }
}
