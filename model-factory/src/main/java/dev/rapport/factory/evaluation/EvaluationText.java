package dev.rapport.factory.evaluation;

import dev.rapport.factory.evaluation.Evaluation.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An evaluation for people: the same tables for a terminal and for a model card. */
final class EvaluationText {
    private static final List<String> FIELDS = List.of("name", "product", "price", "discount", "code", "order");
    private static final String NONE = "–";

    private EvaluationText() {}

    /** Columns of equal width. */
    static String terminal(Evaluation evaluation) {
        return "Right, in %:\n" + columns(copying(evaluation)) + "\nWrong in %, and how it reads:\n"
                + columns(reading(evaluation)) + measures(evaluation);
    }

    static String markdown(Evaluation evaluation) {
        return "## Results\n\n" + how(evaluation)
                + "\nRepeated verbatim, in % of the replies that must; *all* is every value of a reply, *sendable* is all, nothing"
                + " invented or corrupted, and past the guardrails:\n\n"
                + rows(copying(evaluation))
                + "\nReplies in % that invent a price, a discount, a code or another number, or hold a corrupted word; that pass the"
                + " guardrails; and how they read:\n\n"
                + rows(reading(evaluation))
                + measures(evaluation)
                + samples(evaluation);
    }

    private static String how(Evaluation evaluation) {
        return String.format(
                Locale.ROOT, """
                %d prompts a language, tasks in equal parts, from the same generator as the training, but with names, brands,
                product words and codes that are never trained on (a hash keeps them apart; colours, materials and the like
                occur in both). Greedy replies, the likeliest of three drawn at temperature 0.8, and fixed texts with the
                values filled in, as a campaign sends without a model. One run, one seed: with %1$d replies a share is good to
                about %.0f points.
                """, evaluation.promptsPerLanguage(), 100 / Math.sqrt(evaluation.promptsPerLanguage()));
    }

    private static List<List<String>> copying(Evaluation evaluation) {
        var table = new ArrayList<List<String>>();
        var head = new ArrayList<>(List.of("writer", "task", "language", "replies"));
        head.addAll(FIELDS);
        head.addAll(List.of("all", "sendable"));
        table.add(head);
        for (var result : evaluation.results()) {
            var scores = result.scores();
            var row = beginning(result);
            row.add(String.valueOf(scores.replies()));
            for (var field : FIELDS) {
                var share = scores.verbatim(field);
                row.add(share.isPresent() ? percent(share.getAsDouble()) : NONE);
            }
            row.add(percent(scores.complete()));
            row.add(percent(scores.sendable()));
            table.add(row);
        }
        return table;
    }

    private static List<List<String>> reading(Evaluation evaluation) {
        var table = new ArrayList<List<String>>();
        table.add(List.of(
                "writer",
                "task",
                "language",
                "price",
                "discount",
                "code",
                "corrupted",
                "passing",
                "tokens",
                "distinct-2",
                "perplexity"));
        for (var result : evaluation.results()) {
            var scores = result.scores();
            var row = beginning(result);
            row.add(percent(scores.inventedPrice()));
            row.add(percent(scores.inventedDiscount()));
            row.add(percent(scores.inventedCode()));
            row.add(percent(scores.corrupted()));
            row.add(percent(scores.passing()));
            row.add(number("%.0f", scores.tokens()));
            row.add(number("%.2f", scores.distinctPairs()));
            row.add(number("%.2f", scores.perplexity()));
            table.add(row);
        }
        return table;
    }

    private static List<String> beginning(Result result) {
        return new ArrayList<>(List.of(result.writer(), result.task(), result.language()));
    }

    private static String percent(double share) {
        return number("%.1f", 100 * share);
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, format, value);
    }

    private static String columns(List<List<String>> table) {
        var widths = new int[table.get(0).size()];
        for (var row : table) {
            for (var i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        var text = new StringBuilder();
        for (var row : table) {
            for (var i = 0; i < widths.length; i++) {
                text.append(String.format(i < 3 ? "%-" + widths[i] + "s  " : "%" + widths[i] + "s  ", row.get(i)));
            }
            text.setLength(text.length() - 2);
            text.append('\n');
        }
        return text.toString();
    }

    private static String rows(List<List<String>> table) {
        var text = new StringBuilder();
        for (var row : table) {
            text.append("| ").append(String.join(" | ", row)).append(" |\n");
            if (row == table.get(0)) {
                text.append("|---".repeat(row.size())).append("|\n");
            }
        }
        return text.toString();
    }

    private static String measures(Evaluation evaluation) {
        return new TreeMap<>(evaluation.measures())
                .entrySet().stream()
                        .map(measure ->
                                String.format(Locale.ROOT, "%n%s: %.3f%n", measure.getKey(), measure.getValue()))
                        .collect(Collectors.joining());
    }

    private static String samples(Evaluation evaluation) {
        var text = new StringBuilder("\n## Samples\n\nThe first prompts of the evaluation, not chosen.\n");
        for (var sample : evaluation.samples()) {
            text.append("\n```text\n").append(sample.prompt().stripTrailing()).append("\n```\n\n");
            text.append("- greedy:").append(sample.greedy()).append('\n');
            sample.drawn()
                    .forEach(reply -> text.append("- drawn:").append(reply).append('\n'));
        }
        return text.toString();
    }
}
