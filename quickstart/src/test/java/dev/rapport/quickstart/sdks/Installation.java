package dev.rapport.quickstart.sdks;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** The SDKs from the npm registry in the versions of the lock file, and the files that drive them. */
final class Installation {
    private static final Path FOLDER = Path.of("target", "sdks");
    private static final String LOCK = "package-lock.json";
    private static final Pattern NO_NETWORK = Pattern.compile("ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH");

    private Installation() {}

    /** Installs what is not there yet; skips the test where Node, npm or the registry is missing. */
    static Path install() throws IOException, InterruptedException {
        for (var tool : new String[] {"node", "npm"}) {
            Assumptions.assumeTrue(works(tool), "The SDKs are not tested: install Node 18 or newer and npm.");
        }
        Files.createDirectories(FOLDER);
        // Test classes may run in several JVMs at a time.
        try (var channel = FileChannel.open(FOLDER.resolve("lock"), CREATE, WRITE);
                var lock = channel.lock()) {
            Objects.requireNonNull(lock);
            return installed();
        }
    }

    private static Path installed() throws IOException, InterruptedException {
        try (var files = Files.list(Sdk.FOLDER)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        var installed = FOLDER.resolve("node_modules").resolve("installed.json");
        if (!Files.exists(installed) || Files.mismatch(installed, FOLDER.resolve(LOCK)) >= 0) {
            var log = FOLDER.resolve("npm-ci.log");
            // Streams of its own: ours are Maven's channel to this JVM, and Node makes the one it reads non-blocking.
            var npm = new ProcessBuilder("npm", "ci")
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (npm.waitFor() != 0) {
                Assumptions.assumeFalse(
                        NO_NETWORK.matcher(Files.readString(log)).find(),
                        "The SDKs are not tested: the npm registry cannot be reached.");
                throw new IOException("npm ci failed in " + FOLDER.toAbsolutePath() + ": " + Files.readString(log));
            }
            Files.copy(FOLDER.resolve(LOCK), installed);
        }
        return FOLDER;
    }

    private static boolean works(String tool) throws InterruptedException {
        try {
            var process = new ProcessBuilder(tool, "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
