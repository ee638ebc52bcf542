package dev.rapport.inference.reply.guardrail;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Letters of other alphabets, and unusual ones of the Latin alphabet, that look like a letter from a to z. Taken from
 * Unicode's confusables (<a href="https://www.unicode.org/reports/tr39/#Confusable_Detection">UTS 39</a>, Unicode 16, as
 * ICU 76 has them): every letter of the Latin, Greek, Cyrillic, Armenian, Cherokee, Coptic, Deseret, Lisu and Osage scripts
 * whose skeleton is that of one ASCII letter, and which NFKC leaves as it is. Small letters whose capitals look alike count
 * as well: words are compared in any case.
 */
final class Confusables {
    /** The ASCII letter first, then what looks like it or like its capital. */
    private static final List<String> TABLE = List.of(
            "aɑΑαАаᎪꓮ",
            "bƄΒВЬᏏᏴꓐꞴ",
            "cСсᏟᴄⲤⲥꓚꮯ𐐕𐐽",
            "dԁᎠᏧꓒꓓ",
            "eΕЕеҽᎬꓰꬲ",
            "fϜքẝꓝꞘꞙꬵ",
            "gƍɡԌցᏀᏳᶃꓖ",
            "hΗНһհᎻᏂⲎꓧ",
            "iıɩɪιіӏᎥꙇꭵ",
            "jͿϳЈјᎫꓙꞲ",
            "kΚКᏦⲔꓗ",
            "lƖǀΙІӀᏞⲒⳐꓡꓲ𐐛",
            "mΜϺМᎷⲘꓟ",
            "nΝոռⲚꓠ",
            "oΟοσОоՕօᴏᴑⲞⲟꓳꬽ𐐄𐐬𐓂𐓪",
            "pΡρРрᏢⲢⲣꓑ",
            "qԛգզ",
            "rƦгᎡᏒᴦⲅꓣꭇꭈꮁ𐒴",
            "sƽЅѕՏᏕᏚꓢꜱꮪ𐐠𐑈",
            "tΤТᎢⲦꓔ",
            "uʋυՍսᴜꓴꞟꭎꭒ𐓎𐓶",
            "vνѴѵᏙᴠꓦꮩ",
            "wɯѡԜԝաᎳᏔᴡꓪꮃ",
            "xΧХхⲬꓫꞳ",
            "yɣʏΥγУуҮүᎩᎽᶌỿⲨꓬꭚ",
            "zΖᏃᴢꓜꮓ");

    private static final Map<Integer, Integer> LATIN = latin();

    private Confusables() {}

    /** The small ASCII letter that a letter looks like; empty for ASCII, and for all that look like none. */
    static OptionalInt latin(int letter) {
        var known = LATIN.get(letter);
        return known == null ? OptionalInt.empty() : OptionalInt.of(known);
    }

    private static Map<Integer, Integer> latin() {
        var latin = new HashMap<Integer, Integer>();
        var small = new HashMap<Integer, Integer>();
        for (var row : TABLE) {
            var letter = row.codePointAt(0);
            row.codePoints().skip(1).forEach(alike -> {
                latin.put(alike, letter);
                small.put(Character.toLowerCase(alike), letter);
            });
        }
        small.forEach(latin::putIfAbsent);
        return Map.copyOf(latin);
    }
}
