package dev.rapport.schemas.guard;

import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/** FULL compatibility between two versions: old readers read new records and new readers read old ones. */
final class Compatibility {
    private Compatibility() {}

    /** One line for everything that a version breaks for one before it; the current one comes after all that were released. */
    static List<String> problems(List<SchemaFolder> released, SchemaFolder current) {
        var versions = new ArrayList<>(released);
        versions.add(current);
        var problems = new ArrayList<String>();
        for (var older = 0; older < versions.size(); older++) {
            for (var newer = older + 1; newer < versions.size(); newer++) {
                problems.addAll(problems(versions.get(older), versions.get(newer)));
            }
        }
        return problems;
    }

    /** One line for everything in {@code older} that {@code newer} breaks. */
    static List<String> problems(SchemaFolder older, SchemaFolder newer) {
        var problems = new ArrayList<String>();
        older.types().forEach((name, old) -> {
            var now = newer.types().get(name);
            if (now == null) {
                problems.add(name + " of " + older.name() + " is gone from " + newer.name());
                return;
            }
            addTo(problems, name, newer.name() + " cannot read " + older.name(), now, old);
            addTo(problems, name, older.name() + " cannot read " + newer.name(), old, now);
        });
        return problems;
    }

    private static void addTo(List<String> problems, String name, String what, Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (result.getType() != COMPATIBLE) {
            problems.add(name + ": " + what + ": " + reasons(result));
        }
    }

    private static String reasons(SchemaPairCompatibility result) {
        return result.getResult().getIncompatibilities().stream()
                .map(reason -> reason.getType() + " at " + reason.getLocation() + " (" + reason.getMessage() + ")")
                .toList()
                .toString();
    }
}
