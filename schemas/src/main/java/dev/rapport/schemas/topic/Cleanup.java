package dev.rapport.schemas.topic;

/** What Kafka does with old records of a topic. */
public enum Cleanup {
    /** Records are deleted after the topic's retention. */
    DELETE("delete"),
    /** The last record of every key is kept for ever. */
    COMPACT("compact");

    private final String policy;

    Cleanup(String policy) {
        this.policy = policy;
    }

    /** The value of Kafka's {@code cleanup.policy}. */
    public String policy() {
        return policy;
    }
}
