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
