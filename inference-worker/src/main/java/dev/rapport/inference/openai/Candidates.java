package dev.rapport.inference.openai;

import dev.rapport.inference.generation.Ranking;
import dev.rapport.inference.openai.CallOutcome.Answer;
import dev.rapport.inference.openai.CallOutcome.Choice;
import dev.rapport.inference.text.GeneratedCandidate;
import java.util.ArrayList;
import java.util.List;

/** Makes ranked candidates of what a server wrote. Pure. */
final class Candidates {
    private Candidates() {}

    /** Highest score first; those without a score come last, in the order they came in. */
    static List<GeneratedCandidate> of(List<Answer> answers) {
        var candidates = new ArrayList<GeneratedCandidate>();
        for (var answer : answers) {
            for (int n = 0; n < answer.choices().size(); n++) {
                candidates.add(candidate(answer, n));
            }
        }
        return Ranking.ranked(candidates, candidate -> candidate.isScored() ? candidate.score() : -Double.MAX_VALUE);
    }

    private static GeneratedCandidate candidate(Answer answer, int n) {
        var choice = answer.choices().get(n);
        var told = choice.logProbabilities();
        var sum = told.isEmpty()
                ? Double.NaN
                : told.stream().mapToDouble(Double::doubleValue).sum();
        return new GeneratedCandidate(
                choice.text(), List.of(), tokens(answer, n), sum, sum / told.size(), choice.finishReason());
    }

    /** Of a single choice the server's own count; of several, which it counts together, the tokens that it reports. */
    private static int tokens(Answer answer, int n) {
        var choices = answer.choices();
        if (choices.size() == 1 && answer.newTokens() > 0) {
            return answer.newTokens();
        }
        if (choices.stream().map(Choice::logProbabilities).noneMatch(List::isEmpty)) {
            return choices.get(n).logProbabilities().size();
        }
        // An equal share, so that the sum is right.
        return answer.newTokens() / choices.size() + (n < answer.newTokens() % choices.size() ? 1 : 0);
    }
}
