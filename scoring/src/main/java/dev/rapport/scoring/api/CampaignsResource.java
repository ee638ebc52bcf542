package dev.rapport.scoring.api;

import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.schemas.CampaignDefinition;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** {@code GET /api/v1/campaigns}: id, version and kind of every campaign, by id. */
final class CampaignsResource implements HttpRoutes {
    static final String PATH = "/api/v1/campaigns";

    private final ScoringStores stores;

    CampaignsResource(ScoringStores stores) {
        this.stores = stores;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(PATH, Role.READ, this::list);
    }

    private void list(Context context) {
        var campaigns = new TreeMap<String, Map<String, @Nullable Object>>();
        try (var entries = stores.campaigns().all()) {
            entries.forEachRemaining(entry -> campaigns.put(entry.key, json(entry.value)));
        }
        context.json(Map.of("campaigns", campaigns.values()));
    }

    private static Map<String, @Nullable Object> json(CampaignDefinition definition) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", definition.getCampaignId());
        json.put("version", definition.getVersion());
        json.put("kind", kind(definition.getYaml()));
        json.put("publishedAt", definition.getPublishedAt().toString());
        return json;
    }

    private static @Nullable String kind(String yaml) {
        try {
            return new Load(LoadSettings.builder().build()).loadFromString(yaml) instanceof Map<?, ?> fields
                            && fields.get("kind") instanceof String kind
                    ? kind
                    : null;
        } catch (YamlEngineException e) {
            // Published definitions were validated; one that cannot be read any more is still listed.
            return null;
        }
    }
}
