package dev.rapport.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.runtime.mapping.definition.MappingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay that was cut off, and the same command again. */
final class ReplayResumeTest {
    private final TestingTime time = new TestingTime();
    private final FakeCapture capture = new FakeCapture(time);
    private final FakeListener listener = new FakeListener();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        capture.close();
    }

    @Test
    void goesOnAfterWhatWasAnswered() throws Exception {
        // Given
        var one = events("one", 700);
        var two = events("two", 900);
        cutOffAfter(2, one, two);
        // When
        var report = replay(false, one, two);
        // Then
        assertThat(report.sent()).isEqualTo(600);
        assertThat(listener.notes())
                .containsExactly(
                        "going on in two.jsonl after 300 events that were answered before; --restart begins again");
        assertThat(capture.events())
                .hasSize(1_600)
                .extracting(event -> event.path("userId").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void forgetsAReplayThatIsComplete() throws Exception {
        // Given
        var file = events("one", 3);
        replay(false, file);
        // When
        var again = replay(false, file);
        // Then
        assertThat(again.sent()).isEqualTo(3);
        assertThat(folder.resolve("state")).isEmptyDirectory();
        assertThat(messageIds(0)).isEqualTo(messageIds(1));
    }

    @Test
    void refusesAFileThatChangedSince() throws Exception {
        // Given
        var file = events("one", 700);
        cutOffAfter(1, file);
        events("one", 701);
        // When
        assertThatThrownBy(() -> replay(false, file))
                // Then
                .hasMessage(file + ": has changed since an earlier run of this replay that was cut off;"
                        + " --restart sends it from its beginning");
        assertThat(capture.batches()).hasSize(1);
    }

    /** What it counted as rows may be others now. */
    @Test
    void refusesAMappingThatChangedSince() throws Exception {
        // Given
        var file = Files.writeString(folder.resolve("guests.csv"), "guest\n" + "ada\n".repeat(700));
        var mapping = "dataset: guests\nuser: {column: guest}\nevents: [{event: Seen}]\n";
        capture.failAfter(1, 401, 1);
        assertThatThrownBy(() -> replay(mapping, file)).isInstanceOf(ReplayException.class);
        // When
        assertThatThrownBy(() -> replay(mapping.replace("Seen", "Seen Again"), file))
                // Then
                .hasMessage("the mapping: has changed since an earlier run of this replay that was cut off;"
                        + " --restart sends it from its beginning");
        assertThat(capture.batches()).hasSize(1);
    }

    @Test
    void beginsAgainWhereItIsToldTo() throws Exception {
        // Given
        var file = events("one", 700);
        cutOffAfter(1, file);
        // When
        var report = replay(true, file);
        // Then
        assertThat(report.sent()).isEqualTo(700);
    }

    @Test
    void takesWhatIsLeftOfFilesThatAreNotReachedYetAsItIsNow() throws Exception {
        // Given
        var one = events("one", 700);
        var two = events("two", 10);
        cutOffAfter(1, one, two);
        events("two", 20);
        // When
        var report = replay(false, one, two);
        // Then
        assertThat(report.sent()).isEqualTo(220);
    }

    private void cutOffAfter(int batches, Path... files) {
        capture.failAfter(batches, 401, 1);
        assertThatThrownBy(() -> replay(false, files))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("run the same replay again");
    }

    private List<String> messageIds(int batch) {
        return capture.batches().get(batch).events().stream()
                .map(event -> event.path("messageId").asText())
                .toList();
    }

    private ReplayReport replay(boolean restart, Path... files) throws InterruptedException {
        var config = new ReplayConfig(capture.uri(), "key", 0, Duration.ofMinutes(2));
        var kept = new ReplayFiles(Optional.of(folder.resolve("state")), restart, Optional.empty());
        return new Replay(config, listener, time, kept)
                .run(List.of(files), new SourceFiles(Optional.empty(), SourceFiles.Format.AUTO), Optional.empty());
    }

    private ReplayReport replay(String yaml, Path file) throws InterruptedException {
        var mapping = Optional.of(MappingReader.read("m.yaml", yaml));
        var kept = new ReplayFiles(Optional.of(folder.resolve("state")), false, Optional.empty());
        var config = new ReplayConfig(capture.uri(), "key", 0, Duration.ofMinutes(2));
        return new Replay(config, listener, time, kept)
                .run(List.of(file), new SourceFiles(mapping, SourceFiles.Format.AUTO), mapping);
    }

    private Path events(String name, int number) throws IOException {
        var lines = IntStream.range(0, number)
                .mapToObj(i -> "{\"type\":\"track\",\"event\":\"Viewed\",\"userId\":\"" + name + i + "\"}")
                .collect(Collectors.joining("\n"));
        return Files.writeString(folder.resolve(name + ".jsonl"), lines);
    }
}
