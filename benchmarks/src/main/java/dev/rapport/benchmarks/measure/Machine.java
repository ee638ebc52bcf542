package dev.rapport.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What figures were measured on.
 *
 * @param cpus processors that the JVM may use
 * @param model name of the processor; where the system does not tell, its architecture
 * @param java version of the JVM
 * @param memoryBytes memory of the machine or container
 */
public record Machine(int cpus, String model, String java, long memoryBytes) {
    private static final Path LINUX_CPUS = Path.of("/proc/cpuinfo");

    /** The machine that this JVM runs on. */
    public static Machine current() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                processor(),
                Runtime.version().toString(),
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
    }

    private static String processor() {
        var architecture = System.getProperty("os.arch", "unknown");
        if (!Files.isReadable(LINUX_CPUS)) {
            return architecture;
        }
        try (var lines = Files.lines(LINUX_CPUS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(architecture);
        } catch (IOException e) {
            return architecture;
        }
    }
}
