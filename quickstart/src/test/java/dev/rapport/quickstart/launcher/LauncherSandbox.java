package dev.rapport.quickstart.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A copy of the launcher in a project whose build and JDKs are scripts that say what they were called with. */
final class LauncherSandbox {
    private static final List<String> TOOLS = List.of(
            "bash",
            "basename",
            "cat",
            "dirname",
            "env",
            "find",
            "getconf",
            "head",
            "locale",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "touch",
            "uname");

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();
    private Path workingDirectory;

    /** What a run left behind. */
    record Result(int exitCode, String out, String err) {}

    LauncherSandbox(Path root) throws IOException {
        this.root = root;
        this.workingDirectory = root;
        var tools = Files.createDirectories(root.resolve("tools"));
        for (var tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), find(tool));
        }
        environment.put("PATH", tools.toString());
        environment.put("HOME", root.toString());
        environment.put("RAPPORT_JVM_DIRS", jvmDir().toString());
        Files.createDirectories(jvmDir());
        script(project().resolve("rapport"), Files.readString(Path.of("..", "rapport")));
        Files.writeString(project().resolve("pom.xml"), "<project/>");
        Files.createDirectories(source().getParent());
        Files.writeString(source(), "class A {}");
        buildSucceeds();
    }

    Path project() {
        return root.resolve("project");
    }

    Path source() {
        return project().resolve("ingestion/src/main/java/A.java");
    }

    Path library() {
        return project().resolve("library.jar");
    }

    Path jvmDir() {
        return root.resolve("jvm");
    }

    Path buildLog() {
        return project().resolve("target/build.log");
    }

    /** The build counts its runs in a file and makes a jar and its class path. */
    void buildSucceeds() throws IOException {
        script(project().resolve("mvnw"), """
                #!/usr/bin/env bash
                echo "mvnw $* with $JAVA_HOME"
                echo run >> builds
                mkdir -p quickstart/target
                touch quickstart/target/quickstart-0.1.0.jar library.jar
                printf %s "$PWD/library.jar" > quickstart/target/classpath.txt
                """);
    }

    void buildFails() throws IOException {
        script(project().resolve("mvnw"), """
                #!/usr/bin/env bash
                echo "A.java does not compile"
                exit 3
                """);
    }

    long builds() throws IOException {
        var runs = project().resolve("builds");
        return Files.exists(runs) ? Files.readAllLines(runs).size() : 0;
    }

    /** A JDK that says its name and its arguments, one a line, and ends with code 7. */
    Path jdk(Path home, String version) throws IOException {
        script(home.resolve("bin/java"), """
                #!/usr/bin/env bash
                echo "java of %s"
                printf '%%s\\n' "$@"
                echo "in $PWD"
                exit 7
                """.formatted(home));
        script(home.resolve("bin/javac"), "#!/usr/bin/env bash\n");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    LauncherSandbox with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    LauncherSandbox onPath(Path folder) {
        environment.merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        return this;
    }

    LauncherSandbox from(Path folder) {
        workingDirectory = folder;
        return this;
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return run(project().resolve("rapport"), arguments);
    }

    Result run(Path launcher, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        var out = Files.createTempFile(root, "out", "");
        var err = Files.createTempFile(root, "err", "");
        var builder = new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var exitCode = builder.start().waitFor();
        return new Result(exitCode, Files.readString(out), Files.readString(err));
    }

    /** Later than any build that has run. */
    void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path find(String tool) throws IOException {
        for (var folder : List.of("/bin", "/usr/bin")) {
            var candidate = Path.of(folder, tool);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        throw new IOException("this machine has no " + tool);
    }
}
