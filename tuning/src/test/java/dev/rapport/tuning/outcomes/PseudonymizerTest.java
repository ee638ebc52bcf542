package dev.rapport.tuning.outcomes;

import static dev.rapport.testkit.record.Records.aProduct;
import static dev.rapport.testkit.record.Records.aProfile;
import static dev.rapport.testkit.record.ReplyRecords.aPrompt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.runtime.consent.json.LenientJson;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Prompt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PseudonymizerTest {
    private static final PersonalValues ADA = values(aProfile()
            .setFirstName("Ada")
            .setTraits(
                    "{\"last_name\": \"Lovelace\", \"email\": \"ada@byron.example\", \"phone\": 441234567890,"
                            + " \"address\": {\"street\": \"12 St James's Square\", \"city\": \"London\"}, \"plan\": \"premium\"}")
            .build());

    @Test
    void putsTheSameNameIntoBoth() {
        // Given
        var prompt = prompt("task: recommend\nname: Ada\nproduct: Aurora Lamp\nprice: 39.90 EUR\nreply:");
        // When
        var clean = Pseudonymizer.of(prompt, "Hi Ada! The Aurora Lamp is yours for 39.90 EUR, ADA.", ADA)
                .orElseThrow();
        // Then
        var name = Pattern.compile("name: (\\S+)\n")
                .matcher(clean.prompt())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        assertThat(name).isNotEqualToIgnoringCase("Ada").matches("\\p{L}{2,}");
        assertThat(clean.prompt())
                .isEqualTo("task: recommend\nname: " + name + "\nproduct: Aurora Lamp\nprice: 39.90 EUR\nreply:");
        assertThat(clean.reply())
                .isEqualTo(" Hi " + name + "! The Aurora Lamp is yours for 39.90 EUR, " + name.toUpperCase(Locale.ROOT)
                        + ".");
    }

    @Test
    void replacesEveryKindOfValue() {
        // Given
        var prompt = prompt("name: Ada Lovelace\norder: SO-47116\nrequest: I am Ada, ada@byron.example, 12 St James's"
                + " Square, London, +44 1234 567890. Card 4111 1111 1111 1111. Code SPRING25?\nreply:");
        var reply = "Ada, order SO-47116 goes to 12 St James's Square, London. We write to ada@byron.example about"
                + " SPRING25 and 4111 1111 1111 1111.";
        // When
        var clean = Pseudonymizer.of(prompt, reply, ADA).orElseThrow();
        // Then
        for (var personal :
                List.of("Ada", "Lovelace", "47116", "byron", "James", "London", "1234 567890", "4111", "SPRING25")) {
            assertThat(clean.prompt() + clean.reply()).doesNotContain(personal);
        }
        for (var copied : List.of(
                "order (\\S+) goes",
                "write to (\\S+@example.com) about",
                "about (\\S+) and",
                "London|goes to (.+?)\\. We")) {
            var value = Pattern.compile(copied)
                    .matcher(clean.reply())
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group(1);
            assertThat(clean.prompt()).contains(value);
        }
    }

    @Test
    void givesTheSameForTheSamePromptAndOthersForOthers() {
        // Given
        var prompt = prompt("name: Ada\nreply:");
        // When
        var once = Pseudonymizer.of(prompt, "Hi Ada!", ADA);
        var again = Pseudonymizer.of(prompt, "Hi Ada!", ADA);
        var other = Pseudonymizer.of(
                Prompt.newBuilder(prompt).setPromptId("another").build(), "Hi Ada!", ADA);
        // Then
        assertThat(once).isPresent().isEqualTo(again).isNotEqualTo(other);
    }

    @Test
    void keepsToTheScriptOfAName() {
        // Given
        var values = values(aProfile().setFirstName("王伟").build());
        // When
        var clean =
                Pseudonymizer.of(prompt("name: 王伟\nreply:"), "王伟您好！", values).orElseThrow();
        // Then
        assertThat(clean.prompt()).matches("name: \\p{IsHan}+\nreply:").doesNotContain("王伟");
        assertThat(clean.reply()).matches(" \\p{IsHan}+！");
    }

    @Test
    void leavesOutWhatIsNotInThePrompt() {
        var prompt = prompt("product: Aurora Lamp\nreply:");
        for (var reply :
                List.of("Call 555-123-4567.", "Hi Ada!", "Write to x@y.example.", "Use code SAVE20.", "Ａｄａ, hello")) {
            assertThat(Pseudonymizer.of(prompt, reply, ADA)).as(reply).isEmpty();
        }
        assertThat(Pseudonymizer.of(prompt, "The Aurora Lamp is good.", ADA)).isPresent();
    }

    @Test
    void leavesNamesOfProductsAlone() {
        // Given
        var product = aProduct().setName("Sony WH1000XM4").build();
        var prompt = Prompt.newBuilder(prompt("product: Sony WH1000XM4\nname: Ada\nreply:"))
                .setProduct(product)
                .build();
        // When
        var clean = Pseudonymizer.of(prompt, "Ada, the Sony WH1000XM4!", ADA).orElseThrow();
        // Then
        assertThat(clean.prompt()).contains("product: Sony WH1000XM4\n").doesNotContain("Ada");
        assertThat(clean.reply()).contains("Sony WH1000XM4").doesNotContain("Ada");
    }

    @Test
    void addsASpaceOnlyWhereThereIsNone() {
        assertThat(Pseudonymizer.of(prompt("reply:\n"), "Yes.", ADA)
                        .orElseThrow()
                        .reply())
                .isEqualTo("Yes.");
        assertThat(Pseudonymizer.of(prompt("reply:"), "Yes.", ADA).orElseThrow().reply())
                .isEqualTo(" Yes.");
    }

    private static Prompt prompt(String text) {
        return aPrompt().setText(text).build();
    }

    private static PersonalValues values(CustomerProfile profile) {
        return PersonalValues.of(profile, fields(profile.getTraits()));
    }

    /** As the topics' reader does. */
    static Map<String, @Nullable Object> fields(String json) {
        return LenientJson.object(json.getBytes(StandardCharsets.UTF_8));
    }
}
