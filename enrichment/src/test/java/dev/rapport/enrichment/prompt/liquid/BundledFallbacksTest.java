package dev.rapport.enrichment.prompt.liquid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rapport.enrichment.campaign.publish.CampaignFile;
import dev.rapport.enrichment.campaign.publish.CampaignFiles;
import dev.rapport.enrichment.prompt.TemplateException;
import dev.rapport.schemas.CampaignKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent when no text of the model is, for customers of whom next to nothing is known. */
class BundledFallbacksTest {
    private final LiquidPromptWriter writer = LiquidPromptWriter.lenient();

    @ParameterizedTest
    @MethodSource("fallbacks")
    void leaveNoGapWhereSomethingIsNotKnown(String campaign, String fallback, Map<String, Object> known)
            throws TemplateException {
        assertThat(writer.fill(fallback, known))
                .isNotBlank()
                .doesNotContainPattern(" [,.!]|[,，]\\s*[,.，。]|\\(\\s*\\)|  |\"\"|“”|\\bnow\\s*\\.|^[,，.。]|\\{|\\}");
    }

    static Stream<Arguments> fallbacks() {
        return CampaignFiles.load(Optional.empty()).stream()
                .flatMap(file -> file.campaign().text().languages().supported().stream()
                        .flatMap(language -> known(file, language).stream()
                                .map(known -> Arguments.of(
                                        file.campaign().id(),
                                        file.campaign().text().templates().fallback(),
                                        known))));
    }

    private static List<Map<String, Object>> known(CampaignFile file, String language) {
        Map<String, Object> nothing = new HashMap<>(Map.of(
                "language", language, "arm", "friendly", "tone", "friendly", "event", Map.of(), "whole", Map.of()));
        var product = new HashMap<>(nothing);
        product.put("product", Map.of("name", "Mug"));
        var name = new HashMap<>(product);
        name.put("name", "Mei");
        var kind = file.campaign().kind();
        return kind == CampaignKind.RECOMMENDATION || kind == CampaignKind.POST
                ? List.of(product, name)
                : List.of(nothing, product, name);
    }
}
