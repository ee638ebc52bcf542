package dev.rapport.enrichment.campaign.publish;

import dev.rapport.enrichment.campaign.Campaign;
import dev.rapport.enrichment.campaign.definition.CampaignYaml;
import dev.rapport.enrichment.campaign.definition.InvalidCampaignException;
import dev.rapport.runtime.config.ConfigException;
import dev.rapport.runtime.value.FailureLine;
import dev.rapport.runtime.value.FileFault;
import dev.rapport.runtime.yaml.YamlProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads campaign definitions and checks all of them before any is used. */
public final class CampaignFiles {
    private static final Logger LOG = LoggerFactory.getLogger(CampaignFiles.class);

    private static final String SETTING = "enrichment.campaigns.dir";

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
     * The campaigns of a folder, or the bundled ones. A folder without any is told in the log: it stops all of them.
     *
     * @throws ConfigException with every problem of every file, one a line
     */
    public static List<CampaignFile> load(Optional<Path> folder) {
        var problems = new ArrayList<String>();
        return parse(folder.map(path -> inForce(path, problems)).orElseGet(CampaignFiles::bundled), problems);
    }

    private static Map<String, String> inForce(Path folder, List<String> problems) {
        var texts = texts(folder, SETTING + "=" + folder, problems);
        if (texts.isEmpty() && problems.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("folder", folder)
                    .log("the folder of " + SETTING + " has no file *.yaml or *.yml: every campaign is stopped");
        }
        return texts;
    }

    /**
     * The campaigns of files, and of all files in folders.
     *
     * @throws ConfigException with every problem of every file, one a line
     */
    public static List<CampaignFile> of(List<Path> paths) {
        var problems = new ArrayList<String>();
        var texts = new TreeMap<String, String>();
        for (var path : paths) {
            if (Files.isDirectory(path)) {
                var inFolder = texts(path, path.toString(), problems);
                if (inFolder.isEmpty() && problems.isEmpty()) {
                    problems.add(path + ": has no file *.yaml or *.yml");
                }
                texts.putAll(inFolder);
            } else {
                read(path, texts, problems);
            }
        }
        return parse(texts, problems);
    }

    /** All of them, or none: of a set in which one is wrong the others may be meant to go with it. */
    private static List<CampaignFile> parse(Map<String, String> texts, List<String> problems) {
        var campaigns = new ArrayList<CampaignFile>();
        var placeById = new HashMap<String, String>();
        texts.forEach((file, yaml) -> {
            try {
                var campaign = CampaignYaml.parse(yaml);
                var place = place(file, CampaignYaml.placeOfId(yaml));
                var other = placeById.putIfAbsent(campaign.id(), place);
                if (other != null) {
                    problems.add(place + ": id: campaign " + campaign.id() + " is defined in " + other + " too");
                }
                campaigns.stream()
                        .map(CampaignFile::campaign)
                        .filter(known -> shareCustomers(known, campaign))
                        .forEach(known -> problems.add(place + ": slots: campaign " + known.id()
                                + " has some of them too, and is of the same layer"));
                campaigns.add(new CampaignFile(file, campaign, yaml));
            } catch (InvalidCampaignException e) {
                e.problems().forEach(problem -> problems.add(place(file, problem) + ": " + problem.message()));
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return campaigns;
    }

    private static String place(String file, YamlProblem problem) {
        return file + ":" + problem.line() + ":" + problem.column();
    }

    private static Map<String, String> bundled() {
        var texts = new TreeMap<String, String>();
        BUNDLED.forEach(name -> texts.put(name, resource(name)));
        return texts;
    }

    /** @param what the folder is called in messages */
    private static Map<String, String> texts(Path folder, String what, List<String> problems) {
        var texts = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
            files.forEach(file -> read(file, texts, problems));
        } catch (DirectoryIteratorException e) {
            throw unreadable(what, new IOException(FailureLine.of(e), e));
        } catch (IOException e) {
            throw unreadable(what, e);
        }
        return texts;
    }

    private static ConfigException unreadable(String what, IOException e) {
        return new ConfigException(List.of(what + ": cannot be read: " + FileFault.of(e)));
    }

    private static void read(Path file, Map<String, String> texts, List<String> problems) {
        try {
            texts.put(file.toString(), Files.readString(file));
        } catch (CharacterCodingException e) {
            problems.add(file + ": must be UTF-8");
        } catch (IOException e) {
            problems.add(FileFault.unreadable(file, e));
        }
    }

    /** Whether both are of a layer in which no customer should be of both. */
    private static boolean shareCustomers(Campaign one, Campaign other) {
        var layer = other.experiment().layer();
        return one.experiment()
                .layer()
                .filter(known -> layer.filter(known::overlaps).isPresent())
                .isPresent();
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
