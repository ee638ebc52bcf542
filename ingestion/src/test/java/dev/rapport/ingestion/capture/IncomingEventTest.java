package dev.rapport.ingestion.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.EventFlag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IncomingEventTest {
    @ParameterizedTest
    @ValueSource(strings = {"ada", " ada ", "\u00a0ada\u200b", "\ufeffada\n"})
    void losesInvisibleCharactersAroundIdsAndNames(String written) {
        // When
        var event = IncomingEvents.track(written, written);
        // Then
        assertThat(event.name()).isEqualTo("ada");
        assertThat(event.userId()).isEqualTo("ada");
        assertThat(event.flags()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"undefined", "null", "0000-0000", "[object Object]", " "})
    void ignoresAnIdThatIdentifiesNoCustomer(String placeholder) {
        // When
        var event = IncomingEvents.withIds("m", placeholder, "browser");
        // Then
        assertThat(event.userId()).isNull();
        assertThat(event.anonymousId()).isEqualTo("browser");
        assertThat(event.flags()).containsExactly(EventFlag.ID_IGNORED);
    }

    @Test
    void takesAnEmptyTextForAnAbsentOne() {
        // When
        var event = IncomingEvents.withIds("", "", "browser");
        // Then
        assertThat(event.messageId()).isNull();
        assertThat(event.userId()).isNull();
        assertThat(event.flags()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {" m , m", "none, none", "undefined, none", "12345, 12345", "123456, none"})
    void givesRejectionsTheIdThatCanBeUsed(String sent, String expected) {
        // When
        var id = IncomingEvent.usableId(sent, 5);
        // Then
        assertThat(id).isEqualTo(expected);
    }
}
