package dev.rapport.factory.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.tuning.pair.Split;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReplyComposerTest {
    private static final Phrasebook PHRASES = Phrasebook.named("reply-composer-test.txt");

    @Test
    void speaksOnlyOfWhatIsKnown() {
        // Given
        var slots = new Slots(Split.TRAINING, new SplittableRandom(1));
        var values = Map.of("name", "Ana", "product", "Mug");
        for (var i = 0; i < 100; i++) {
            // When
            var example = new ReplyComposer(PHRASES, Language.ENGLISH, values, slots)
                    .say("greeting", "name")
                    .say("pick")
                    .sayIfKnown("price", "cost")
                    .example(PromptText.of("test").with(values, "name", "product"), Set.of());
            // Then
            assertThat(example.replyText()).isIn(" Hi Ana! Try the Mug.", " Hello Ana! Try the Mug.");
            assertThat(example.expected()).isEqualTo(values);
        }
    }

    @Test
    void mentionsWhatItMust() {
        // Given
        var slots = new Slots(Split.TRAINING, new SplittableRandom(1));
        var values = Map.of("name", "王芳", "product", "Mug", "brand", "Lumora", "price", "5 EUR");
        for (var i = 0; i < 100; i++) {
            // When
            var example = new ReplyComposer(PHRASES, Language.CHINESE, values, slots)
                    .say("greeting", "name")
                    .say("cost", "price", "brand")
                    .example(PromptText.of("test"), Set.of("brand"));
            // Then
            assertThat(example.replyText()).endsWith("Only 5 EUR by Lumora.");
            assertThat(example.expected()).containsOnlyKeys("name", "price");
        }
    }

    @Test
    void failsWhenNoPhraseFits() {
        // Given
        var slots = new Slots(Split.TRAINING, new SplittableRandom(1));
        var composer = new ReplyComposer(PHRASES, Language.ENGLISH, Map.of(), slots);
        // When, Then
        assertThatThrownBy(() -> composer.say("cost")).hasMessageContaining("reply-composer-test.txt");
    }
}
