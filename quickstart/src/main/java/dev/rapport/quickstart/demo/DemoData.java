package dev.rapport.quickstart.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.quickstart.simulator.Catalogue;
import dev.rapport.quickstart.simulator.ShopProduct;
import dev.rapport.runtime.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The demo's folder: the pipeline's data, and the catalogue and campaign of the invented shop. */
public final class DemoData implements AutoCloseable {
    private static final String CAMPAIGN = "product-recommendation.yaml";
    private static final ObjectMapper JSON = Json.strict();

    private final Path dir;
    private final boolean temporary;

    private DemoData(Path dir, boolean temporary) {
        this.dir = dir;
        this.temporary = temporary;
    }

    /** A folder that stays. */
    public static DemoData in(Path dir) {
        return new DemoData(dir, false);
    }

    /** A folder that is deleted on close. */
    public static DemoData temporary() throws IOException {
        return new DemoData(Files.createTempDirectory("rapport-demo-"), true);
    }

    /** The folder. */
    public Path dir() {
        return dir;
    }

    /** Writes what the services read at their start; the settings say where. */
    public Map<String, String> settings(DemoPlan plan) throws IOException {
        var campaigns = Files.createDirectories(dir.resolve("demo").resolve("campaigns"));
        try (var campaign = DemoData.class.getResourceAsStream("/demo/" + CAMPAIGN)) {
            Files.copy(
                    Objects.requireNonNull(campaign, "the demo's campaign is on the class path"),
                    campaigns.resolve(CAMPAIGN),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        var catalog = dir.resolve("demo").resolve("catalog.jsonl");
        var lines = new ArrayList<String>();
        for (var product : Catalogue.of(plan.seed()).products()) {
            lines.add(JSON.writeValueAsString(describe(product)));
        }
        Files.write(catalog, lines);
        return Map.of("enrichment.campaigns.dir", campaigns.toString(), "enrichment.catalog.file", catalog.toString());
    }

    private static Map<String, Object> describe(ShopProduct product) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("product_id", product.productId());
        fields.put("name", product.name());
        fields.put("category", product.category());
        fields.put("brand", product.brand());
        fields.put("price", BigDecimal.valueOf(product.priceMinor(), 2));
        fields.put("currency", Catalogue.CURRENCY);
        return fields;
    }

    @Override
    public void close() throws IOException {
        if (!temporary || !Files.exists(dir)) {
            return;
        }
        try (var paths = Files.walk(dir)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
