package dev.rapport.inference.reply.guardrail;

import static dev.rapport.inference.reply.guardrail.TestingTexts.aPromptOf;
import static dev.rapport.inference.reply.guardrail.TestingTexts.verdicts;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PersonalDataTest {
    private static final String GIVEN = "Ana (Ana@mail.example, tel. +49 30 123456) asks about parcel 00340434161094"
            + " and RR123456789DE. Office: +1-555-123-4567, maria.bell@mail.example.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "We wrote to ana@mail.example.",
                "We will call you under +49-30-123456.",
                "Parcel 0034 0434 1610 94 is on its way.",
                "On 2026-11-21, between 9 and 17.",
                "Made in 1998 and 2004, 12 x 300 x 400 mm, now 1000000 times sold? 999999!",
                "It costs 1234567.00 KRW.",
                "我们会在 2026年11月21日 送达。",
                "Follow us @rapport.",
                "Parcel RR123456789DE is on its way.",
                "Call (555) 123-4567 now.",
                "Ruf an: 0 30 / 12 34 56.",
                "On 01.02.2026 09:30, or 01-02-2026 11-30.",
                "From 08.30-17.00, sizes 04 06 08 10.",
                "Sizes 36 37 38 39 40 41, 12 34 56 78 pcs.",
                "Lotto 01 12 23 34.",
                "ISO 9001 2015, models 06 07 08.",
                "Numbers 01 299 and 01 199.",
            })
    void passesWhatThePromptGave(String text) {
        var prompt = aPromptOf("other", GIVEN + " 1000000, 1234567.00 KRW");
        assertThat(verdicts(prompt, text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write to john.doe@mail.example.",
                "Call 555-123-4568 now.",
                "Call (030) 123-4567 now.",
                "Call +1 415 555 2671.",
                "请致电 400-820-8820。",
                "请致电 138 1234 5678。",
                "我的手机是13812345678。",
                "Card 4111 1111 1111 1111.",
                "Card 4111111111111111.",
                "IBAN DE89 3704 0044 0532 0130 00.",
                "Passport ４７１１０８１５.",
                "Write to bell@mail.example.",
                "Write to na@mail.example.",
                "Parcel 0034043416109.",
                "Parcel 40434161094.",
                "Parcel RR123456789D.",
                "Parcel 123456789.",
                "Call +49 30 1234.",
                "Call +1-555-123.",
                "Card 1111 1111 1111.",
                "Appelez le 06 12 34 56 78.",
                "Appelez le 01.42.68.53.00.",
                "Ruf an: 089 / 12 34 56.",
                "Ruf an: 030 901820.",
                "Tel. 0664 12 34 567.",
                "Call 07700 900123.",
                "Bel 06-12345678.",
                "Llama al 91 123 45 67.",
                "Zadzwoń 22 123 45 67.",
                "Telefon 044 668 18 00.",
                "03-1234-5678",
            })
    void failsWhatItDidNot(String text) {
        assertThat(verdicts(aPromptOf("other", GIVEN), text)).contains(Verdict.PERSONAL_DATA);
    }
}
