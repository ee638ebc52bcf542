package dev.rapport.runtime.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NodeNamesTest {
    @Test
    void putsTheRootBeforeTheVerb() {
        assertThat(NodeNames.root("enrichment").of("join-profile")).isEqualTo("enrichment-join-profile");
    }
}
