package dev.rapport.quickstart.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptFormatTest {
    private static final String RECOMMEND = "task: recommend\nlanguage: en\nname: Ana\nproduct: Ceramic Mug\nreply:";

    @ParameterizedTest
    @ValueSource(
            strings = {
                RECOMMEND,
                RECOMMEND + "\n",
                "task: support\nlanguage: zh\nrequest: 我的杯子在哪里？\nreply:",
                "task: post\nlanguage: en\nprice: 39.90 EUR\nreply:"
            })
    void saysNothingOfPromptsInTheFormat(String prompt) {
        assertThat(PromptFormat.hint(List.of(prompt))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello",
                "Recommend a lamp to Ada.",
                "task: recommend",
                RECOMMEND + " ",
                "task: translate\nlanguage: en\nreply:",
                "task: recommend\nlanguage: de\nproduct: Lampe\nreply:",
                "task: recommend\r\nlanguage: en\r\nreply:",
                "task: recommend\nlanguage: en\nname:\nreply:"
            })
    void saysWhereTheFormatIsDocumented(String prompt) {
        assertThat(PromptFormat.hint(List.of(prompt)))
                .isEqualTo("the prompt is not in the bundled model's format, and it writes well from no other:"
                        + " docs/prompt-format.md");
    }

    @Test
    void countsThemWhereThereAreSeveral() {
        assertThat(PromptFormat.hint(List.of("Hello", RECOMMEND, "Hi"))).startsWith("2 of 3 prompts are not in ");
    }
}
