package dev.rapport.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplayTest {
    private static final SourceFiles SEGMENT = new SourceFiles(Optional.empty(), SourceFiles.Format.AUTO);

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
    void saysWhatItWaitsForAndGivesUpInTime() throws IOException {
        // Given
        var target = URI.create("http://localhost:" + freePort());
        var replay = new Replay(
                new ReplayConfig(target, "key", 0, Duration.ofSeconds(60)), listener, time, ReplayFiles.NONE);
        var file = events("events", 1);
        // When
        assertThatThrownBy(() -> replay.run(List.of(file), SEGMENT, Optional.empty()))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("did not take the events within 60 s");
        // Then
        assertThat(listener.notes()).singleElement().asString().startsWith("waiting for " + target + ": ");
        assertThat(listener.problems()).isEmpty();
    }

    @Test
    void namesTheRowsThatAreRejected() throws Exception {
        // Given
        var file = folder.resolve("visits.jsonl");
        Files.writeString(file, """
                {"type":"page","userId":"a"}
                {"type":"page"}
                no JSON
                {"type":"page","userId":"b"}
                {"type":"page"}
                """);
        capture.rejectingWithoutUser();
        // When
        var report = replay(0, file);
        // Then
        assertThat(report.rejected()).containsEntry("MISSING_IDS", 2L);
        assertThat(listener.problems())
                .containsExactlyInAnyOrder(
                        "visits.jsonl line 2: MISSING_IDS: userId or anonymousId is required",
                        "visits.jsonl line 3: not valid JSON",
                        "visits.jsonl line 5: MISSING_IDS: userId or anonymousId is required");
    }

    @Test
    void sendsEvenlyAtTheRate() throws Exception {
        // When
        var report = replay(30, events("events", 300));
        // Then
        assertThat(report.sent()).isEqualTo(300);
        assertThat(capture.perSecond()).hasSize(10).containsOnly(30);
        assertThat(capture.batches())
                .allSatisfy(batch -> assertThat(batch.events()).hasSize(3));
    }

    @Test
    void sendsOneAtATimeAtARateOfOne() throws Exception {
        // When
        replay(1, events("events", 4));
        // Then
        assertThat(capture.perSecond()).containsExactly(1, 1, 1, 1);
    }

    @Test
    void sendsFullBatchesAtAHighRate() throws Exception {
        // When
        replay(100_000, events("events", 1_200));
        // Then
        assertThat(capture.batches()).extracting(batch -> batch.events().size()).containsExactly(500, 500, 200);
    }

    @Test
    void keepsTheRateAcrossFiles() throws Exception {
        // When
        replay(10, events("one", 15), events("two", 15));
        // Then
        assertThat(capture.perSecond()).containsExactly(10, 10, 10);
    }

    @Test
    void keepsTheRateAfterAnOutage() throws Exception {
        // Given
        capture.failAfter(1, 503, 8);
        // When
        var report = replay(30, events("events", 90));
        // Then
        assertThat(report.retries()).isEqualTo(8);
        assertThat(report.accepted()).isEqualTo(90);
        assertThat(time.seconds()).isGreaterThan(19);
        assertThat(capture.perSecond()).allSatisfy(events -> assertThat(events).isLessThanOrEqualTo(33));
    }

    @Test
    void sendsSmallerRequestsWhereTheTargetTakesNoLargerOnes() throws Exception {
        // Given
        capture.failAfter(0, 413, 2);
        // When
        var report = replay(0, events("events", 8));
        // Then
        assertThat(capture.batches()).extracting(batch -> batch.events().size()).containsExactly(2, 2, 4);
        assertThat(report.rejected()).isEmpty();
        assertThat(report.accepted()).isEqualTo(8);
    }

    @Test
    void saysThatItWasRefusedBeforeAnythingWasSent() throws IOException {
        // Given
        capture.failAfter(0, 401, 1);
        var file = events("events", 2);
        // When
        assertThatThrownBy(() -> replay(0, file))
                // Then
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(capture.uri() + " answered 401: ");
    }

    @Test
    void saysHowToGoOnWhenItIsRefusedOnTheWay() throws IOException {
        // Given
        capture.failAfter(1, 401, 1);
        var file = events("events", 2);
        // When
        assertThatThrownBy(() -> replay(1, file))
                // Then
                .isInstanceOf(ReplayException.class)
                .hasMessageStartingWith("stopped before events.jsonl line 2: ")
                .hasMessageContaining("run the same replay again");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, k, --to=localhost:8080: must be a URL such as http://localhost:8080",
        "ftp://localhost, k, --to=ftp://localhost: must be a URL such as http://localhost:8080",
        "http://localhost:99999, k, --to=http://localhost:99999: must be a URL such as http://localhost:8080",
        "http://localhost:8080, ' ', --write-key: must not be empty"
    })
    void refusesATargetThatCannotBe(URI target, String writeKey, String message) {
        // When
        assertThatThrownBy(() -> new ReplayConfig(target, writeKey, 0, Duration.ZERO))
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void sendsAllAtOnceWithoutARate() throws Exception {
        // When
        replay(0, events("events", 300));
        // Then
        assertThat(capture.batches()).hasSize(1);
        assertThat(time.seconds()).isZero();
    }

    private ReplayReport replay(double rate, Path... files) throws InterruptedException {
        var config = new ReplayConfig(capture.uri(), "key", rate, Duration.ofMinutes(2));
        return new Replay(config, listener, time, ReplayFiles.NONE).run(List.of(files), SEGMENT, Optional.empty());
    }

    private Path events(String name, int number) throws IOException {
        var lines = IntStream.range(0, number)
                .mapToObj(i -> "{\"type\":\"track\",\"event\":\"Viewed\",\"userId\":\"u" + i + "\"}")
                .collect(Collectors.joining("\n"));
        return Files.writeString(folder.resolve(name + ".jsonl"), lines);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
