package dev.rapport.enrichment.campaign.definition;

/**
 * A rule that a campaign definition breaks.
 *
 * @param line    counted from 1
 * @param column  counted from 1
 * @param message field and rule
 */
public record CampaignProblem(int line, int column, String message) {
    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + message;
    }
}
