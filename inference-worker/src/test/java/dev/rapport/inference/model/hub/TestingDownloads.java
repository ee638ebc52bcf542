package dev.rapport.inference.model.hub;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A cache in a folder, and a hub that never makes a test wait; records what it is told. */
final class TestingDownloads implements DownloadListener {
    static final String WEIGHTS = "model.safetensors";

    final Map<String, String> environment = new HashMap<>();
    final List<String> told = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();
    HubCache.Linker linker = HubCache.Linker.SYMBOLIC;
    private final Path home;

    TestingDownloads(Path home, String endpoint) {
        this.home = home;
        environment.put("HF_ENDPOINT", endpoint);
        environment.put("HF_HUB_CACHE", cache().toString());
    }

    Path cache() {
        return home.resolve("hub");
    }

    Path model() {
        return cache().resolve("models--acme--tiny-gpt2");
    }

    Path fetch() throws HubException {
        return fetch(RequiredFiles.MODEL);
    }

    Path fetch(RequiredFiles wanted) throws HubException {
        var timeouts = new HubClient.Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(300));
        var hub = new Hub(new HubSettings(environment, home), timeouts, pauses::add, linker);
        return hub.fetch(TestingHub.ID, wanted, this);
    }

    @Override
    public void waiting(HubId id) {
        told.add("waiting");
    }

    @Override
    public void started(HubId id, URI hub, long bytes, long present) {
        told.add("started " + bytes);
    }

    @Override
    public void progressed(long present) {
        told.add("progressed " + present);
    }

    @Override
    public void faltered(String fault) {
        told.add("faltered " + fault);
    }

    @Override
    public void finished() {
        told.add("finished");
    }

    @Override
    public void failed() {
        told.add("failed");
    }
}
