package dev.rapport.factory.corpus;

import dev.rapport.tuning.pair.Split;
import java.util.List;

/** What conversations and summaries of one language are made of. Immutable. */
final class SummaryPhrases {
    private final Language language;
    private final Phrasebook phrases;

    SummaryPhrases(Language language) {
        this.language = language;
        this.phrases = Phrasebook.named("summary." + language.code() + ".txt");
    }

    Language language() {
        return language;
    }

    Phrasebook phrasebook() {
        return phrases;
    }

    List<String> topics() {
        return phrases.section("topics");
    }

    /** How customers of this split put a problem. */
    List<String> problems(String topic, Split split) {
        return Phrasebook.ofSplit(phrases.section(topic + " say"), 0, split);
    }
}
