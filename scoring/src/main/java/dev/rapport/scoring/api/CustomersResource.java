package dev.rapport.scoring.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Reply;
import dev.rapport.scoring.state.CustomerState;
import dev.rapport.scoring.state.PromptTrack;
import io.javalin.config.RoutesConfig;
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
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, this::one);
    }

    private void one(Context context) {
        var id = context.pathParam("id");
        @Nullable CustomerProfile profile = stores.profiles().get(id);
        @Nullable CustomerState state = stores.customers().get(id);
        if (profile == null && state == null) {
            throw new UnknownIdException("customer", id);
        }
        var known = state == null ? CustomerState.newBuilder().build() : state;
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("customerId", id);
        json.put("profile", profile == null ? null : profile(profile));
        json.put("decisions", newestFirst(known.getDecisions(), decision -> decision.getDecidedAt(), "decidedAt"));
        json.put("touchpoints", newestFirst(known.getTouchpoints(), touch -> touch.getOccurredAt(), "occurredAt"));
        json.put("exposures", newestFirst(known.getExposures(), exposure -> exposure.getExposedAt(), "exposedAt"));
        json.put("replies", replies(known));
        context.json(json);
    }

    private List<Map<String, @Nullable Object>> replies(CustomerState state) {
        var store = stores.replies();
        return state.getPrompts().stream()
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
