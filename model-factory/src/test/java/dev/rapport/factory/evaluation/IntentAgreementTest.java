package dev.rapport.factory.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rapport.factory.corpus.Intent;
import dev.rapport.factory.corpus.LabelledRequests;
import dev.rapport.factory.corpus.LabelledRequests.Request;
import dev.rapport.factory.corpus.Language;
import dev.rapport.factory.corpus.SupportReplies;
import dev.rapport.tuning.pair.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IntentAgreementTest {
    private static final List<Intent> INTENTS =
            List.of(Intent.CANCEL_ORDER, Intent.RECOVER_PASSWORD, Intent.TRACK_REFUND, Intent.REVIEW);

    @Test
    void givesFullCreditToRepliesOfTheRightIntent() {
        // When
        var score = IntentAgreement.measure(answering(Function.identity()), requests());
        // Then
        assertThat(score.requests()).isEqualTo(40);
        assertThat(score.judge().share()).isGreaterThan(0.97);
        assertThat(score.judge().ceiling()).isGreaterThan(0.97);
        assertThat(score.byIntent()).containsOnlyKeys("cancel_order", "recover_password", "track_refund", "review");
    }

    @Test
    void givesCreditForNothingElse() {
        // When
        var score = IntentAgreement.measure(answering(intent -> Intent.REVIEW), requests());
        // Then
        assertThat(score.judge().share()).isCloseTo(0.25, within(0.03));
        assertThat(score.byIntent()).containsEntry("track_refund", 0.0);
    }

    @Test
    void asksASecondJudgeWhoKnowsOnlyTheAnswersOfOthers() {
        // Given
        var requests = requests();
        var training = requests.evaluation().stream()
                .map(request -> new Request(
                        request.text(),
                        request.intent(),
                        Optional.of("We deal with " + request.intent().code().replace('_', ' ') + " at once.")))
                .toList();
        // When
        var score = IntentAgreement.measure(
                prompts -> prompts.stream()
                        .map(prompt -> prompt.contains("password") ? "About your password" : "Your refund")
                        .toList(),
                new LabelledRequests(training, requests.evaluation()));
        // Then
        assertThat(score.independent())
                .hasValueSatisfying(judged -> assertThat(judged.share()).isCloseTo(0.5, within(0.01)));
    }

    @Test
    void refusesAFileWithoutRequestsToEvaluate() {
        assertThatThrownBy(() -> IntentAgreement.measure(prompts -> prompts, LabelledRequests.NONE))
                .hasMessageContaining("no requests");
    }

    private static LabelledRequests requests() {
        var requests = new ArrayList<Request>();
        for (var i = 0; i < 10; i++) {
            for (var intent : INTENTS) {
                requests.add(new Request(intent.code().replace('_', ' ') + " " + i, intent));
            }
        }
        return new LabelledRequests(List.of(), requests);
    }

    /** Replies like a model that understands every request as this intent. */
    private static Function<List<String>, List<String>> answering(Function<Intent, Intent> understood) {
        return prompts -> prompts.stream()
                .map(prompt -> INTENTS.stream()
                        .filter(intent -> prompt.contains(intent.code().replace('_', ' ')))
                        .flatMap(intent -> Stream.of(understood.apply(intent)))
                        .flatMap(intent ->
                                SupportReplies.samples(intent, Language.ENGLISH, Split.EVALUATION, 1, prompt.hashCode())
                                        .stream())
                        .findFirst()
                        .orElseThrow())
                .toList();
    }
}
