package dev.rapport.factory.corpus;

import java.nio.charset.Charset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** New words: the open end of every slot, so that a model learns to copy and not to recall. */
final class Syllables {
    private static final String[] ONSETS =
            "b c d f g h j k l m n p q r s t v w x y z br ch cl cr dr fl gr gl kr pl pr qu sh sk st str th tr wh"
                    .split(" ");
    private static final String[] VOWELS =
            "a e i o u a e i o u ai au ea ee ei ia ie io oa oo ou ue y é è ö ü ä å á í ó ú ñe ço ø ã õ â ê ô î ë ï ą ę ě ů ş ğ ı ł ā ō ū æ"
                    .split(" ");
    private static final int PLAIN_VOWELS = 23;
    private static final int PLAIN_CODAS = 29;
    private static final String[] CODAS =
            "n r l s t m d k p x th nd nt rk rt st sh ck ll ss ng b g f v z mp lt rn ř š ž č ń ć".split(" ");
    private static final String HAN = commonHan();
    private static final String EVERYDAY_HAN = everydayHan();

    private Syllables() {}

    /** A lower-case Latin word; one in eight has accented letters. */
    static String word(RandomGenerator random, int syllables) {
        var vowels = random.nextInt(8) == 0 ? VOWELS.length : PLAIN_VOWELS;
        var codas = vowels == PLAIN_VOWELS ? PLAIN_CODAS : CODAS.length;
        var word = new StringBuilder();
        for (var i = 0; i < syllables; i++) {
            if (i > 0 || random.nextInt(6) > 0) {
                word.append(ONSETS[random.nextInt(ONSETS.length)]);
            }
            word.append(VOWELS[random.nextInt(vowels)]);
            if (random.nextInt(3) == 0) {
                word.append(CODAS[random.nextInt(codas)]);
            }
        }
        return word.toString();
    }

    /** So many Han characters: half of them everyday ones, the others any that are common. */
    static String han(RandomGenerator random, int characters) {
        var word = new StringBuilder();
        for (var i = 0; i < characters; i++) {
            var from = random.nextBoolean() ? EVERYDAY_HAN : HAN;
            word.append(from.charAt(random.nextInt(from.length())));
        }
        return word.toString();
    }

    /** So many of the characters of GB 2312 level 1, each as likely as any other. */
    static String anyHan(RandomGenerator random, int characters) {
        var word = new StringBuilder();
        for (var i = 0; i < characters; i++) {
            word.append(HAN.charAt(random.nextInt(HAN.length())));
        }
        return word.toString();
    }

    static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** The characters of the bundled Chinese words. */
    private static String everydayHan() {
        var characters = new LinkedHashSet<String>();
        for (var list : List.of("zh-nouns.txt", "zh-describers.txt", "zh-brands.txt", "zh-surnames.txt")) {
            WordList.named(list).all().forEach(word -> characters.addAll(List.of(word.split(""))));
        }
        return String.join("", characters);
    }

    /** The 3,755 characters of GB 2312 level 1, ordered there by reading. */
    private static String commonHan() {
        var bytes = new byte[2 * (0xD8 - 0xB0) * (0xFF - 0xA1)];
        var at = 0;
        for (var row = 0xB0; row < 0xD8; row++) {
            for (var cell = 0xA1; cell < 0xFF; cell++) {
                bytes[at++] = (byte) row;
                bytes[at++] = (byte) cell;
            }
        }
        return new String(bytes, Charset.forName("GB2312")).replace("\uFFFD", "");
    }
}
