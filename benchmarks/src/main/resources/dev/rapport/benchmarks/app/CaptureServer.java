import dev.rapport.runtime.config.Settings;
import dev.rapport.runtime.service.ServiceProcess;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Capture alone, of the version that is on the class path, over a broker that runs: says its port in one line and ends with
 * its input. Run from source, so that versions which do not know of it can be measured too.
 */
public class CaptureServer {
    private static final String FACTORY = "dev.rapport.benchmarks.app.CaptureServiceFactory";

    public static void main(String[] args) throws Exception {
        var settings = Settings.of(Map.of(
                "kafka.bootstrap.servers", args[0],
                "http.host", "127.0.0.1",
                "http.port", "0",
                "topics.partitions", args[1]));
        try (var process = start(settings)) {
            System.out.println("port " + process.port());
            while (System.in.read() >= 0) {}
        }
        System.exit(0);
    }

    private static ServiceProcess start(Settings settings) throws Exception {
        var constructor = Class.forName(FACTORY).getDeclaredConstructor();
        constructor.setAccessible(true);
        Method start = Arrays.stream(ServiceProcess.class.getMethods())
                .filter(method -> method.getName().equals("start") && method.getParameterCount() == 4)
                .findFirst()
                .orElseThrow();
        // The last argument was once further routes; later it says where the schema registry is.
        Object last = start.getParameterTypes()[3] == List.class
                ? List.of()
                : Class.forName("dev.rapport.registry.LocalRegistry")
                        .getMethod("unlessRemote")
                        .invoke(null);
        return (ServiceProcess) start.invoke(null, settings, 0, List.of(constructor.newInstance()), last);
    }
}
