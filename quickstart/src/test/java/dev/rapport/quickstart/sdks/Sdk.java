package dev.rapport.quickstart.sdks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One SDK, and the file that drives it. Its first line says what the test has to know:
 * {@code sdk: {"calls": ["identify", …], "loses": {"server-away": "why"}}}, and {@code "leaves": true} for one that sends
 * when its page is left.
 *
 * @param name   from that of its file, {@code segment-node}
 * @param file   a module for Node, a page, or a Java class
 * @param calls  that it knows
 * @param leaves whether its page is left in every situation
 * @param losses situations in which it loses events by design, with the reason
 */
record Sdk(String name, Path file, List<String> calls, boolean leaves, Map<String, String> losses) {
    /** Where the SDKs' files are. */
    static final Path FOLDER = Path.of("src", "test", "sdks");

    private static final Path JAVA = Path.of("src/test/java/dev/rapport/quickstart/sdks/SegmentJava.java");
    private static final String MARK = "sdk: ";

    enum Kind {
        NODE,
        WEB,
        JAVA
    }

    /** All of them, by name. */
    static List<Sdk> all() {
        var sdks = new ArrayList<Sdk>();
        try (var files = Files.list(FOLDER)) {
            for (var file : files.sorted().toList()) {
                if (Files.isRegularFile(file) && firstLine(file).contains(MARK)) {
                    sdks.add(read(file));
                }
            }
            sdks.add(read(JAVA));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sdks;
    }

    Kind kind() {
        var text = file.toString();
        return text.endsWith(".html") ? Kind.WEB : text.endsWith(".java") ? Kind.JAVA : Kind.NODE;
    }

    /** Whether the situation can befall it. */
    boolean meets(Situation situation) {
        return switch (situation) {
            case PAGE_LEFT -> kind() == Kind.WEB;
            case PLAIN -> !leaves;
            default -> true;
        };
    }

    /** What users copy into their site or service: the lines between {@code // setup} and {@code // end}. */
    String setup() throws IOException {
        var text = Files.readString(file);
        return text.substring(text.indexOf("// setup\n") + "// setup\n".length(), text.indexOf("// end"))
                .stripIndent()
                .strip();
    }

    private static Sdk read(Path file) throws IOException {
        var line = firstLine(file);
        var json = new ObjectMapper().readTree(line.substring(line.indexOf(MARK) + MARK.length()));
        var losses = new LinkedHashMap<String, String>();
        json.path("loses")
                .properties()
                .forEach(loss -> losses.put(loss.getKey(), loss.getValue().asText()));
        return new Sdk(
                file.getFileName()
                        .toString()
                        .replaceFirst("\\.\\w+$", "")
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT),
                file,
                json.path("calls").valueStream().map(JsonNode::asText).toList(),
                json.path("leaves").asBoolean(),
                Map.copyOf(losses));
    }

    private static String firstLine(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        }
    }
}
