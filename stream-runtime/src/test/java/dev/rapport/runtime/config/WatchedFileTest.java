package dev.rapport.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WatchedFileTest {
    @TempDir
    private Path folder;

    private Path file;
    private final AtomicInteger refused = new AtomicInteger();

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("number"), "1");
    }

    @Test
    void readsTheFileAgainWhenItHasChanged() throws IOException {
        // Given
        var watched = open();
        write("20", 1);
        // When
        watched.look();
        // Then
        assertThat(watched.current()).isEqualTo(20);
        assertThat(refused).hasValue(0);
    }

    @Test
    void keepsWhatWasInForceWhileTheFileCannotBeUsed() throws IOException {
        // Given
        var watched = open();
        write("half", 1);
        // When
        watched.look();
        // Then
        assertThat(watched.current()).isEqualTo(1);
    }

    @Test
    void keepsWhatWasInForceWhileThereIsNoFile() throws IOException {
        // Given
        var watched = open();
        Files.delete(file);
        // When
        watched.look();
        // Then
        assertThat(watched.current()).isEqualTo(1);
        assertThat(refused).hasValue(1);
    }

    @Test
    void tellsOnceOfAVersionThatCannotBeUsed() throws IOException {
        // Given
        var watched = open();
        write("half", 1);
        watched.look();
        // When
        watched.look();
        // Then
        assertThat(refused).hasValue(1);
    }

    @Test
    void tellsOfTheNextVersionThatCannotBeUsed() throws IOException {
        // Given
        var watched = open();
        write("half", 1);
        watched.look();
        write("another half", 2);
        // When
        watched.look();
        // Then
        assertThat(refused).hasValue(2);
    }

    @Test
    void readsAFileThatCouldNotBeUsedAgainThoughItsTimeIsTheSame() throws IOException {
        // Given
        var watched = open();
        write("half", 1);
        watched.look();
        write("2222", 1);
        // When
        watched.look();
        // Then
        assertThat(watched.current()).isEqualTo(2_222);
    }

    @Test
    void leavesAFileAloneThatWasWrittenJustNow() throws IOException {
        // Given
        var now = Instant.parse("2026-05-04T10:00:00Z");
        var watched = WatchedFile.open(file, Integer::valueOf, refused::incrementAndGet, () -> now);
        write("2", now.minusMillis(100).toEpochMilli());
        // When
        watched.look();
        // Then
        assertThat(watched.current()).isEqualTo(1);
        assertThat(refused).hasValue(0);
    }

    @Test
    void readsAFileOfALaterClock() throws IOException {
        // Given
        var now = Instant.parse("2026-05-04T10:00:00Z");
        var watched = WatchedFile.open(file, Integer::valueOf, refused::incrementAndGet, () -> now);
        write("2", now.plusSeconds(60).toEpochMilli());
        // When
        watched.look();
        // Then
        assertThat(watched.current()).isEqualTo(2);
    }

    @Test
    void refusesToStartWithAFileThatCannotBeUsed() throws IOException {
        // Given
        write("half", 1);
        // When
        assertThatIllegalArgumentException()
                .isThrownBy(this::open)
                // Then
                .withMessageStartingWith(file + ": ");
    }

    private WatchedFile<Integer> open() {
        return WatchedFile.open(file, Integer::valueOf, refused::incrementAndGet);
    }

    private void write(String text, long modifiedMillis) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(modifiedMillis));
    }
}
