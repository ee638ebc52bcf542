package dev.rapport.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Memory of a process that is in RAM, native memory included; 0 where the system does not tell, which is anywhere but on Linux. */
public final class ResidentMemory {
    private ResidentMemory() {}

    /** Of this process, now. */
    public static long bytes() {
        return kibibytes(ProcessHandle.current(), "VmRSS:") << 10;
    }

    /** The most since the process began. */
    public static long peakBytes() {
        return peakBytes(ProcessHandle.current());
    }

    /** The most since the process began; 0 when it has ended, too. */
    public static long peakBytes(ProcessHandle process) {
        return kibibytes(process, "VmHWM:") << 10;
    }

    /** The case {@code memory-peak} in MiB; none where the system does not tell one of them. */
    public static Optional<CaseResult> compared(long bytes, long baselineBytes, String baselineName) {
        return bytes > 0 && baselineBytes > 0
                ? Optional.of(
                        new CaseResult("memory-peak", bytes / 0x1p20, "MiB", baselineBytes / 0x1p20, baselineName))
                : Optional.empty();
    }

    private static long kibibytes(ProcessHandle process, String field) {
        var status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(field))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new BenchmarkException("cannot read " + status + ": " + e.getMessage());
        }
    }
}
