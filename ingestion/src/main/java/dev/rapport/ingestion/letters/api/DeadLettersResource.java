package dev.rapport.ingestion.letters.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rapport.ingestion.capture.SinkUnavailableException;
import dev.rapport.ingestion.letters.api.LetterViews.ErrorView;
import dev.rapport.ingestion.letters.api.LetterViews.LetterView;
import dev.rapport.ingestion.letters.api.LetterViews.ListView;
import dev.rapport.ingestion.letters.api.LetterViews.OneView;
import dev.rapport.ingestion.letters.api.LetterViews.OutcomesView;
import dev.rapport.ingestion.letters.api.LetterViews.RedriveBatchView;
import dev.rapport.ingestion.letters.api.LetterViews.RedrivenView;
import dev.rapport.ingestion.letters.kafka.DeadLetters;
import dev.rapport.ingestion.letters.kafka.RedriveWish;
import dev.rapport.runtime.deadletter.LetterId;
import dev.rapport.runtime.http.Access;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.http.Role;
import dev.rapport.runtime.http.Routes;
import dev.rapport.runtime.json.Json;
import dev.rapport.runtime.registry.SchemaRegistryException;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/dead-letters}: what could not be processed, and sending it again. Handlers read Kafka on request threads, two at
 * a time at most.
 */
public final class DeadLettersResource implements HttpRoutes {
    static final String PATH = "/api/v1/dead-letters";

    private static final ObjectMapper JSON = Json.strict();
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final List<String> LIST = LetterQuery.filtersAnd("limit", "cursor");
    private static final List<String> OUTCOMES = List.of("since", "cursor");
    private static final List<String> REDRIVE =
            LetterQuery.filtersAnd("limit", "cursor", "ids", "dryRun", "includeExpired");

    private final DeadLetters letters;
    private final InstantSource clock;
    private final Turns turns = new Turns();

    public DeadLettersResource(DeadLetters letters, InstantSource clock) {
        this.letters = letters;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get(PATH, Role.READ, context -> turns.take(() -> send(context, list(context))));
        routes.get(PATH + "/outcomes", Role.READ, context -> turns.take(() -> send(context, outcomes(context))));
        routes.get(PATH + "/{id}", Role.READ, context -> turns.take(() -> one(context)));
        routes.post(PATH + "/redrive", Role.OPERATE, context -> turns.take(() -> send(context, redrive(context))));
        routes.exception(BadRequestException.class, (error, context) -> refuse(context, 400, error.getMessage()));
        routes.exception(Turns.BusyException.class, (error, context) -> {
            context.header("Retry-After", "2");
            refuse(context, 503, error.getMessage());
        });
        routes.exception(KafkaException.class, (error, context) -> unavailable(context, "Kafka", error));
        routes.exception(SinkUnavailableException.class, (error, context) -> unavailable(context, "Kafka", error));
        routes.exception(
                SchemaRegistryException.class, (error, context) -> unavailable(context, "the schema registry", error));
    }

    private ListView list(Context context) {
        var query = new LetterQuery(context.queryParamMap().keySet(), context::queryParam, LIST);
        var page = letters.newest(query.filter(), query.cursor(), query.limit(DEFAULT_LIMIT, MAX_LIMIT));
        var whole = isWhole(context);
        return new ListView(
                page.letters().stream().map(one -> LetterView.of(one, whole)).toList(),
                LetterViews.next(page.rest()),
                page.examined());
    }

    private void one(Context context) {
        var id = context.pathParam("id");
        var found = LetterId.parse(id).flatMap(letter -> letters.find(letter, clock.instant()));
        if (found.isPresent()) {
            send(context, OneView.of(found.get(), isWhole(context)));
        } else {
            refuse(context, 404, "there is no dead letter " + id + ", or not any more");
        }
    }

