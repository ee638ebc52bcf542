package dev.rapport.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StorageFaultTest {
    @TempDir
    Path stateDir;

    @Test
    void saysThatDamagedStateMayBeDeleted() {
        // Given
        var error = new StreamsException(new ProcessorStateException(
                "Error opening store profile-by-customer at location " + stateDir,
                new IOException("Corruption: block checksum mismatch: stored = 1, computed = 2")));
        // When
        var described = StorageFault.describe(error, stateDir);
        // Then
        assertThat(described)
                .hasMessage("the local state in " + stateDir
                        + " cannot be used (Corruption: block checksum mismatch: stored = 1, computed = 2): delete that"
                        + " folder and start again, it is rebuilt from Kafka and nothing is lost")
                .hasCause(error);
    }

    @Test
    void saysThatTheDiskIsFull() {
        // Given
        var error = new ProcessorStateException("Error flushing", new IOException("IO error: No space left on device"));
        // When
        var described = StorageFault.describe(error, stateDir);
        // Then
        assertThat(described)
                .hasMessage("the disk of " + stateDir + " is full: make room and start again, nothing is lost");
    }

    @Test
    void saysThatTheFolderIsGone() {
        // Given
        var gone = stateDir.resolve("gone");
        var error = new ProcessorStateException("Error flushing", new IOException("No such file or directory"));
        // When
        var described = StorageFault.describe(error, gone);
        // Then
        assertThat(described).message().startsWith("the folder of local state " + gone + " was removed");
    }

    @Test
    void saysThatALogOfKafkasIsDamagedAndStateIsNot() {
        // Given
        var error = new StreamsException(new KafkaException(
                "Record batch for partition rapport.events.captured.v1-0 at offset 17 is invalid, cause: Record is corrupt",
                new CorruptRecordException("Record is corrupt")));
        // When
        var described = StorageFault.describe(error, stateDir);
        // Then
        assertThat(described)
                .message()
                .contains(
                        "a log of Kafka is damaged", "rapport.events.captured.v1-0 at offset 17", "loses these events")
                .hasLineCount(1);
    }

    @Test
    void leavesOtherErrorsAsTheyAre() {
        // Given
        var error = new StreamsException(new TimeoutException("no answer"));
        // When, Then
        assertThat(StorageFault.describe(error, stateDir)).isSameAs(error);
    }
}
