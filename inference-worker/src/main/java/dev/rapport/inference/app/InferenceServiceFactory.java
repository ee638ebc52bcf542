package dev.rapport.inference.app;

import dev.rapport.inference.consent.ConsentFollower;
import dev.rapport.inference.consent.ConsentGate;
import dev.rapport.inference.consent.MergedIdentities;
import dev.rapport.inference.consent.PauseGate;
import dev.rapport.inference.consent.PausedCampaigns;
import dev.rapport.inference.consent.Withdrawals;
import dev.rapport.inference.engine.GeneratorConfig;
import dev.rapport.inference.engine.LocalTextGenerator;
import dev.rapport.inference.openai.OpenAiTextGenerator;
import dev.rapport.inference.reply.ReplyComposer;
import dev.rapport.inference.reply.ReplyConfig;
import dev.rapport.inference.stream.PromptStream;
import dev.rapport.inference.stream.StreamConfig;
import dev.rapport.inference.text.TextGenerator;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.metrics.CounterMeter;
import dev.rapport.runtime.service.Service;
import dev.rapport.runtime.service.ServiceContext;
import dev.rapport.runtime.service.ServiceFactory;
import dev.rapport.runtime.value.Checks;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Wires the inference worker: a model, and the stream that feeds it. */
public final class InferenceServiceFactory implements ServiceFactory {
    /** Opens what writes; called at start, on the starting thread. */
    @FunctionalInterface
    public interface Opener {
        TextGenerator open(String model, GeneratorConfig config);
    }

    private static final CounterMeter SERVER_FAULTS = CounterMeter.of(
            "rapport.inference.server.faults",
            "requests",
            "Attempts that the model's server did not answer, or answered with a request to retry later.");
    private static final String LOCAL = "local";
    private static final String OPENAI = "openai";

    /** Withdrawals, or merges. */
    private static final int MAX_KNOWN = 5_000_000;

    private final Opener opener;

    /** With the models that {@link LocalTextGenerator} knows. */
    public InferenceServiceFactory() {
        this(LocalTextGenerator::open);
    }

    /** With another source of texts. */
    public InferenceServiceFactory(Opener opener) {
        this.opener = opener;
    }

    @Override
    public List<String> applicationIds() {
        return List.of(PromptStream.GROUP);
    }

    @Override
    public Service create(ServiceContext context) {
        var in = context.config();
        var model = in.text(
                "inference.model",
                "default",
                "Model: default (bundled), a folder, or the id of a model on the Hugging Face hub, downloaded once.");
        var settings = GeneratorSettings.from(in);
        var remote = remote(in);
        var stream = StreamConfig.from(in, slot(in));
        var replies = ReplyConfig.from(in);
        var withdrawals = new Withdrawals(limit(
                in,
                "inference.consent.max-withdrawals",
                "Max number of withdrawn consents that this worker keeps, 16 to 32 bytes of memory each."));
        var identities = new MergedIdentities(limit(
                in,
                "inference.consent.max-merges",
                "Max number of merged identities that this worker keeps, 50 to 100 bytes of memory each."));
        var paused = new PausedCampaigns();
        var consents = new ConsentFollower(
                context.kafka(), context.serdes(), withdrawals, identities, paused, context.meters());
        return new InferenceService(
                () -> remote.isPresent() ? open(remote.get(), context) : opener.open(model, settings),
                generator -> {
                    if (generator instanceof LocalTextGenerator local) {
                        EngineMeters.bind(local, context.meters());
                    }
                    return PromptStream.of(
                            stream,
                            new ReplyComposer(generator, replies, InstantSource.system(), paused::contains),
                            new PauseGate(paused, new ConsentGate(withdrawals, identities)),
                            context.kafka(),
                            context.serdes(),
                            context.meters());
                },
                consents);
    }

    /** A limit on what is known of consents. */
    private static int limit(ConfigReader in, String key, String doc) {
        var max = in.integer(key, MAX_KNOWN, doc + " With more it stops.");
        return in.build(
                () -> {
                    Checks.atLeast(1, max, key);
                    return max;
                },
                () -> MAX_KNOWN);
    }

    /** Empty when the model is in this process. */
    private static Optional<OpenAiSettings> remote(ConfigReader in) {
        var backend = in.text(
                "inference.backend",
                LOCAL,
                "Where the model is: local (in this process) or openai (a server with the OpenAI API).");
        var isRemote = in.build(
                () -> switch (backend) {
                    case LOCAL -> false;
                    case OPENAI -> true;
                    default ->
                        throw new IllegalArgumentException(
                                "inference.backend=" + backend + ": must be local or openai");
                },
                () -> false);
        return OpenAiSettings.from(in, isRemote, System::getenv);
    }

    private static TextGenerator open(OpenAiSettings settings, ServiceContext context) {
        var generator = OpenAiTextGenerator.open(settings.config(), settings.key());
        SERVER_FAULTS.follow(context.meters(), generator, OpenAiTextGenerator::faults);
        return generator;
    }

    /** Workers of one host differ in their port or, where any free one is used, in their process. */
    private static String slot(ConfigReader in) {
        var port = in.integer("http.port", InferenceMain.PORT, "Port of the HTTP server; 0 takes any free one.");
        var place = port == 0 ? ProcessHandle.current().pid() : port;
        try {
            return InetAddress.getLocalHost().getHostName() + "-" + place;
        } catch (UnknownHostException e) {
            // A host without a name: one worker with this port is assumed.
            return "localhost-" + place;
        }
    }
}