    private OutcomesView outcomes(Context context) {
        var query = new LetterQuery(context.queryParamMap().keySet(), context::queryParam, OUTCOMES);
        var since = query.time("since").orElseThrow(() -> new BadRequestException("since: is required"));
        var report = letters.outcomes(since, query.cursor());
        return new OutcomesView(
                report.accepted(),
                report.rejected(),
                report.failed(),
                report.replied(),
                report.tooOld(),
                LetterViews.next(report.rest()));
    }

    private RedriveBatchView redrive(Context context) {
        var body = body(context);
        var names = new TreeSet<String>();
        body.fieldNames().forEachRemaining(names::add);
        var query = new LetterQuery(names, name -> text(name, body.get(name)), REDRIVE);
        var now = clock.instant();
        var wish =
                new RedriveWish(Access.of(context).caller(), now, flag(body, "dryRun"), flag(body, "includeExpired"));
        if (body.has("ids")) {
            refuseBeside(names);
            return RedriveBatchView.of(now.toString(), redrive(ids(body.get("ids")), wish), Optional.empty());
        }
        var batch = letters.redrive(query.filter(), query.cursor(), query.limit(MAX_LIMIT, MAX_LIMIT), wish);
        return RedriveBatchView.of(
                now.toString(),
                batch.letters().stream().map(RedrivenView::of).toList(),
                Optional.ofNullable(LetterViews.next(batch.rest())));
    }

    private List<RedrivenView> redrive(List<LetterId> ids, RedriveWish wish) {
        var results = new ArrayList<>(
                letters.redrive(ids, wish).stream().map(RedrivenView::of).toList());
        var found = results.stream().map(RedrivenView::id).collect(Collectors.toSet());
        ids.stream()
                .map(LetterId::toString)
                .filter(id -> !found.contains(id))
                .forEach(id -> results.add(RedrivenView.notFound(id)));
        return results;
    }

    private static List<LetterId> ids(JsonNode node) {
        if (!node.isArray() || node.isEmpty() || node.size() > MAX_LIMIT) {
            throw new BadRequestException("ids: must be a list of 1 to " + MAX_LIMIT + " ids");
        }
        var ids = new ArrayList<LetterId>();
        node.forEach(id -> ids.add(LetterId.parse(id.asText())
                .orElseThrow(() -> new BadRequestException("ids: " + id + " must be topic-partition-offset"))));
        return ids;
    }

    private static JsonNode body(Context context) {
        try {
            var body = JSON.readTree(context.bodyAsBytes());
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            // Refused below.
        } catch (java.io.IOException e) {
            throw new BadRequestException("the body cannot be read");
        }
        throw new BadRequestException("the body must be a JSON object: ids, or filters such as application and since");
    }

    /** A filter beside ids would be ignored, and more be sent again than is wanted. */
    private static void refuseBeside(Set<String> names) {
        names.stream().filter(LetterQuery.FILTERS::contains).findFirst().ifPresent(name -> {
            throw new BadRequestException(name + ": a filter cannot be beside ids");
        });
    }

    private static boolean flag(JsonNode body, String name) {
        var value = body.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new BadRequestException(name + "=" + value + ": must be true or false");
        }
        return value.booleanValue();
    }

    /** A value of the body; one that is ignored would have more sent again than is wanted. */
    private static @Nullable String text(String name, @Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isValueNode() || node.asText().isBlank()) {
            throw new BadRequestException(name + "=" + node + ": must be a text that is not empty");
        }
        return node.asText();
    }

    private static boolean isWhole(Context context) {
        return Access.of(context).may(Role.OPERATE);
    }

    private static void unavailable(Context context, String what, RuntimeException error) {
        context.header("Retry-After", "5");
        refuse(context, 503, what + " cannot be reached now: " + error.getMessage());
    }

    private static void refuse(Context context, int status, @Nullable String error) {
        context.status(status);
        send(context, new ErrorView(String.valueOf(error)));
    }

    private static void send(Context context, Record view) {
        try {
            context.contentType("application/json").result(JSON.writeValueAsBytes(view));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of texts and numbers can be written", e);
        }
    }
}
