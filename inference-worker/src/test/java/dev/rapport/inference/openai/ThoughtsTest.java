package dev.rapport.inference.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThoughtsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>She wants a lamp.\n</think>\n\nHi Ada!",
                "<think></think>Hi Ada!",
                "<THINKING>a lamp</THINKING> Hi Ada!",
                "<thought>a lamp</thought>Hi Ada!",
                "<reasoning effort=\"low\">a lamp</reasoning>Hi Ada!",
                "<seed:think>a lamp</seed:think>Hi Ada!",
                "<think>one <think>two</think> one</think>Hi Ada!",
                "<think>one</think><think>two</think>Hi Ada!",
                // The prompt's template has opened them.
                "a lamp, so I greet her.</think>\n\nHi Ada!",
                "one</think>two</think>Hi Ada!",
                // Never closed.
                "Hi Ada! <think>was that",
                "[THINK]a lamp[/THINK]Hi Ada!",
                "◁think▷a lamp◁/think▷Hi Ada!",
                "<|START_THINKING|>a lamp<|END_THINKING|>Hi Ada!",
                "<|channel|>analysis<|message|>a lamp<|end|><|start|>assistant<|channel|>final<|message|>Hi Ada!<|return|>",
                "<|channel|>analysis<|message|>a lamp<|end|><|start|>assistant<|channel|>final <|constrain|>text<|message|>Hi Ada!",
                "<|channel|>final<|message|>Hi Ada!<|end|><|start|>assistant",
                "analysisShe wants a lamp.assistantfinalHi Ada!",
            })
    void areTakenOut(String text) {
        assertThat(Thoughts.removedFrom(text).strip()).isEqualTo("Hi Ada!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>She wants a lamp, so",
                "<think>one <think>two</think> Hi Ada!",
                "[THINK]a lamp",
                "◁think▷a lamp",
                "<|channel|>analysis<|message|>a lamp",
                "<|channel|>commentary<|message|>a lamp<|end|>",
                "a lamp</think>",
            })
    void leaveNothingWhereTheyAreAllThereIs(String text) {
        assertThat(Thoughts.removedFrom(text)).isBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " Hi Ada, what do you think? 3 < 4 > 2",
                "Analysis of your taste: a lamp.",
                "I think <b>this</b> [think] is it.",
                "The <thinker> by Rodin.",
                "您觉得怎么样？<3",
            })
    void areNotSeenWhereThereAreNone(String text) {
        assertThat(Thoughts.removedFrom(text)).isEqualTo(text);
    }
}
