package dev.rapport.runtime.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KNOWN = List.of("audience", "channel", "cap", "trigger", "language");

    @ParameterizedTest
    @CsvSource({
        "audiance, audience",
        "chanel, channel",
        "Channel, channel",
        "tirgger, trigger",
        "cpa, cap",
        "langauge, language"
    })
    void findsWhatWasMeant(String typed, String meant) {
        assertThat(Nearest.of(typed, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"x", "colour", "ca", "audiencesegment"})
    void doesNotGuessWhatIsFar(String typed) {
        assertThat(Nearest.of(typed, List.of("audience", "language", "trigger")))
                .isEmpty();
        assertThat(Nearest.hint(typed, List.of("audience"))).isEmpty();
    }
}
