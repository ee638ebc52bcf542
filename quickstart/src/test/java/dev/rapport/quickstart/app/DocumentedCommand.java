package dev.rapport.quickstart.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command that readers are told to run: what a {@code sh} fence holds.
 *
 * @param page where it stands, from the root of the project
 * @param text as written
 */
record DocumentedCommand(String page, String text) {
    /** The project, from the folder that tests run in. */
    static final Path ROOT = Path.of("..");

    private static final Pattern FENCE = Pattern.compile("(?ms)^```sh$\\n(.*?)^```$");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");
    private static final Pattern WORD = Pattern.compile("(?s)(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");

    /** All of them: in the root, in docs and beside the modules. */
    static List<DocumentedCommand> all() throws IOException {
        return pages().stream().flatMap(DocumentedCommand::in).toList();
    }

    /** Pages of the root, of docs and of the modules. */
    static List<Path> pages() throws IOException {
        try (var shallow = Files.walk(ROOT, 2);
                var docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(shallow.filter(path -> path.getNameCount() == 2 || path.endsWith("README.md")), docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private static Stream<DocumentedCommand> in(Path page) {
        try {
            return FENCE.matcher(Files.readString(page))
                    .results()
                    .map(fence -> new DocumentedCommand(
                            ROOT.relativize(page).toString(), fence.group(1).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words as a shell splits them: quotes taken off, nothing expanded. */
    List<String> words() {
        return WORD.matcher(text)
                .results()
                .map(word -> QUOTED.matcher(word.group()).replaceAll("$1$2"))
                .toList();
    }

    /** The program that it starts. */
    String program() {
        return words().get(0);
    }

    /** What the program is given. */
    String[] arguments() {
        return words().stream().skip(1).toArray(String[]::new);
    }

    @Override
    public String toString() {
        return page + ": " + text.lines().findFirst().orElse("");
    }
}
