package dev.rapport.scoring.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Reply;
import dev.rapport.scoring.state.Decisions;
import dev.rapport.scoring.state.Exposures;
import dev.rapport.scoring.state.PromptTrack;
import dev.rapport.scoring.state.Prompts;
import dev.rapport.scoring.state.Touchpoints;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/customers/{id}}: profile, and the latest decisions, touchpoints and replies, newest first. */
final class CustomersResource implements HttpRoutes {
    static final String PATH = "/api/v1/customers/{id}";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REPLIES = 20;

    private final ScoringStores stores;

    CustomersResource(ScoringStores stores) {
        this.stores = stores;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(PATH, Role.READ, this::one);
    }

    private void one(Context context) {
        var id = context.pathParam("id");
        @Nullable CustomerProfile profile = stores.profiles().get(id);
        var isKnown = stores.sessions().get(id) != null
                || stores.decisions().get(id) != null
                || stores.prompts().get(id) != null;
        if (profile == null && !isKnown) {
            throw new UnknownIdException("customer", id);
        }
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("customerId", id);
        json.put("profile", profile == null ? null : profile(profile));
        @Nullable Decisions decisions = stores.decisions().get(id);
        json.put(
                "decisions",
                newestFirst(
                        decisions == null ? List.of() : decisions.getDecisions(),
                        decision -> decision.getDecidedAt(),
                        "decidedAt"));
        @Nullable Touchpoints touchpoints = stores.touchpoints().get(id);
        json.put(
                "touchpoints",
                newestFirst(
                        touchpoints == null ? List.of() : touchpoints.getTouchpoints(),
                        touch -> touch.getOccurredAt(),
                        "occurredAt"));
        @Nullable Exposures exposures = stores.exposures().get(id);
        json.put(
                "exposures",
                newestFirst(
                        exposures == null ? List.of() : exposures.getExposures(),
                        exposure -> exposure.getExposedAt(),
                        "exposedAt"));
        json.put("replies", replies(stores.prompts().get(id)));
        context.json(json);
    }

    private List<Map<String, @Nullable Object>> replies(@Nullable Prompts known) {
        var prompts = known == null ? List.<PromptTrack>of() : known.getPrompts();
        var store = stores.replies();
        return prompts.stream()
                .sorted(Comparator.comparingLong(PromptTrack::getSince).reversed())
                .<@Nullable Reply>map(track -> store.get(track.getPromptId()))
                .filter(reply -> reply != null)
                .limit(REPLIES)
                .map(RecordJson::of)
                .toList();
    }

    private static Map<String, @Nullable Object> profile(CustomerProfile profile) {
        var json = RecordJson.of(profile);
        try {
            json.put("traits", JSON.readTree(profile.getTraits()));
        } catch (JsonProcessingException e) {
            // By contract it is JSON; if it is not, the text is shown as it is.
            json.put("traits", profile.getTraits());
        }
        return json;
    }

    private static <T extends SpecificRecord> List<Map<String, @Nullable Object>> newestFirst(
            List<T> records, ToLongFunction<T> time, String timeField) {
        return records.stream()
                .sorted(Comparator.comparingLong(time).reversed())
                .map(record -> {
                    var json = RecordJson.of(record);
                    json.put(timeField, RecordJson.time(time.applyAsLong(record)));
                    return json;
                })
                .toList();
    }
}
