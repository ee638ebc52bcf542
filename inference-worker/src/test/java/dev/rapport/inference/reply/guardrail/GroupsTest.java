package dev.rapport.inference.reply.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GroupsTest {
    @ParameterizedTest
    @CsvSource({
        "from AB1234C on, 1234, AB1234C",
        "it is 12.50., 50, 12.50",
        "第1234号, 1234, 1234",
        "order 422-4408270-5392347!, 4408270, 422-4408270-5392347",
        "order 4711-A., 4711, 4711-A",
        "order 4711-related, 4711, 4711",
        "the order-4711, 4711, 4711",
        "4711-, 4711, 4711",
    })
    void growsToAllGroups(String text, String part, String whole) {
        var start = text.indexOf(part);
        assertThat(Groups.around(text, start, start + part.length())).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({
        "order 422-4408270, 4408270, true",
        "order 422-4408270, 422, false",
        "use SAVE20-VIP, SAVE20, false",
        "use SAVE20-VIP码, SAVE20, false",
        "SAVE20-only today, SAVE20, true",
        "order 47110, 4711, false",
        "order 04711, 4711, false",
    })
    void knowsTheLastGroups(String text, String part, boolean isLast) {
        var start = text.indexOf(part);
        assertThat(Groups.standsLast(text, start, start + part.length())).isEqualTo(isLast);
    }
}
