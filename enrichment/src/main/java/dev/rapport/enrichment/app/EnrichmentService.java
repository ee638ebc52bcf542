package dev.rapport.enrichment.app;

import dev.rapport.enrichment.api.PausesResource;
import dev.rapport.enrichment.campaign.publish.CampaignFile;
import dev.rapport.enrichment.campaign.publish.CampaignFiles;
import dev.rapport.enrichment.campaign.publish.CampaignPauses;
import dev.rapport.enrichment.campaign.publish.CampaignPublisher;
import dev.rapport.enrichment.campaign.publish.CampaignsConfig;
import dev.rapport.enrichment.campaign.publish.CatalogFile;
import dev.rapport.enrichment.read.Json;
import dev.rapport.enrichment.topology.EnrichmentConfig;
import dev.rapport.enrichment.topology.EnrichmentTopology;
import dev.rapport.runtime.http.Health;
import dev.rapport.runtime.http.HttpRoutes;
import dev.rapport.runtime.service.Service;
import dev.rapport.runtime.service.ServiceContext;
import dev.rapport.runtime.streams.StreamsRunner;
import dev.rapport.schemas.CatalogProduct;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The control topology and the enrichment topology as one service: published files are in force before it decides. */
final class EnrichmentService implements Service {
    private final ServiceContext context;
    private final EnrichmentConfig config;
    private final Json json;
    private final List<CampaignFile> campaigns;
    private final boolean campaignsFromFolder;
    private final String publishedBy;
    private final List<CatalogProduct> products;
    private volatile @Nullable Control control;
    private volatile @Nullable StreamsRunner runner;
    private volatile boolean ranOnce;

    private EnrichmentService(
            ServiceContext context,
            EnrichmentConfig config,
            Json json,
            List<CampaignFile> campaigns,
            boolean campaignsFromFolder,
            String publishedBy,
            List<CatalogProduct> products) {
        this.context = context;
        this.config = config;
        this.json = json;
        this.campaigns = campaigns;
        this.campaignsFromFolder = campaignsFromFolder;
        this.publishedBy = publishedBy;
        this.products = products;
    }

    /**
     * Reads the settings and the files they name.
     *
     * @throws dev.rapport.runtime.config.ConfigException with every problem of the files
     */
    static EnrichmentService create(ServiceContext context, Json json) {
        var config = EnrichmentConfig.from(context.config());
        var files = CampaignsConfig.from(context.config());
        return new EnrichmentService(
                context,
                config,
                json,
                CampaignFiles.load(files.campaignsDir()),
                files.campaignsDir().isPresent(),
                files.publisher(),
                files.catalogFile().map(CatalogFile::load).orElse(List.of()));
    }

    @Override
    public String name() {
        return "enrichment";
    }

    /** Publishes what the files hold and starts the topology once everything published is in force. */
    @Override
    public void start(Consumer<Throwable> onFailure) {
        config.identity().warnIfPublished();
        var check = new Control(context);
        control = check;
        check.start(onFailure);
        check.awaitChecked();
        publish(check);
        check.awaitChecked();
        var topology = new EnrichmentTopology(context.serdes(), config, context.meters(), json).build();
        var started = new StreamsRunner(
                EnrichmentServiceFactory.ENRICHMENT, topology, context.kafka(), context.streams(), context.meters());
        runner = started;
        started.start(onFailure);
    }

    private void publish(Control check) {
        var publisher = new CampaignPublisher(context.kafka(), context.serdes(), InstantSource.system(), publishedBy);
        publisher.withdrawForgotten();
        // What is compared with the files next must not be what was just withdrawn.
        check.awaitChecked();
        publisher.publishCampaigns(campaigns);
        if (campaignsFromFolder) {
            publisher.stopCampaignsExcept(campaigns);
        }
        if (!products.isEmpty()) {
            publisher.publishCatalog(products);
        }
    }

    /** Ready once it has run: events that are captured while partitions move are enriched a little later. */
    @Override
    public Health health() {
        var check = control;
        var current = runner;
        if (check == null || current == null) {
            return new Health(true, false, EnrichmentServiceFactory.ENRICHMENT + " is not started");
        }
        var checking = check.health();
        var now = current.health();
        ranOnce |= now.ready();
        return new Health(now.live() && checking.live(), ranOnce, now.detail() + ", " + checking.detail());
    }

    @Override
    public List<HttpRoutes> routes() {
        return List.of(
                new PausesResource(new CampaignPauses(context.kafka(), context.serdes(), InstantSource.system())));
    }

    @Override
    public void close() {
        var current = runner;
        if (current != null) {
            current.close();
        }
        var check = control;
        if (check != null) {
            check.close();
        }
    }
}
