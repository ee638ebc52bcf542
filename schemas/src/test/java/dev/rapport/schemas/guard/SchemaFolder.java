package dev.rapport.schemas.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/**
 * The schemas of a folder of {@code .avsc} files, one named type a file, which may name each other.
 *
 * @param name  the folder's name, for messages
 * @param types types by full name
 */
record SchemaFolder(String name, Map<String, Schema> types) {
    static final Path CURRENT = Path.of("src", "main", "avro");
    static final Path RELEASED = Path.of("src", "main", "released");

    static SchemaFolder read(Path folder) throws IOException {
        var parser = new SchemaParser();
        var results = new ArrayList<SchemaParser.ParseResult>();
        for (var file : enumsFirst(folder)) {
            results.add(parser.parse(file));
        }
        var types = new TreeMap<String, Schema>();
        results.stream()
                .map(SchemaParser.ParseResult::mainSchema)
                .forEach(schema -> types.put(schema.getFullName(), schema));
        return new SchemaFolder(folder.getFileName().toString(), types);
    }

    /** Every released version, by name of its folder; none before the first release. */
    static List<SchemaFolder> released(Path root) throws IOException {
        var versions = new ArrayList<SchemaFolder>();
        for (var folder : Files.isDirectory(root) ? list(root) : List.<Path>of()) {
            if (Files.isDirectory(folder)) {
                versions.add(read(folder));
            }
        }
        return versions;
    }

    /** A default is checked when it is parsed: the symbols of its enum must be known by then. */
    private static List<Path> enumsFirst(Path folder) throws IOException {
        var enums = new ArrayList<Path>();
        var records = new ArrayList<Path>();
        for (var file : list(folder)) {
            if (file.toString().endsWith(".avsc")) {
                (Files.readString(file).contains("\"type\": \"enum\"") ? enums : records).add(file);
            }
        }
        enums.addAll(records);
        return enums;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }
}
