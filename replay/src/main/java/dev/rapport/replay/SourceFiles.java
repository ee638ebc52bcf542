package dev.rapport.replay;

import dev.rapport.runtime.mapping.Mapping;
import dev.rapport.runtime.mapping.UnusableFileException;
import dev.rapport.runtime.value.FileFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which files are read, and as what. */
public final class SourceFiles {
    private static final Pattern JSON = Pattern.compile(".*\\.(jsonl|ndjson|json)(\\.gz)?");
    private static final Pattern XML = Pattern.compile(".*\\.xml(\\.gz)?");
    private static final Pattern CSV = Pattern.compile(".*\\.(csv|tsv)(\\.gz)?");

    /** What a file is. */
    public enum Format {
        /** By its name: events where it says JSON, else CSV where there is a mapping. A Merchant feed by its content. */
        AUTO,
        CSV,
        /** JSON objects that the mapping reads. */
        JSON,
        /** Segment events, one a line. */
        SEGMENT,
        /** A Google Merchant feed, XML or text with tabs. */
        MERCHANT
    }

    private final Optional<Mapping> mapping;
    private final Format format;

    public SourceFiles(Optional<Mapping> mapping, Format format) {
        this.mapping = mapping;
        this.format = format;
    }

    /**
     * The files, those of a folder in the order of their names.
     *
     * @throws UnusableFileException when there is no mapping for one that needs it, or nothing in a folder
     */
    List<SourceFile> of(List<Path> paths) {
        var files = new ArrayList<SourceFile>();
        for (var path : paths) {
            if (Files.isDirectory(path)) {
                files.addAll(in(path));
            } else {
                files.add(of(path));
            }
        }
        return files;
    }

    private List<SourceFile> in(Path folder) {
        try (var entries = Files.list(folder)) {
            var files = entries.filter(Files::isRegularFile)
                    .filter(file -> JSON.matcher(name(file)).matches()
                            || XML.matcher(name(file)).matches()
                            || CSV.matcher(name(file)).matches())
                    .sorted()
                    .map(this::of)
                    .toList();
            if (files.isEmpty()) {
                throw new UnusableFileException(folder
                        + ": there is no file in it whose name ends with .csv, .tsv, .xml, .jsonl, .ndjson or .json");
            }
            return files;
        } catch (IOException e) {
            throw new UnusableFileException(FileFault.unreadable(folder, e));
        }
    }

    private SourceFile of(Path path) {
        return switch (format) {
            case AUTO ->
                mapping.isEmpty() && !JSON.matcher(name(path)).matches()
                        ? MerchantFeeds.recognised(text(path)).orElseGet(() -> byName(path))
                        : byName(path);
            case MERCHANT -> MerchantFeeds.recognised(text(path)).orElseGet(() -> new MerchantFile(text(path)));
            case SEGMENT -> new JsonLinesFile(text(path));
            case JSON -> new JsonRecordsFile(text(path), mapping(path, "JSON that is not Segment's"));
            case CSV -> csv(path);
        };
    }

    private SourceFile byName(Path path) {
        var isText = mapping.isEmpty() && !CSV.matcher(name(path)).matches();
        return isText || JSON.matcher(name(path)).matches() ? new JsonLinesFile(text(path)) : csv(path);
    }

    private CsvFile csv(Path path) {
        var columns = mapping(path, "a CSV file");
        return new CsvFile(new EncodedFile(path, columns.dialect().encoding()), columns);
    }

    private Mapping mapping(Path path, String what) {
        return mapping.orElseThrow(() -> new UnusableFileException(
                path + ": " + what + " needs --mapping FILE, which says what its columns mean"));
    }

    private static EncodedFile text(Path path) {
        return new EncodedFile(path, StandardCharsets.UTF_8);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    }
}
