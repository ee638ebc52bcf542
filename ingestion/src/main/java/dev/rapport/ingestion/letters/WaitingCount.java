package dev.rapport.ingestion.letters;

import dev.rapport.runtime.deadletter.DeadLetter;
import java.util.HashMap;
import java.util.Map;

/** Letters that were not sent again, by application and kind: a bit a letter. Not thread-safe. */
public final class WaitingCount {
    /**
     * Letters that are counted together.
     *
     * @param application id of the application that put them aside
     * @param kind        of {@link DeadLetter.Kind#label}
     */
    public record Group(String application, String kind) {}

    private final Map<LetterPartition, Map<Group, OffsetSet>> letters = new HashMap<>();

    /** Counts a letter, once however often it is read. */
    public void add(DeadLetter letter) {
        var group = new Group(letter.cause().application(), letter.kind().label());
        letters.computeIfAbsent(LetterPartition.of(letter.id()), unused -> new HashMap<>())
                .computeIfAbsent(group, unused -> new OffsetSet())
                .add(letter.id().offset());
    }

    /** The letters before an offset are deleted. */
    public void forgetBefore(LetterPartition partition, long offset) {
        letters.getOrDefault(partition, Map.of()).values().forEach(offsets -> offsets.removeBefore(offset));
    }

    /** How many are left of every group that there ever was; those that were sent again are not counted any more. */
    public Map<Group, Long> count(RedrivenLetters redriven) {
        var counts = new HashMap<Group, Long>();
        letters.forEach((partition, groups) -> groups.forEach((group, offsets) -> {
            redriven.removeFrom(partition, offsets);
            counts.merge(group, offsets.size(), Long::sum);
        }));
        return counts;
    }
}
