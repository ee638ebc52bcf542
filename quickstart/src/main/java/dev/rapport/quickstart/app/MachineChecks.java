package dev.rapport.quickstart.app;

import com.sun.management.OperatingSystemMXBean;
import dev.rapport.quickstart.pipeline.Ports;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The doctor's look at Java, memory, ports, disk and GPU. */
final class MachineChecks {
    private static final int OLDEST_JAVA = 17;
    private static final long MIN_MEMORY_MIB = 1_500;
    private static final long GOOD_MEMORY_MIB = 3_000;
    private static final long MIN_DISK_MIB = 300;
    private static final long GOOD_DISK_MIB = 2_000;
    private static final long GPU_SECONDS = 5;

    private MachineChecks() {}

    static Finding java() {
        var version = Runtime.version();
        var found = "Java " + version + ", " + System.getProperty("java.vendor");
        return version.feature() >= OLDEST_JAVA
                ? Finding.ok("Java", found)
                : Finding.missing("Java", found, "install a JDK of version 17 or newer and point JAVA_HOME at it");
    }

    static Finding memory() {
        var total = mebibytes(
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
        var heap = mebibytes(Runtime.getRuntime().maxMemory());
        var found = total + " MiB, of which the JVM's heap may take " + heap + " MiB";
        if (total < MIN_MEMORY_MIB) {
            return Finding.missing("memory", found, "Rapport needs about " + MIN_MEMORY_MIB + " MiB");
        }
        return total < GOOD_MEMORY_MIB
                ? Finding.warning("memory", found, "enough for the bundled model, not for a larger one")
                : Finding.ok("memory", found);
    }

    static Finding processors() {
        var count = Runtime.getRuntime().availableProcessors();
        return count < 2
                ? Finding.warning("processors", "1", "works, but replies will be slow; two or more are better")
                : Finding.ok("processors", Integer.toString(count));
    }

    static Finding port(String check, int port, String option) {
        return port == 0 || Ports.isFree(port)
                ? Finding.ok(check, port + " is free")
                : Finding.warning(
                        check,
                        port + " is taken or needs more rights",
                        "stop what listens there, or choose another with " + option);
    }

    /** Whether the folder, or the one it would be made in, can be written, and has room. */
    static List<Finding> folder(Path dir) {
        var existing = OutputOption.existing(dir);
        var findings = new ArrayList<Finding>();
        if (existing.isEmpty()) {
            findings.add(Finding.missing(
                    "data folder", dir.toAbsolutePath() + " cannot be written", "choose another with --data-dir"));
            return findings;
        }
        findings.add(Finding.ok("data folder", dir.toAbsolutePath().normalize() + " can be written"));
        findings.add(disk(existing.get()));
        return findings;
    }

    static Finding gpu() {
        try {
            var process = new ProcessBuilder("nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader")
                    .redirectErrorStream(true)
                    .start();
            if (process.waitFor(GPU_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
                var names = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                        .strip()
                        .replace('\n', ';');
                return usesGpu()
                        ? Finding.ok("GPU", names)
                        : Finding.warning(
                                "GPU",
                                names,
                                "the bundled PyTorch computes on the CPU; docs/gpu.md says how to use the GPU");
            }
            process.destroy();
        } catch (IOException e) {
            // There is no such command, hence no driver.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Finding.ok("GPU", "none; the model computes on the CPU");
    }

    private static Finding disk(Path folder) {
        try {
            var free = mebibytes(Files.getFileStore(folder).getUsableSpace());
            var found = free + " MiB free";
            if (free < MIN_DISK_MIB) {
                return Finding.missing("disk", found, "Kafka does not start with less than " + MIN_DISK_MIB + " MiB");
            }
            return free < GOOD_DISK_MIB
                    ? Finding.warning("disk", found, "enough to try Rapport out, not to keep a week of events")
                    : Finding.ok("disk", found);
        } catch (IOException e) {
            return Finding.warning("disk", "cannot be checked: " + Failures.oneLine(e), "");
        }
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }

    /** Whether a CUDA build of PyTorch was chosen. */
    private static boolean usesGpu() {
        return System.getenv().getOrDefault("PYTORCH_FLAVOR", "").startsWith("cu");
    }
}
