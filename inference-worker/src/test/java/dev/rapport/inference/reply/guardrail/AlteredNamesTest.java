package dev.rapport.inference.reply.guardrail;

import static dev.rapport.inference.reply.guardrail.TestingTexts.aPromptOf;
import static dev.rapport.inference.reply.guardrail.TestingTexts.verdicts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlteredNamesTest {
    @ParameterizedTest
    @CsvSource({
        "en, Nguyễn Thị Ánh, 'Hi Nguyn Th Ánh, your lamp is here.'",
        "en, Nguyễn Thị Ánh, 'Hi Nguyễn Thị Anh, your lamp is here.'",
        "en, Nguyễn Thị Ánh, 'Hi Nguyễn Thị nh! Nguyễn Thị Ánh, your lamp is here.'",
        "zh, Nguyễn Thị Ánh, 'Nguyễn Thịị Ánh，相信您会喜欢它。'",
        "en, José, 'Hi Jos, your lamp is here.'",
        "en, Björn Åkesson, 'Hi Björn Akesson, your lamp is here.'",
        "en, Ольга, 'Hi Ольа, your lamp is here.'",
        "en, Łukasz, 'Hi Łukaszz, your lamp is here.'",
        "en, Zoë, 'Hi Zoé, your lamp is here.'",
    })
    void failACopyOfAnotherSpelling(String language, String name, String text) {
        assertThat(ofName(language, name, text)).containsExactly(Verdict.ALTERED_NAME);
    }

    @ParameterizedTest
    @CsvSource({
        "en, Nguyễn Thị Ánh, 'Hi Nguyễn Thị Ánh, your lamp is here.'",
        "en, Nguyễn Thị Ánh, 'Hi Ánh, your lamp is here.'",
        "en, Nguyễn Thị Ánh, 'Hi NGUYỄN Thị, your lamp is here.'",
        "en, Nguyễn Thị Ánh, 'Hi there, the lamp and the tea are here, thank you.'",
        "en, José, 'Your lamp is here, and so is José''s.'",
        "zh, José, '您好José，相信您会喜欢它。'",
        "zh, Zoë 明灯, '这款Zoë 明灯很配您的书房。'",
        "zh, 李明, '李明，这款明灯您会喜欢。'",
        "zh, 陶瓷杯子, '这款陶瓷杯您会喜欢，白色陶瓷杯也好。'",
        "en, Ana, 'Hi Anna, your lamp is here.'",
        "de, Müller, 'Müllers Lampe ist da.'",
        "en, Thị, 'Hi, the tea is here.'",
    })
    void passACopyAndWhatIsNone(String language, String name, String text) {
        assertThat(ofName(language, name, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Cozy Sofa 🛋 Deluxe, 'The Cozy Sofa 🚋 Deluxe is yours.'",
        "Cozy Sofa 🛋 Deluxe, 'The Cozy Sofa Deluxe is yours.'",
        "🛋️ Sofa, 'The 🚋 Sofa is yours.'",
        "Cozy Sofa 🛋 Deluxe, 'The Cozy Sofa friendly Deluxe is yours.'",
        "Naïve Art Print 🎨, 'The Naïve Art Print ue is yours.'",
        "Coffee ☕ Mug, 'The Coffee ue Mug is yours.'",
        "Crème Brûlée Set, 'The Crme Brûlée Set is yours.'",
        "Crème Brûlée Set, 'The Crème facebook Set is yours.'",
        "Décor «Été», 'The Décor Eté is yours.'",
    })
    void failATitleOfAnotherSpelling(String title, String text) {
        assertThat(ofTitle(title, text)).containsExactly(Verdict.ALTERED_NAME);
    }

    @ParameterizedTest
    @CsvSource({
        "Cozy Sofa 🛋 Deluxe, 'The Cozy Sofa 🛋️ Deluxe is yours, like the Aurora Lamp.'",
        "Cozy Sofa 🛋, 'The Cozy Sofa 🛋 is yours: what a cozy sofa.'",
        "Crème Brûlée Set, 'Two Crème Brûlée Sets are yours.'",
        "Men’s Jacket™ – Blue, 'The Men''s Jacket - Blue is yours.'",
        "Décor «Été», 'The Décor \"Été\" is yours.'",
    })
    void passATitleAsItIs(String title, String text) {
        assertThat(ofTitle(title, text)).isEmpty();
    }

    @Test
    void mayBeSwitchedOff() {
        assertThat(Verdict.ALTERED_NAME.canBeSwitchedOff()).isTrue();
    }

    private static List<Verdict> ofName(String language, String name, String text) {
        return verdicts(aPromptOf(language, "name: " + name + "\nreply:"), text);
    }

    private static List<Verdict> ofTitle(String title, String text) {
        return verdicts(aPromptOf("en", "product: " + title + "\nalso: Aurora Lamp\nreply:"), text);
    }
}
