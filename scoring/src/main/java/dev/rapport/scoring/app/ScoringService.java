package dev.rapport.scoring.app;

import dev.rapport.runtime.admin.Health;
import dev.rapport.runtime.admin.HttpRoutes;
import dev.rapport.runtime.service.Service;
import dev.rapport.runtime.service.ServiceContext;
import dev.rapport.runtime.streams.StreamsRunner;
import dev.rapport.scoring.api.ScoringApi;
import dev.rapport.scoring.dashboard.DashboardRoutes;
import dev.rapport.scoring.topology.ScoringTopology;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Scoring, wired: one topology and the API over its stores. */
final class ScoringService implements Service {
    private final ServiceContext context;
    private final ScoringConfig config;
    private final RunningStores stores = new RunningStores();
    private @Nullable StreamsRunner runner;

    ScoringService(ServiceContext context, ScoringConfig config) {
        this.context = context;
        this.config = config;
    }

    @Override
    public String name() {
        return "scoring";
    }

    @Override
    public synchronized void start(Consumer<Throwable> onFailure) {
        var topology = new ScoringTopology(context.serdes(), config.rules()).build();
        runner = new StreamsRunner(
                ScoringServiceFactory.APPLICATION_ID, topology, context.kafka(), context.streams(), context.meters());
        stores.readFrom(runner.streams());
        runner.start(onFailure);
    }

    @Override
    public synchronized Health health() {
        return runner == null ? new Health(true, false, "scoring is not started") : runner.health();
    }

    @Override
    public List<HttpRoutes> routes() {
        return List.of(new ScoringApi(stores), new DashboardRoutes());
    }

    @Override
    public synchronized void close() {
        if (runner != null) {
            runner.close();
        }
    }
}
