package dev.rapport.factory.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromptTextTest {
    @Test
    void writesTheDocumentedFormat() {
        // When
        var prompt = PromptText.of("recommend")
                .with("language", "en")
                .with("tone", "friendly")
                .with("name", "Ana")
                .with("product", "Ceramic Mug")
                .with("brand", "")
                .with("price", "12.50 USD")
                .with("because", "viewed Ceramic Teapot")
                .toString();
        // Then
        assertThat(prompt).isEqualTo("""
                        task: recommend
                        language: en
                        tone: friendly
                        name: Ana
                        product: Ceramic Mug
                        price: 12.50 USD
                        because: viewed Ceramic Teapot
                        reply:""");
    }
}
