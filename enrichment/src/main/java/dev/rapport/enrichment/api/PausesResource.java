package dev.rapport.enrichment.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.enrichment.campaign.publish.CampaignPauses;
import dev.rapport.enrichment.campaign.publish.CampaignPauses.CampaignSwitch;
import dev.rapport.runtime.http.Access;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.registry.SchemaRegistryException;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.KafkaException;

/**
 * {@code POST /api/v1/campaigns/{id}/pause} and {@code /resume}, and the same of all campaigns without an id. The handler reads
 * and writes Kafka on the request's thread, one request at a time; another is asked to come again.
 */
public final class PausesResource implements HttpRoutes {
    private static final String PATH = "/api/v1/campaigns";
    private static final ObjectMapper JSON = Json.strict();

    private final CampaignPauses pauses;
    private final Semaphore free = new Semaphore(1);

    public PausesResource(CampaignPauses pauses) {
        this.pauses = pauses;
    }

    /** @param at from when it is in force */
    record SwitchedView(String at, boolean paused, List<CampaignSwitch> campaigns) {}

    record ErrorView(String error) {}

    @Override
    public void addTo(Routes routes) {
        routes.post(PATH + "/pause", Role.OPERATE, context -> set(context, Optional.empty(), true));
        routes.post(PATH + "/resume", Role.OPERATE, context -> set(context, Optional.empty(), false));
        routes.post(PATH + "/{id}/pause", Role.OPERATE, context -> set(context, id(context), true));
        routes.post(PATH + "/{id}/resume", Role.OPERATE, context -> set(context, id(context), false));
    }

    private static Optional<String> id(Context context) {
        return Optional.of(context.pathParam("id"));
    }

    private void set(Context context, Optional<String> id, boolean paused) {
        if (!free.tryAcquire()) {
            context.header("Retry-After", "5");
            send(context, 503, new ErrorView("another pause or resume is being written"));
            return;
        }
        try {
            var switched = pauses.set(id, paused, Access.of(context).caller());
            if (id.isPresent() && switched.campaigns().isEmpty()) {
                send(context, 404, new ErrorView("there is no campaign " + id.get()));
            } else {
                send(context, 200, new SwitchedView(switched.at().toString(), paused, switched.campaigns()));
            }
        } catch (KafkaException | SchemaRegistryException e) {
            context.header("Retry-After", "5");
            send(context, 503, new ErrorView("Kafka or the schema registry cannot be reached now: " + e.getMessage()));
        } finally {
            free.release();
        }
    }

    private static void send(Context context, int status, Record view) {
        try {
            context.status(status).contentType("application/json").result(JSON.writeValueAsBytes(view));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of texts and numbers can be written", e);
        }
    }
}
