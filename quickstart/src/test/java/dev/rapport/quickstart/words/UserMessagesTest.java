package dev.rapport.quickstart.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Rapport says, it says in plain technical English. The whole list is in {@code target/user-messages.txt}. */
class UserMessagesTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path LIST = Path.of("target", "user-messages.txt");

    /** Turns of phrase that were translated into English, each with what a native writer puts. */
    private static final Pattern TRANSLATED = Pattern.compile(
            "\\b(has|have|had) (not )?to be\\b" // must be
                    + "|\\b(is|are) no (?!longer|more|less|better|worse|later|earlier|larger|smaller)(?<!there (is|are) no )"
                    + "|\\b(whoever|whomever|nobody|somebody)\\b" // the caller, no one, someone
                    + "|\\blet go of\\b" // evict
                    + "|\\bhas not (any|a|the)\\b" // does not have
                    + "|\\bmust not be nothing\\b",
            Pattern.CASE_INSENSITIVE);

    @Test
    void speaksPlainEnglish() throws IOException {
        // When
        var messages = UserMessages.of(PROJECT);
        // Then
        Files.writeString(
                LIST,
                messages.stream()
                        .map(message ->
                                message.place() + "  " + message.text().strip().replaceAll("\\s+", " "))
                        .collect(Collectors.joining("\n", "", "\n")));
        assertThat(messages).hasSizeGreaterThan(500);
        assertThat(messages)
                .filteredOn(message -> TRANSLATED.matcher(message.text()).find())
                .isEmpty();
    }
}
