package dev.rapport.quickstart.sdks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An SDK in a Node process of its own. */
final class NodeSending implements Sending {
    private static final Pattern CALLED = Pattern.compile("\\{\"from\":(\\d+),\"to\":(\\d+)}");

    private final Process process;
    private final Path said;

    private NodeSending(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /**
     * Starts it.
     *
     * @param folder where the SDKs are installed
     * @param name   of the file for what it says
     * @param run    as JSON, or {@code @} and the name of a file with it
     */
    static NodeSending start(Path folder, Sdk sdk, String name, String run) throws IOException {
        var said = Files.createDirectories(folder.resolve("said")).resolve(name + "said.txt");
        var command = new ProcessBuilder("node", "run.mjs", "./" + sdk.file().getFileName(), run)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        return new NodeSending(command.start(), said);
    }

    @Override
    public Optional<Calling> calling() {
        return said().lines()
                .map(CALLED::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .map(times -> Calling.ofMillis(Long.parseLong(times.group(1)), Long.parseLong(times.group(2))));
    }

    @Override
    public boolean hasEnded() {
        return !process.isAlive();
    }

    @Override
    public String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
