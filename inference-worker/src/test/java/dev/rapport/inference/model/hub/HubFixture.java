package dev.rapport.inference.model.hub;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A hub, and an empty cache for every test. */
abstract class HubFixture {
    @TempDir
    protected Path home;

    protected TestingHub hub;
    protected TestingDownloads downloads;

    @BeforeEach
    final void startHub() {
        hub = new TestingHub();
        downloads = new TestingDownloads(home, hub.url());
    }

    @AfterEach
    final void stopHub() {
        hub.close();
    }
}
