package dev.rapport.runtime.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({"512,512", "512B,512", "32KiB,32768", "64 mib,67108864", "1GiB,1073741824", "0,0"})
    void readsSizes(String text, long bytes) {
        assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-1", "1.5MiB", "64MB", "999999999999999999GiB"})
    void refusesOtherForms(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSize.parse(text))
                .withMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0B", "1000B", "3KiB", "64MiB", "2GiB"})
    void writesWhatItReads(String text) {
        assertThat(ByteSize.parse(text)).hasToString(text);
    }

    @Test
    void refusesNegativeSize() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ByteSize(-1));
    }
}
