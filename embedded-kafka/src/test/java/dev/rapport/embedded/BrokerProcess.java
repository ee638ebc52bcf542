package dev.rapport.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A broker in a JVM of its own, to be killed. */
record BrokerProcess(Process process, String bootstrapServers) {
    static BrokerProcess start(Path dataDir) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(List.of(
                        java,
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        dataDir.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("bootstrap ")) {
                return new BrokerProcess(process, line.substring("bootstrap ".length()));
            }
        }
        throw new IOException("the broker process ended before it was ready");
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public static void main(String[] args) throws IOException {
        try (var kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(Path.of(args[0])))) {
            System.out.println("bootstrap " + kafka.bootstrapServers());
            // Blocks until whoever started this process goes away.
            var unused = System.in.read();
        }
    }
}
