package dev.rapport.ingestion.campaign.kafka;

import dev.rapport.ingestion.campaign.yaml.CampaignYaml;
import dev.rapport.ingestion.campaign.yaml.InvalidCampaignException;
import dev.rapport.runtime.config.ConfigException;
import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads campaign definitions and checks all of them before any is used. */
public final class CampaignFiles {
    private static final List<String> BUNDLED = Stream.of(
                    "cart-abandoned",
                    "conversation-summary",
                    "product-recommendation",
                    "social-post",
                    "support-answer",
                    "welcome",
                    "win-back")
            .map(id -> "campaigns/" + id + ".yaml")
            .toList();

    private CampaignFiles() {}

    /**
     * The campaigns of a folder, or the bundled ones.
     *
     * @throws ConfigException with every problem of every file, one a line
     */
    public static List<CampaignFile> load(Optional<Path> folder) {
        var problems = new ArrayList<String>();
        var campaigns = new ArrayList<CampaignFile>();
        var fileById = new HashMap<String, String>();
        texts(folder).forEach((file, yaml) -> {
            try {
                var campaign = CampaignYaml.parse(yaml);
                var other = fileById.putIfAbsent(campaign.id(), file);
                if (other != null) {
                    problems.add(file + ": campaign " + campaign.id() + " is defined in " + other + " too");
                }
                campaigns.add(new CampaignFile(campaign, yaml));
            } catch (InvalidCampaignException e) {
                e.problems().forEach(problem -> problems.add(file + ": " + problem));
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return campaigns;
    }

    private static Map<String, String> texts(Optional<Path> folder) {
        var texts = new TreeMap<String, String>();
        if (folder.isEmpty()) {
            BUNDLED.forEach(name -> texts.put(name, resource(name)));
            return texts;
        }
        try (var files = Files.newDirectoryStream(folder.get(), "*.{yaml,yml}")) {
            for (var file : files) {
                texts.put(file.toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new ConfigException(
                    List.of("ingestion.campaigns.dir=" + folder.get() + ": cannot be read: " + FileFault.of(e)));
        }
        return texts;
    }

    private static String resource(String name) {
        try (var in = CampaignFiles.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
