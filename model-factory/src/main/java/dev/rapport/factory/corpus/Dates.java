package dev.rapport.factory.corpus;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Days as people write them. Not thread-safe. */
final class Dates {
    private static final int FIRST_YEAR = 2024;
    private static final int DAYS = 8 * 365;
    private static final String[] ENGLISH = {
        "d MMMM",
        "MMMM d",
        "d MMM yyyy",
        "MMM d, yyyy",
        "MMMM d, yyyy",
        "EEEE, d MMMM",
        "EEEE",
        "MM/dd/yyyy",
        "dd.MM.yyyy"
    };
    private static final String[] CHINESE = {
        "M月d日", "M月d日", "yyyy年M月d日", "M月d日 24:00", "EEEE", "本EEE", "下EEE", "yyyy/MM/dd", "M月d日（EEE）"
    };
    private static final int ISO_ONE_IN = 5;

    private final RandomGenerator random;

    Dates(RandomGenerator random) {
        this.random = random;
    }

    /** One day in 2024 to 2031, in one of several forms of the language. */
    String any(Language language) {
        var day = LocalDate.of(FIRST_YEAR, 1, 1).plusDays(random.nextInt(DAYS));
        if (random.nextInt(ISO_ONE_IN) == 0) {
            return day.toString();
        }
        var chinese = language == Language.CHINESE;
        var forms = chinese ? CHINESE : ENGLISH;
        var form = DateTimeFormatter.ofPattern(forms[random.nextInt(forms.length)]);
        return day.format(form.withLocale(chinese ? Locale.CHINA : Locale.ENGLISH));
    }
}
