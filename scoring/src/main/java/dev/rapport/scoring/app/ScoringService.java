package dev.rapport.scoring.app;

import dev.rapport.runtime.http.Health;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.service.Service;
import dev.rapport.runtime.service.ServiceContext;
import dev.rapport.runtime.streams.StreamsRunner;
import dev.rapport.scoring.api.ScoringApi;
import dev.rapport.scoring.api.stream.Subscribers;
import dev.rapport.scoring.dashboard.DashboardRoutes;
import dev.rapport.scoring.topology.Batching;
import dev.rapport.scoring.topology.ScoringTopology;
import dev.rapport.scoring.view.ScoringView;
import dev.rapport.scoring.view.ViewContext;
import dev.rapport.scoring.view.ViewTopology;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Scoring, wired: one topology that scores, one that reads the results into the read model, and the API over it. */
final class ScoringService implements Service {
    private final ServiceContext context;
    private final ScoringConfig config;
    private final Subscribers subscribers;
    private final ScoringView view;
    private volatile @Nullable StreamsRunner scoring;
    private volatile @Nullable StreamsRunner reading;

    ScoringService(ServiceContext context, ScoringConfig config) {
        this.context = context;
        this.config = config;
        this.subscribers = new Subscribers(context.meters());
        this.view = ScoringView.create(new ViewContext(
                context.serdes(),
                context.meters(),
                subscribers::publish,
                () -> healthOf(reading).ready(),
                config.identity().hash()::of));
    }

    @Override
    public String name() {
        return "scoring";
    }

    @Override
    public void start(Consumer<Throwable> onFailure) {
        config.identity().warnIfPublished();
        var runner = new StreamsRunner(
                ScoringServiceFactory.APPLICATION_ID,
                new ScoringTopology(context.serdes(), config.rules(), config.kept(), Batching.DEFAULT).build(),
                context.kafka(),
                context.streams(),
                context.meters());
        scoring = runner;
        runner.start(onFailure);
        var reader = StreamsRunner.ofGlobalStores(
                ScoringServiceFactory.VIEW_ID,
                new ViewTopology(context.serdes(), view).build(),
                context.kafka(),
                context.streams(),
                context.meters());
        reading = reader;
        reader.start(onFailure);
    }

    /** That of the part that is not ready, or else of the topology that scores. */
    @Override
    public Health health() {
        var ofReading = healthOf(reading);
        return ofReading.live() && ofReading.ready() ? healthOf(scoring) : ofReading;
    }

    @Override
    public List<HttpRoutes> routes() {
        return List.of(new ScoringApi(view, config.analysis(), subscribers, Clock.systemUTC()), new DashboardRoutes());
    }

    @Override
    public void close() {
        subscribers.close();
        close(reading);
        close(scoring);
    }

    private static Health healthOf(@Nullable StreamsRunner runner) {
        return runner == null ? new Health(true, false, "scoring is not started") : runner.health();
    }

    private static void close(@Nullable StreamsRunner runner) {
        if (runner != null) {
            runner.close();
        }
    }
}
