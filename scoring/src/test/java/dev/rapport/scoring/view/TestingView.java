package dev.rapport.scoring.view;

import dev.rapport.schemas.topic.Topic;
import dev.rapport.testkit.record.Customers;
import dev.rapport.testkit.topology.TopologyHarness;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A read model that is filled without a broker: what is piped in is there when the call returns. Not thread-safe. */
public final class TestingView implements AutoCloseable {
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicBoolean complete = new AtomicBoolean(true);
    private final TopologyHarness harness;
    private @Nullable ScoringView view;
    private boolean closed;

    /** @param subscribers get what changes */
    public TestingView(Consumer<StreamEvent> subscribers) {
        this.harness = TopologyHarness.start("rapport-scoring-view", serdes -> {
            view = ScoringView.create(new ViewContext(serdes, meters, subscribers, complete::get, Customers::of));
            return new ViewTopology(serdes, view).build();
        });
    }

    public ScoringView view() {
        if (view == null) {
            throw new IllegalStateException("the topology is not built");
        }
        return view;
    }

    public MeterRegistry meters() {
        return meters;
    }

    public TopologyHarness harness() {
        return harness;
    }

    /** Whether all old records are read. */
    public void setComplete(boolean isComplete) {
        complete.set(isComplete);
    }

    public <V extends SpecificRecord> void pipe(Topic<V> topic, String key, @Nullable V value) {
        harness.pipe(topic, key, value);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            harness.close();
        }
    }
}
