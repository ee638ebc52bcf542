package dev.rapport.enrichment.campaign.publish;

import dev.rapport.runtime.config.ConfigReader;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where campaigns and products come from.
 *
 * @param campaignsDir folder of YAML files; without one the bundled campaigns are published
 * @param catalogFile  products as JSON Lines; without one the catalogue is whatever its topic holds
 */
public record CampaignsConfig(Optional<Path> campaignsDir, Optional<Path> catalogFile) {
    /** From {@code enrichment.campaigns.*} and {@code enrichment.catalog.*} settings. */
    public static CampaignsConfig from(ConfigReader in) {
        var campaigns = in.optionalText(
                "enrichment.campaigns.dir",
                "Folder of campaign definitions (*.yaml), published at the start; campaigns that are not in it are stopped."
                        + " Without it the bundled ones are published and nothing is stopped.");
        var catalog = in.optionalText("enrichment.catalog.file", "Products as JSON Lines, published at the start.");
        return new CampaignsConfig(campaigns.map(Path::of), catalog.map(Path::of));
    }
}
