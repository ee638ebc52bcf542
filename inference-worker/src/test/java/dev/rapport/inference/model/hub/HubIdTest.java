package dev.rapport.inference.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "openai-community/gpt2", "a/b", "Foo-BAR_foo.bar123", "x"})
    void takesWhatTheHubTakes(String text) {
        assertThat(HubId.of(text))
                .hasValueSatisfying(id -> assertThat(id.folder()).doesNotContain("/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "..", "../x", "a/../b", "a/..", "/a", "a/", "a/b/c", "a--b", "a..b", ".a", "a.", "-a", "a b",
                "a\\b", "a%2Fb", "a?b", "a#b", "a.git", "ä", "a\nb"
            })
    void refusesWhatCouldLeaveTheCache(String text) {
        assertThat(HubId.of(text)).isEmpty();
        assertThat(HubId.of("a".repeat(97))).isEmpty();
    }
}
