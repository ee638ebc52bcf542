package dev.rapport.scoring.app;

import dev.rapport.runtime.http.Health;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.service.Service;
import dev.rapport.runtime.service.ServiceContext;
import dev.rapport.runtime.streams.StreamsRunner;
import dev.rapport.scoring.api.ScoringApi;
import dev.rapport.scoring.dashboard.DashboardRoutes;
import dev.rapport.scoring.live.LiveFeed;
import dev.rapport.scoring.live.RecentReplies;
import dev.rapport.scoring.live.Watchers;
import dev.rapport.scoring.topology.Batching;
import dev.rapport.scoring.topology.ScoringTopology;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Scoring, wired: one topology, the tail of what it publishes, and the API over both. */
final class ScoringService implements Service {
    private final ServiceContext context;
    private final ScoringConfig config;
    private final RunningStores stores = new RunningStores();
    private final RecentReplies recent = new RecentReplies();
    private final Watchers watchers;
    private final LiveFeed feed;
    private @Nullable StreamsRunner runner;

    ScoringService(ServiceContext context, ScoringConfig config) {
        this.context = context;
        this.config = config;
        this.watchers = new Watchers(context.meters());
        this.feed = new LiveFeed(context.kafka(), context.serdes(), recent, watchers, context.meters());
    }

    @Override
    public String name() {
        return "scoring";
    }

    @Override
    public synchronized void start(Consumer<Throwable> onFailure) {
        var topology = new ScoringTopology(context.serdes(), config.rules(), config.kept(), Batching.DEFAULT).build();
        runner = new StreamsRunner(
                ScoringServiceFactory.APPLICATION_ID, topology, context.kafka(), context.streams(), context.meters());
        stores.readFrom(runner.streams());
        runner.start(onFailure);
        feed.start();
    }

    @Override
    public synchronized Health health() {
        return runner == null ? new Health(true, false, "scoring is not started") : runner.health();
    }

    @Override
    public List<HttpRoutes> routes() {
        return List.of(new ScoringApi(stores, config.analysis(), recent, watchers), new DashboardRoutes());
    }

    @Override
    public synchronized void close() {
        feed.close();
        if (runner != null) {
            runner.close();
        }
    }
}
