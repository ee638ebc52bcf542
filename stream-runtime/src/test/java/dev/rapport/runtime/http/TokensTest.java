package dev.rapport.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.schemas.id.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokensTest {
    @Test
    void knowsATokenByItselfAndByItsHash() {
        // Given
        var text = "# who may read\n\nanna review a-token-of-anna-1\nbot operate sha256:"
                + Sha256.hex("a-token-of-the-bot") + "\n";
        // When
        var tokens = Tokens.parse(text);
        // Then
        assertThat(tokens.holderOf("a-token-of-anna-1")).contains(new Tokens.Holder("anna", Role.REVIEW));
        assertThat(tokens.holderOf("a-token-of-the-bot")).contains(new Tokens.Holder("bot", Role.OPERATE));
        assertThat(tokens.holderOf(Sha256.hex("a-token-of-the-bot"))).isEmpty();
        assertThat(tokens.holderOf("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anna read|line 1: expected a name, a role and a token",
                "anna rule a-token-of-anna-1|line 1: a role must be read, review or operate",
                "anna capture a-token-of-anna-1|line 1: capture has write keys instead, see ingestion.capture.write-keys",
                "anna read short|line 1: a token must have at least 16 characters",
                "anna read sha256:12|line 1: sha256: must be followed by 64 hexadecimal digits",
                "a/b read a-token-of-anna-1|line 1: a name has at most 64 letters, digits and . _ @ -",
                "#|no token in it"
            })
    void namesTheRuleThatALineBreaks(String text, String problem) {
        // When, Then
        assertThatThrownBy(() -> Tokens.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
    }

    @Test
    void refusesATokenAndANameThatAreThereTwice() {
        // Given
        var text = "a read the-same-token-twice\nb operate the-same-token-twice\na read another-token-of-a";
        // When, Then
        assertThatThrownBy(() -> Tokens.parse(text))
                .hasMessage("line 2: the token of another line; line 3: a name must be there once");
    }
}
