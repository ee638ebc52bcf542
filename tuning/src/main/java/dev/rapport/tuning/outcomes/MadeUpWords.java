package dev.rapport.tuning.outcomes;

import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Random words and names. Their number is practically unlimited, so that a model learns to copy such a word and not to recall
 * it. Not thread-safe.
 */
final class MadeUpWords {
    private static final String[] ONSETS = "b c d f g h j k l m n p r s t v w z br ch dr fl gr kl st tr".split(" ");
    private static final String[] VOWELS = "a e i o u a e i o u ai ea ie ou".split(" ");
    private static final String[] CODAS = "n r l s t m d k".split(" ");
    private static final String[] SURNAMES = "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧".split(" ");
    private static final String HAN = "安宝斌博彩晨成春丹东冬芳飞枫刚光国海涵浩和红华慧佳嘉建江杰金晶静君俊凯乐磊蕾丽林琳玲龙璐梅美"
            + "梦敏明娜南宁培鹏平萍琦琪倩强琴青清庆秋然蓉瑞山珊诗石书淑双思松涛天庭婷彤文雯武夕溪霞夏晓心欣新星雪雅燕洋阳"
            + "宜怡艺逸英颖永勇宇雨语玉园远悦云泽湛哲真振之志智中舟竹紫";

    private final RandomGenerator random;

    MadeUpWords(RandomGenerator random) {
        this.random = random;
    }

    /** A capitalised word of two or three syllables. */
    String name() {
        return capitalized(syllables(random.nextInt(2, 4)));
    }

    /** A surname that is common in China, and one or two characters of given names. */
    String hanName() {
        return SURNAMES[random.nextInt(SURNAMES.length)] + han(random.nextInt(1, 3));
    }

    /** A lower-case word of so many letters. */
    String word(int letters) {
        var word = new StringBuilder();
        while (word.length() < letters) {
            word.append(syllables(1));
        }
        word.setLength(letters);
        return word.toString();
    }

    String han(int characters) {
        var text = new StringBuilder();
        while (text.length() < characters) {
            text.append(HAN.charAt(random.nextInt(HAN.length())));
        }
        return text.toString();
    }

    static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private String syllables(int count) {
        var word = new StringBuilder();
        for (var i = 0; i < count; i++) {
            word.append(ONSETS[random.nextInt(ONSETS.length)]).append(VOWELS[random.nextInt(VOWELS.length)]);
            if (random.nextInt(3) == 0) {
                word.append(CODAS[random.nextInt(CODAS.length)]);
            }
        }
        return word.toString();
    }
}
