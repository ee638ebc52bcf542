package dev.rapport.ingestion.capture.hubspot;

import dev.rapport.ingestion.capture.RawEvent;
import dev.rapport.ingestion.capture.RejectedFormat;
import dev.rapport.schemas.topic.Origin;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rejected changes of HubSpot: one change, or a body that was none. */
public final class HubSpotFormat implements RejectedFormat {
    private static final String NAME = "hubspot";

    /** Of what its webhooks bring. */
    public static final Origin ORIGIN = Origin.ofRequest(NAME);

    private final HubSpotReader reader;

    public HubSpotFormat(HubSpotConfig config) {
        this.reader = new HubSpotReader(config);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<? extends RawEvent> read(String detail, byte[] original, @Nullable ByteBuffer envelope) {
        return reader.read(original).orElse(List.of());
    }
}
