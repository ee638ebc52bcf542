package dev.rapport.factory.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Results on prompts whose values were never trained on. Writes itself as JSON by its components.
 *
 * @param promptsPerLanguage number of prompts in each language, tasks in equal parts
 * @param seed     of prompts and draws; the same seed asks every model the same
 * @param results  by writer, task and language, in the order of a table
 * @param measures of other kinds, by name
 * @param samples  the first prompts of each task and language with their replies, not chosen
 */
public record Evaluation(
        int promptsPerLanguage, long seed, List<Result> results, Map<String, Double> measures, List<Sample> samples) {
    /** Likeliest tokens all the way. */
    public static final String GREEDY = "greedy";
    /** The likeliest of three replies drawn at temperature 0.8. */
    public static final String DRAWN = "best of three";
    /** No model: one fixed text a task, with the values filled in. */
    public static final String TEMPLATE = "fixed text";
    /** Greedy replies of the model before it was trained. */
    public static final String BEFORE = "before training";
    /** Stands for all tasks together. */
    public static final String ALL_TASKS = "all";

    /** Scores of one way to write, on one task (or {@link #ALL_TASKS}) in one language. */
    public record Result(String writer, String task, String language, Scores scores) {}

    /**
     * A prompt with its replies.
     *
     * @param drawn three of them, likeliest first
     */
    public record Sample(String task, String language, String prompt, String greedy, List<String> drawn) {}

    public Evaluation {
        results = List.copyOf(results);
        measures = Map.copyOf(measures);
        samples = List.copyOf(samples);
    }

    /**
     * Scores of one row.
     *
     * @param language ISO 639-1
     */
    public Optional<Scores> scores(String writer, String task, String language) {
        return results.stream()
                .filter(result -> result.writer().equals(writer)
                        && result.task().equals(task)
                        && result.language().equals(language))
                .map(Result::scores)
                .findFirst();
    }

    /** With another measure beside the scores, such as the share of intents that were understood. */
    public Evaluation with(String measure, double value) {
        var more = new LinkedHashMap<>(measures);
        more.put(measure, value);
        return new Evaluation(promptsPerLanguage, seed, results, more, samples);
    }

    /** With the greedy replies of the model before training as {@link #BEFORE}; both must be of the same prompts. */
    public Evaluation withBefore(Evaluation before) {
        if (before.seed != seed || before.promptsPerLanguage != promptsPerLanguage) {
            throw new IllegalArgumentException("the two evaluations must be of the same prompts");
        }
        var both = new ArrayList<>(results);
        before.results.stream()
                .filter(result -> result.writer().equals(GREEDY))
                .map(result -> new Result(BEFORE, result.task(), result.language(), result.scores()))
                .forEach(both::add);
        return new Evaluation(promptsPerLanguage, seed, both, measures, samples);
    }

    /** For a terminal: the tables in columns of equal width, without samples. */
    public String terminal() {
        return EvaluationText.terminal(this);
    }

    /** For a model card: a section of Markdown with samples. */
    public String markdown() {
        return EvaluationText.markdown(this);
    }
}
