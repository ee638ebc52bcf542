import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts what a recording of JaCoCo says was executed: classes, and of them records and those generated from Avro. */
public final class CountClasses {
    private CountClasses() {}

    /** @param args a recording of an event, one without, then folders of classes */
    public static void main(String[] args) throws Exception {
        var executed = executed(Path.of(args[0]));
        var idle = executed(Path.of(args[1]));
        var own = new TreeSet<>(executed);
        own.removeAll(idle);
        var folders = Arrays.copyOfRange(args, 2, args.length);
        if (System.getenv("NAMES") != null) {
            executed.forEach(name -> System.out.println((own.contains(name) ? "own " : "idle ") + name));
        }
        print("classes executed", executed, folders);
        print("of these not without an event", own, folders);
    }

    private static void print(String what, TreeSet<String> names, String[] folders) throws IOException {
        var records = 0;
        var avro = 0;
        var modules = new TreeMap<String, Integer>();
        for (var name : names) {
            var bytes = bytes(folders, name);
            if (bytes == null) {
                continue;
            }
            modules.merge(String.join(".", Arrays.copyOf(name.split("/"), 3)), 1, Integer::sum);
            records += bytes.contains("java/lang/Record") && bytes.contains("java/lang/runtime/ObjectMethods") ? 1 : 0;
            avro += bytes.contains("org/apache/avro/specific/SpecificRecordBase") && bytes.contains("SCHEMA$") ? 1 : 0;
        }
        var total = modules.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println(what + " " + total + ", records among them " + records + ", Avro types " + avro);
        for (Map.Entry<String, Integer> module : modules.entrySet()) {
            System.out.println("  " + module.getKey() + " " + module.getValue());
        }
    }

    /** Names of executed classes, read with JaCoCo's own reader by reflection: its package differs in the shaded jar. */
    private static TreeSet<String> executed(Path recording) throws Exception {
        var loaderType = Class.forName("org.jacoco.cli.internal.core.tools.ExecFileLoader");
        var loader = loaderType.getConstructor().newInstance();
        loaderType.getMethod("load", File.class).invoke(loader, recording.toFile());
        var store = loaderType.getMethod("getExecutionDataStore").invoke(loader);
        var names = new TreeSet<String>();
        for (var data : (Iterable<?>) store.getClass().getMethod("getContents").invoke(store)) {
            if ((boolean) data.getClass().getMethod("hasHits").invoke(data)) {
                names.add((String) data.getClass().getMethod("getName").invoke(data));
            }
        }
        return names;
    }

    private static String bytes(String[] folders, String name) throws IOException {
        for (var folder : folders) {
            var file = Path.of(folder, name + ".class");
            if (Files.exists(file)) {
                return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
            }
        }
        return null;
    }
}
