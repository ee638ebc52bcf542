package dev.rapport.factory.evaluation;

import dev.rapport.factory.corpus.Intent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import opennlp.tools.doccat.BagOfWordsFeatureGenerator;
import opennlp.tools.doccat.DoccatFactory;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.doccat.DocumentSample;
import opennlp.tools.doccat.FeatureGenerator;
import opennlp.tools.doccat.NGramFeatureGenerator;
import opennlp.tools.util.CollectionObjectStream;
import opennlp.tools.util.InvalidFormatException;
import opennlp.tools.util.TrainingParameters;

/**
 * Says which intent an English reply belongs to: a maximum entropy classifier over its words and word pairs. Sees replies
 * only, never the request. Not thread-safe.
 */
final class ReplyJudge {
    private static final Pattern NOT_WORDS = Pattern.compile("[^a-z']+");

    private final DocumentCategorizerME categorizer;

    /** @param replies to learn from, by intent; the same ones make the same judge */
    ReplyJudge(Map<Intent, ? extends Collection<String>> replies) {
        var samples = replies.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(reply -> new DocumentSample(entry.getKey().code(), words(reply))))
                .toList();
        try {
            var features = new FeatureGenerator[] {new BagOfWordsFeatureGenerator(), new NGramFeatureGenerator(2, 2)};
            categorizer = new DocumentCategorizerME(DocumentCategorizerME.train(
                    "en", new CollectionObjectStream<>(samples), parameters(), new DoccatFactory(features)));
        } catch (InvalidFormatException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Intent intentOf(String reply) {
        var outcomes = categorizer.categorize(words(reply));
        return Intent.of(categorizer.getBestCategory(outcomes)).orElseThrow();
    }

    private static TrainingParameters parameters() {
        var parameters = new TrainingParameters();
        parameters.put(TrainingParameters.ALGORITHM_PARAM, "MAXENT");
        parameters.put(TrainingParameters.ITERATIONS_PARAM, 40);
        parameters.put(TrainingParameters.CUTOFF_PARAM, 3);
        parameters.put("PrintMessages", false);
        return parameters;
    }

    private static String[] words(String reply) {
        return NOT_WORDS
                .splitAsStream(reply.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList()
                .toArray(String[]::new);
    }
}
