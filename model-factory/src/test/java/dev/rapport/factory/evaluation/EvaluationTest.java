package dev.rapport.factory.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.factory.evaluation.Evaluation.Result;
import dev.rapport.factory.evaluation.Evaluation.Sample;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final Evaluation AFTER = evaluation(7, true);

    @Test
    void writesItselfAsJson() throws JsonProcessingException {
        // When
        var json = new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(AFTER.with("intents", 0.9)));
        // Then
        var scores = json.at("/results/0/scores");
        assertThat(scores.at("/verbatim/name").asDouble()).isEqualTo(0.5);
        assertThat(scores.at("/complete").asDouble()).isEqualTo(0.5);
        assertThat(json.at("/measures/intents").asDouble()).isEqualTo(0.9);
        assertThat(json.at("/samples/0/greedy").asText()).isEqualTo(" Hi!");
    }

    @Test
    void putsTheModelBeforeTrainingBesideTheModelAfterIt() {
        // When
        var both = AFTER.withBefore(evaluation(7, false));
        // Then
        assertThat(both.scores(Evaluation.BEFORE, "offer", "en"))
                .get()
                .satisfies(scores -> assertThat(scores.complete()).isZero());
        assertThat(both.scores(Evaluation.GREEDY, "offer", "en"))
                .get()
                .satisfies(scores -> assertThat(scores.complete()).isEqualTo(0.5));
        assertThatThrownBy(() -> AFTER.withBefore(evaluation(8, true))).hasMessageContaining("same prompts");
    }

    @Test
    void drawsTables() {
        // When
        var markdown = AFTER.with("intents", 0.9).markdown();
        var terminal = AFTER.terminal();
        // Then
        assertThat(markdown)
                .contains("| greedy | offer | en | 2 | 50.0 | – | – | – | – | – | 50.0 | 50.0 |")
                .contains("intents: 0.900")
                .contains("- greedy: Hi!\n- drawn: Hello!");
        assertThat(terminal).contains("greedy  offer  en").doesNotContain("|", "NaN");
        assertThat(terminal.lines()
                        .filter(line -> line.startsWith("greedy"))
                        .map(String::length)
                        .distinct())
                .hasSizeLessThanOrEqualTo(2);
    }

    private static Evaluation evaluation(long seed, boolean right) {
        var tally = new Tally();
        tally.add(new Findings(Set.of("name"), Set.of(), false, false, false, false, true), 10);
        tally.add(
                new Findings(Set.of("name"), right ? Set.of("name") : Set.of(), false, false, false, false, true), 20);
        return new Evaluation(
                2,
                seed,
                List.of(new Result(Evaluation.GREEDY, "offer", "en", tally.scores())),
                Map.of(),
                List.of(new Sample("offer", "en", "task: offer\nreply:", " Hi!", List.of(" Hello!"))));
    }
}
