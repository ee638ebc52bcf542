package dev.rapport.factory.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

/** Hashtags from the words of product and brand: {@code #Lumora #CeramicMug}, {@code #陶瓷马克杯}, on Weibo {@code #陶瓷马克杯#}. */
final class Hashtags {
    private static final Pattern GAP = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final int MAX_LENGTH = 18;
    private static final int MAX_WORDS = 3;

    private Hashtags() {}

    /** @return one to three of them, spaces between; empty when the values have no word for one */
    static String of(Map<String, String> values, String channel, Slots slots) {
        var tags = new ArrayList<String>();
        for (var field : new String[] {"brand", "product"}) {
            var words = GAP.split(values.getOrDefault(field, ""));
            var from = words.length - Math.min(words.length, slots.between(1, MAX_WORDS));
            var tag = String.join("", Arrays.copyOfRange(words, from, words.length));
            if (!tag.isEmpty() && tag.length() <= MAX_LENGTH && !tag.chars().allMatch(Character::isDigit)) {
                tags.add("#" + tag + (channel.equals("weibo") ? "#" : ""));
            }
        }
        return String.join(" ", tags);
    }
}
