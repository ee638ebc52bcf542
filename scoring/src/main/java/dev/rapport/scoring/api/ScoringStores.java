package dev.rapport.scoring.api;

import dev.rapport.schemas.ArmMoments;
import dev.rapport.schemas.CampaignDefinition;
import dev.rapport.schemas.CustomerProfile;
import dev.rapport.schemas.Metric;
import dev.rapport.schemas.Reply;
import dev.rapport.scoring.state.Decisions;
import dev.rapport.scoring.state.Exposures;
import dev.rapport.scoring.state.Prompts;
import dev.rapport.scoring.state.Sessions;
import dev.rapport.scoring.state.Touchpoints;
import dev.rapport.scoring.topology.ScoringStoreNames;
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
        return open(ScoringStoreNames.METRICS);
    }

    /** Sums over the customers of arms, by arm. */
    default ReadOnlyKeyValueStore<String, ArmMoments> arms() {
        return open(ScoringStoreNames.ARMS);
    }

    /** Latest decisions by customer. */
    default ReadOnlyKeyValueStore<String, Decisions> decisions() {
        return open(ScoringStoreNames.DECISIONS);
    }

    /** Touchpoints by customer. */
    default ReadOnlyKeyValueStore<String, Touchpoints> touchpoints() {
        return open(ScoringStoreNames.TOUCHPOINTS);
    }

    /** First exposures by customer. */
    default ReadOnlyKeyValueStore<String, Exposures> exposures() {
        return open(ScoringStoreNames.EXPOSURES);
    }

    /** Prompts by customer. */
    default ReadOnlyKeyValueStore<String, Prompts> prompts() {
        return open(ScoringStoreNames.PROMPTS);
    }

    /** Sessions by customer. */
    default ReadOnlyKeyValueStore<String, Sessions> sessions() {
        return open(ScoringStoreNames.SESSIONS);
    }

    /** Replies by prompt. */
    default ReadOnlyKeyValueStore<String, Reply> replies() {
        return open(ScoringStoreNames.REPLIES);
    }

    /** Profiles by customer. */
    default ReadOnlyKeyValueStore<String, CustomerProfile> profiles() {
        return open(ScoringStoreNames.PROFILES);
    }

    /** Campaign definitions by id. */
    default ReadOnlyKeyValueStore<String, CampaignDefinition> campaigns() {
        return open(ScoringStoreNames.CAMPAIGNS);
    }
}
