package dev.rapport.runtime.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** {@code /health/live}, {@code /health/ready} and {@code /metrics}. */
public final class AdminRoutes implements HttpRoutes {
    private final PrometheusMeterRegistry meters;
    private final List<Supplier<Health>> parts;

    public AdminRoutes(PrometheusMeterRegistry meters, List<Supplier<Health>> parts) {
        this.meters = meters;
        this.parts = List.copyOf(parts);
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/health/live", Role.PROBE, context -> answer(context, Health::live));
        routes.get("/health/ready", Role.PROBE, context -> answer(context, Health::ready));
        // Load balancers ask so.
        routes.route(HandlerType.HEAD, "/health/live", Role.PROBE, context -> answer(context, Health::live));
        routes.route(HandlerType.HEAD, "/health/ready", Role.PROBE, context -> answer(context, Health::ready));
        routes.get("/metrics", Role.READ, context -> context.contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(meters.scrape()));
    }

    private void answer(Context context, Predicate<Health> holds) {
        var states = parts.stream().map(Supplier::get).toList();
        var up = states.stream().allMatch(holds);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", up ? "UP" : "DOWN");
        body.put("details", states.stream().map(Health::detail).toList());
        context.status(up ? 200 : 503).json(body);
    }
}
