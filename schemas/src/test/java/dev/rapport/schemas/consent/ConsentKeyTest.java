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
        "ada, marketing, '', ada:marketing:",
        "ada, '', email, ada::email",
        "ada, marketing, email, ada:marketing:email",
        "us-east-1, x:marketing, '', us-east-1:x%3Amarketing:",
        "us-east-1:x, marketing, '', us-east-1%3Ax:marketing:",
        "100%, ' Marketing', ' SMS', 100%25:marketing:sms",
        "a%3Ab, marketing, '', a%253Ab:marketing:",
    })
    void writesDifferentConsentsDifferently(String customerId, String purpose, String channel, String text) {
        // Given
        var key = new ConsentKey(customerId, purpose, channel);
        // When, Then
        assertThat(key.text()).isEqualTo(text);
        assertThat(ConsentKey.parse(text)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ada", "ada:marketing", "us-east-1:x:marketing:"})
    void refusesWhatIsNotAKey(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ConsentKey.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"email, ada::email", "' E-mail ', ada:e-mail:", "SMS, ada::sms", "marketing, ada:marketing:"})
    void readsACategoryAsAChannelOrAPurpose(String category, String text) {
        assertThat(ConsentKey.ofCategory("ada", category).text()).isEqualTo(text);
    }

    @Test
    void namesEveryConsentThatATextNeeds() {
        assertThat(ConsentKey.neededFor("ada", "marketing", "E-Mail"))
                .extracting(ConsentKey::text)
                .containsExactly("ada:marketing:", "ada::email", "ada:marketing:email");
        assertThat(ConsentKey.neededFor("ada", "marketing", "pigeon")).hasSize(1 + 2 * Channel.values().length);
    }

    @Test
    void knowsChannelsByTheirCommonNames() {
        assertThat(List.of("E-Mail", "newsletter", "web push", "SMS", "WhatsApp"))
                .allSatisfy(name -> assertThat(Channel.named(name)).isPresent());
        assertThat(Channel.meantBy("pigeon")).containsExactly(Channel.values());
        assertThat(Channel.meantBy("mail")).containsExactly(Channel.EMAIL);
    }
}
