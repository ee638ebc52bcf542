package dev.rapport.inference.reply.guardrail;

import static dev.rapport.inference.reply.guardrail.TestingTexts.aPromptOf;
import static dev.rapport.inference.reply.guardrail.TestingTexts.verdicts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.schemas.FitCheck;
import dev.rapport.schemas.Prompt;
import dev.rapport.schemas.ReplyRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FitTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            it arrived with a crack in it, i want a new one | Hi Ana, I am sorry that your mug arrived cracked. A replacement is on its way.
            do you ship to Iceland                          | Yes, we ship to Iceland.
            我的杯子到货时有裂痕                              | 很抱歉，杯子有裂痕，我们马上为您补发。
            """)
    void passesAnswersThatTakeUpTheRequest(String request, String answer) {
        assertThat(verdicts(asked(request), answer)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            it arrived with a crack in it, i want a new one | Hi Ana, your refund for order SO-47116 will reach you within five days.
            does it ship to Iceland                         | Hi Ana, you can change your password in your account.
            wrong company on the invoice                    | Hi Ana, your order SO-47116 is on its way.
            ??                                              | Hi Ana, your order SO-47116 is on its way.
            我的杯子到货时有裂痕                              | 您好，您的订单正在配送途中。
            """)
    void withholdsAnswersToAnotherRequest(String request, String answer) {
        assertThat(verdicts(asked(request), answer)).containsExactly(Verdict.UNVERIFIED);
    }

    @Test
    void withholdsWhateverOnlyAPersonCanJudge() {
        // Given
        var prompt = asked("where is my parcel").setRules(rules(FitCheck.REVIEW, List.of()));
        // Then
        assertThat(verdicts(prompt, "Your parcel is on its way.")).containsExactly(Verdict.UNVERIFIED);
    }

    @Test
    void passesWhatACampaignTakesUponItself() {
        // Given
        var prompt = asked("where is my parcel").setRules(rules(FitCheck.REVIEW, List.of("unverified")));
        // Then
        assertThat(verdicts(prompt, "Your parcel is on its way.")).isEmpty();
    }

    private static Prompt.Builder asked(String request) {
        var language = request.codePoints().anyMatch(Character::isIdeographic) ? "zh" : "en";
        return aPromptOf(language, "task: support\nname: Ana\norder: SO-47116\nrequest: " + request + "\nreply:")
                .setRules(rules(FitCheck.REQUEST, List.of()));
    }

    private static ReplyRules rules(FitCheck fit, List<String> off) {
        return ReplyRules.newBuilder().setFit(fit).setAllowed(off).build();
    }
}
