package dev.rapport.quickstart.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
    @TempDir
    Path root;

    private LauncherSandbox sandbox;

    @BeforeEach
    void copyTheLauncher() throws IOException {
        root = root.toRealPath();
        sandbox = new LauncherSandbox(root);
    }

    @Test
    void buildsThenRunsAndPassesArgumentsAndExitCodeOn() throws Exception {
        // Given
        var jdk = sandbox.jdk(root.resolve("seventeen"), "17.0.20");
        // When
        var result = sandbox.with("JAVA_HOME", jdk.toString()).run("generate", "--prompt", "two  words");
        // Then
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.err()).isEqualTo("building Rapport (first time takes a minute or two)…\n");
        assertThat(result.out().lines())
                .startsWith("java of " + jdk)
                .containsSubsequence(
                        "-cp",
                        sandbox.project() + "/quickstart/target/quickstart-0.1.0.jar:" + sandbox.library(),
                        "dev.rapport.quickstart.app.RapportMain",
                        "generate",
                        "--prompt",
                        "two  words");
        assertThat(sandbox.buildLog()).content().contains("-pl quickstart -am package with " + jdk);
    }

    @Test
    void buildsOnlyWhatIsMissingOrStale() throws Exception {
        // Given
        sandbox.with("JAVA_HOME", sandbox.jdk(root.resolve("seventeen"), "17").toString());
        // When, Then
        sandbox.run("doctor");
        assertThat(sandbox.run("doctor").err()).isEmpty();
        assertThat(sandbox.builds()).isEqualTo(1);

        sandbox.touch(sandbox.source());
        sandbox.run("doctor");
        assertThat(sandbox.builds()).isEqualTo(2);
    }

    @Test
    void buildsAgainWhenALibraryIsGone() throws Exception {
        // Given
        sandbox.with("JAVA_HOME", sandbox.jdk(root.resolve("seventeen"), "17").toString());
        sandbox.run("doctor");
        Files.delete(sandbox.library());
        // When
        sandbox.run("doctor");
        // Then
        assertThat(sandbox.builds()).isEqualTo(2);
    }

    @Test
    void runsFromWhereABuiltCheckoutIsMovedTo() throws Exception {
        // Given
        sandbox.with("JAVA_HOME", sandbox.jdk(root.resolve("seventeen"), "17").toString());
        sandbox.run("doctor");
        var moved = root.resolve("else where");
        Files.move(sandbox.project(), moved);
        // When
        var result = sandbox.run(moved.resolve("rapport"), "doctor");
        // Then
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines())
                .contains(moved + "/quickstart/target/quickstart-0.1.0.jar:" + moved + "/library.jar");
    }

    @Test
    void runsACopyWithItsOwnLibraries() throws Exception {
        // Given
        sandbox.with("JAVA_HOME", sandbox.jdk(root.resolve("seventeen"), "17").toString());
        sandbox.run("doctor");
        var copy = root.resolve("copy");
        assertThat(new ProcessBuilder("cp", "-a", sandbox.project().toString(), copy.toString())
                        .start()
                        .waitFor())
                .isZero();
        // When
        var result = sandbox.run(copy.resolve("rapport"), "doctor");
        // Then
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines())
                .contains(copy + "/quickstart/target/quickstart-0.1.0.jar:" + copy + "/library.jar");
    }

    @Test
    void namesTheLogWhenTheBuildFails() throws Exception {
        // Given
        sandbox.with("JAVA_HOME", sandbox.jdk(root.resolve("seventeen"), "17").toString());
        sandbox.buildFails();
        // When
        var result = sandbox.run("doctor");
        // Then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().skip(1))
                .containsExactly("rapport: the build failed; its log is " + sandbox.buildLog());
        assertThat(sandbox.buildLog()).hasContent("A.java does not compile");
    }

    @Test
    void buildsAfterAFailedBuild() throws Exception {
        // Given
        sandbox.with("JAVA_HOME", sandbox.jdk(root.resolve("seventeen"), "17").toString());
        sandbox.buildFails();
        sandbox.run("doctor");
        sandbox.buildSucceeds();
        // When
        var result = sandbox.run("doctor");
        // Then
        assertThat(result.exitCode()).isEqualTo(7);
    }

    @Test
    void takesOverFromABuildThatWasKilled() throws Exception {
        // Given
        sandbox.with("JAVA_HOME", sandbox.jdk(root.resolve("seventeen"), "17").toString());
        var lock = Files.createDirectories(sandbox.project().resolve("target/rapport.building"));
        Files.writeString(lock.resolve("pid"), Long.toString(Integer.MAX_VALUE));
        // When
        var result = sandbox.run("doctor");
        // Then
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(lock).doesNotExist();
    }

    @Test
    void worksThroughLinksAndStaysInTheCallersFolder() throws Exception {
        // Given
        sandbox.with("JAVA_HOME", sandbox.jdk(root.resolve("seventeen"), "17").toString());
        var elsewhere = Files.createDirectories(root.resolve("some where/else"));
        var link = Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("..", "first"));
        Files.createSymbolicLink(
                root.resolve("some where/first"), sandbox.project().resolve("rapport"));
        // When
        var result = sandbox.from(elsewhere).run(link, "doctor");
        // Then
        assertThat(result.out()).contains("in " + elsewhere + "\n");
        assertThat(sandbox.builds()).isEqualTo(1);
    }

    @Test
    void prefersJavaHomeThenPathThenTheNewestOfTheUsualPlaces() throws Exception {
        // Given
        sandbox.jdk(sandbox.jvmDir().resolve("a-9"), "9.0.4");
        var newest = sandbox.jdk(sandbox.jvmDir().resolve("b-25"), "25.0.1");
        sandbox.jdk(sandbox.jvmDir().resolve("c-21"), "21.0.2");
        // When, Then
        assertThat(sandbox.run("doctor").out()).startsWith("java of " + newest + "\n");

        var onPath = sandbox.jdk(root.resolve("on-path"), "17.0.1");
        var links = Files.createDirectories(root.resolve("links"));
        Files.createSymbolicLink(links.resolve("java"), onPath.resolve("bin/java"));
        assertThat(sandbox.onPath(links).run("doctor").out()).startsWith("java of " + onPath + "\n");

        var home = sandbox.jdk(root.resolve("home"), "18");
        assertThat(sandbox.with("JAVA_HOME", home.toString()).run("doctor").out())
                .startsWith("java of " + home + "\n");
    }

    @Test
    void passesOverAnOldJavaHome() throws Exception {
        // Given
        var old = sandbox.jdk(root.resolve("old"), "1.8.0_402");
        var good = sandbox.jdk(sandbox.jvmDir().resolve("good"), "17");
        // When
        var result = sandbox.with("JAVA_HOME", old.toString()).run("doctor");
        // Then
        assertThat(result.out()).startsWith("java of " + good + "\n");
    }

    @Test
    void saysThatTheOnlyJdkIsTooOld() throws Exception {
        // Given
        var old = sandbox.jdk(sandbox.jvmDir().resolve("eleven"), "11.0.2");
        // When
        var result = sandbox.run("doctor");
        // Then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo("rapport: needs a JDK of version 17 or newer and found only Java 11 in " + old
                        + "; install one or point JAVA_HOME at one\n");
    }

    @Test
    void saysThatThereIsNoJdk() throws Exception {
        // Given
        Files.delete(sandbox.jdk(sandbox.jvmDir().resolve("runtime-only"), "17").resolve("bin/javac"));
        // When
        var result = sandbox.run("doctor");
        // Then
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).hasLineCount(1).contains("found none");
    }

    @Test
    void letsTheUsersJvmOptionsWin() throws Exception {
        // Given
        sandbox.with("JAVA_HOME", sandbox.jdk(root.resolve("seventeen"), "17").toString());
        // When
        var result = sandbox.with("RAPPORT_JAVA_OPTS", "-Xmx4g -Dx=y").run("doctor");
        // Then
        assertThat(result.out().lines()).containsSubsequence("-Xmx1g", "-Xmx4g", "-Dx=y", "-cp");
    }

    @Test
    void allowsNativeAccessOnlyWhereTheJvmKnowsIt() throws Exception {
        // Given
        var seventeen = sandbox.jdk(root.resolve("seventeen"), "17").toString();
        var twentyFive = sandbox.jdk(root.resolve("twenty-five"), "25").toString();
        // When, Then
        assertThat(sandbox.with("JAVA_HOME", seventeen).run("doctor").out()).doesNotContain("native-access");
        assertThat(sandbox.with("JAVA_HOME", twentyFive).run("doctor").out())
                .contains("--enable-native-access=ALL-UNNAMED");
    }
}
