package dev.rapport.schemas.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsentKeyTest {
    @ParameterizedTest
    @CsvSource({
        "ada, marketing, ada:marketing",
        "us-east-1, x:marketing, us-east-1:x%3Amarketing",
        "us-east-1:x, marketing, us-east-1%3Ax:marketing",
        "100%, ' Marketing', 100%25:marketing",
        "a%3Ab, marketing, a%253Ab:marketing",
    })
    void writesDifferentConsentsDifferently(String customerId, String category, String text) {
        // Given
        var key = new ConsentKey(customerId, category);
        // When, Then
        assertThat(key.text()).isEqualTo(text);
        assertThat(ConsentKey.parse(text)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ada", "us-east-1:x:marketing"})
    void refusesWhatIsNotAKey(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ConsentKey.parse(text));
    }

    @Test
    void knowsChannelsByTheirCommonNames() {
        assertThat(List.of("E-Mail", "newsletter", "web push", "SMS", "WhatsApp"))
                .allSatisfy(name -> assertThat(Channel.named(name)).isPresent());
        assertThat(Channel.meantBy("pigeon")).containsExactly(Channel.values());
        assertThat(Channel.meantBy("mail")).containsExactly(Channel.EMAIL);
    }
}
