package dev.rapport.runtime.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.id.DerivedId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "petra@mail.example",
                " Petra@Mail.Example ",
                "\u00A0petra@mail.example\u200B",
                "pet\u200Bra@mail.example\0",
                "mailto:petra@mail.example",
                "MAILTO:petra@mail.example?subject=Hello",
                "Petra <petra@mail.example>",
                "\"Petra P.\" < petra@mail.example >",
                "<mailto:petra@mail.example>",
            })
    void takesSpellingsOfAnAddressForOne(String written) {
        assertThat(keys(written)).containsExactly(DerivedId.sha256Hex("petra@mail.example"));
    }

    @ParameterizedTest
    @CsvSource({
        "jose\u0301@mail.example, jos\u00E9@mail.example",
        "petra@b\u00FCcher.example, petra@xn--bcher-kva.example",
        "petra@bu\u0308cher.example, petra@B\u00DCCHER.example",
    })
    void takesFormsOfALetterForOne(String one, String other) {
        assertThat(keys(one)).hasSize(1).isEqualTo(keys(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"petra", "@mail.example", "", "mailto:", "Petra <petra>", "<>"})
    void takesNothingElseForAnAddress(String written) {
        assertThat(keys(written)).isEmpty();
    }

    @Test
    void keepsAnAddressWhoseDomainCannotBeOne() {
        assertThat(keys("petra@-.-..example")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "Email", "EMAIL", "E-Mail", "e_mail", "emailAddress", "Email Address"})
    void findsAnAddressByAnySpellingOfItsField(String field) {
        assertThat(Addresses.keysIn(Map.of(field, "petra@mail.example"))).hasSize(1);
    }

    private static List<String> keys(String written) {
        return Addresses.keysIn(Map.of("email", written));
    }
}
