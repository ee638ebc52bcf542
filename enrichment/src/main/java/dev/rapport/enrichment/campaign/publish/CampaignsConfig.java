package dev.rapport.enrichment.campaign.publish;

import dev.rapport.runtime.config.ConfigReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where campaigns and products come from.
 *
 * @param campaignsDir folder of YAML files; without one the bundled campaigns are published
 * @param catalogFile  products as JSON Lines; without one the catalogue is whatever its topic holds
 * @param publishedBy  who publishes them
 */
public record CampaignsConfig(Optional<Path> campaignsDir, Optional<Path> catalogFile, Optional<String> publishedBy) {
    /** From {@code enrichment.campaigns.*} and {@code enrichment.catalog.*} settings. */
    public static CampaignsConfig from(ConfigReader in) {
        var campaigns = in.optionalText(
                "enrichment.campaigns.dir",
                "Folder of campaign definitions (*.yaml), published at the start; campaigns that are not in it are stopped."
                        + " Without it the bundled ones are published and nothing is stopped.");
        var catalog = in.optionalText("enrichment.catalog.file", "Products as JSON Lines, published at the start.");
        var publishedBy = in.optionalText(
                "enrichment.campaigns.published-by",
                "Who publishes the campaigns, kept with every version of them. Without it the user and host of the process.");
        return new CampaignsConfig(campaigns.map(Path::of), catalog.map(Path::of), publishedBy);
    }

    /** Who publishes: as set, or the user and host of this process. */
    public String publisher() {
        return publishedBy.orElseGet(() -> System.getProperty("user.name") + "@" + host());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }
}
