package dev.rapport.inference.reply.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LooksPersonalTest {
    @Test
    void findsAddressesNumbersAndCodes() {
        assertThat(LooksPersonal.in(
                        "Ana (ana@mail.example, +49 30 123456) paid 1299000.00 VND with code SAVE20 on 2026-11-21"
                                + " for order #10023, parcel 00340434161094."))
                .containsExactlyInAnyOrder("ana@mail.example", "+49 30 123456", "SAVE20", "10023", "00340434161094");
    }

    @Test
    void findsNothingInPlainText() {
        assertThat(LooksPersonal.in("Hi Ana! The Ceramic Mug is yours for 12.50 USD until 30 November."))
                .isEmpty();
    }
}
