package dev.rapport.scoring.api;

import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.Reply;
import dev.rapport.scoring.state.CustomerState;
import dev.rapport.scoring.topology.ScoringTopology;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The topology's stores, for reading. Every access may fail with
 * {@link org.apache.kafka.streams.errors.InvalidStateStoreException} while they are not there.
 */
public interface ScoringStores {
    /** A key-value store by name. */
    <V extends SpecificRecord> ReadOnlyKeyValueStore<String, V> open(String name);

    /** Rows of metrics by store key. */
    default ReadOnlyKeyValueStore<String, Metric> metrics() {
        return open(ScoringTopology.METRICS_BY_KEY);
    }

    /** Histories by customer. */
    default ReadOnlyKeyValueStore<String, CustomerState> customers() {
        return open(ScoringTopology.CUSTOMERS);
    }

    /** Replies by prompt. */
    default ReadOnlyKeyValueStore<String, Reply> replies() {
        return open(ScoringTopology.REPLIES_BY_PROMPT);
    }

    /** Profiles by customer. */
    default ReadOnlyKeyValueStore<String, CustomerProfile> profiles() {
        return open(ScoringTopology.PROFILES_BY_CUSTOMER);
    }

    /** Campaign definitions by id. */
    default ReadOnlyKeyValueStore<String, CampaignDefinition> campaigns() {
        return open(ScoringTopology.CAMPAIGNS_BY_ID);
    }
}
