package dev.rapport.runtime.service;

import dev.rapport.runtime.config.ConfigException;
import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.value.FailureLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main function of a service that runs alone: {@code [--config FILE] [--KEY=VALUE …]}, settings from {@code RAPPORT_*}
 * too. Returns the exit code: 0 when told to stop, 1 when it could not start, 2 for wrong settings, 3 when it failed while
 * running and a restart may help, each with a line in the log; a stack trace only of mistakes in the program, and where
 * the log is at debug level. A second signal ends it at once.
 */
public final class ServiceMain {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);

    /** Longer than a worker drains and a topology commits. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(60);

    private ServiceMain() {}

    /** Runs a service, with the schema registry at {@code registry.url}, until it fails or the process is stopped. */
    public static int run(String[] args, int defaultPort, ServiceFactory factory) {
        return run(args, defaultPort, List.of(factory), RegistrySource.remote());
    }

    /** Runs services until one fails or the process is stopped. */
    public static int run(String[] args, int defaultPort, List<ServiceFactory> factories, RegistrySource registry) {
        try (var signal = StopSignal.install(LOG::error, CLOSE_TIMEOUT)) {
            return serve(settings(args), defaultPort, factories, registry, signal);
        } catch (ConfigException e) {
            e.problems().forEach(LOG::error);
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (RuntimeException | ExecutionException e) {
            report("cannot start", e);
            return 1;
        }
    }

    private static int serve(
            Settings settings,
            int defaultPort,
            List<ServiceFactory> factories,
            RegistrySource registry,
            StopSignal signal)
            throws InterruptedException, ExecutionException {
        try (var process = ServiceProcess.start(settings, defaultPort, factories, registry)) {
            LOG.atInfo()
                    .addKeyValue("host", process.http().host())
                    .addKeyValue("port", process.port())
                    .log("serving");
            CompletableFuture.anyOf(signal.stopped(), process.failure()).get();
            if (!process.failure().isDone()) {
                return 0;
            }
            report("stopping, as a service has failed", process.failure().join());
            return 3;
        }
    }

    private static void report(String what, Throwable failure) {
        if (FailureLine.isMistake(failure)) {
            LOG.error("{}", what, failure);
        } else {
            LOG.error("{}: {}", what, FailureLine.of(failure));
            LOG.debug("why: {}", what, failure);
        }
    }

    private static Settings settings(String[] args) {
        Optional<Path> file = Optional.empty();
        Map<String, String> flags = new LinkedHashMap<>();
        for (var i = 0; i < args.length; i++) {
            var arg = args[i];
            var equals = arg.indexOf('=');
            if (arg.equals("--config") && i + 1 < args.length) {
                file = Optional.of(Path.of(args[++i]));
            } else if (arg.startsWith("--") && equals > 2) {
                flags.put(arg.substring(2, equals), arg.substring(equals + 1));
            } else {
                throw new ConfigException(List.of(arg + ": expected --config FILE or --KEY=VALUE"));
            }
        }
        return Settings.load(file, System.getenv(), flags);
    }
}
