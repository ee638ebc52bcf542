package dev.rapport.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of this process that is in RAM, native memory included. */
public final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private ResidentMemory() {}

    /** Now; 0 where the system does not tell, which is anywhere but on Linux. */
    public static long bytes() {
        return kibibytes("VmRSS:") << 10;
    }

    /** The most since the process began; 0 where the system does not tell. */
    public static long peakBytes() {
        return kibibytes("VmHWM:") << 10;
    }

    private static long kibibytes(String field) {
        if (!Files.exists(STATUS)) {
            return 0;
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(field))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new BenchmarkException("cannot read " + STATUS + ": " + e.getMessage());
        }
    }
}
