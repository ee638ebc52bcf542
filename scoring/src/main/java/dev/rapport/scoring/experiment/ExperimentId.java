package dev.rapport.scoring.experiment;

/**
 * Which experiment. Campaigns and the experiments that others assign each have ids of their own, so that one of theirs that is
 * called like one of ours adds no customers to its arms.
 *
 * @param source who assigns customers to arms
 * @param id     the campaign, or the id that {@code Experiment Viewed} names
 */
public record ExperimentId(Source source, String id) {
    /** Who assigns. */
    public enum Source {
        /** A campaign of ours. */
        CAMPAIGN,
        /** Somebody else, who sends {@code Experiment Viewed}. */
        OUTSIDE
    }
}
