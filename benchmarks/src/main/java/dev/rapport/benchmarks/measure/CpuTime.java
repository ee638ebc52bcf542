package dev.rapport.benchmarks.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Processor time of the Java threads of this process, by part. Threads of the JVM itself, which compile and collect
 * garbage, are not among them, so that it says more than events per second where the machine does other work too.
 *
 * @param nanosByPart since the threads began
 */
public record CpuTime(Map<String, Long> nanosByPart) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    public CpuTime {
        nanosByPart = Map.copyOf(nanosByPart);
    }

    /** @param part of a thread, by its name */
    public static CpuTime now(Function<String, String> part) {
        var nanos = new TreeMap<String, Long>();
        var ids = THREADS.getAllThreadIds();
        var times = THREADS.getThreadCpuTime(ids);
        var threads = THREADS.getThreadInfo(ids);
        for (var i = 0; i < ids.length; i++) {
            if (threads[i] != null && times[i] > 0) {
                nanos.merge(part.apply(threads[i].getThreadName()), times[i], Long::sum);
            }
        }
        return new CpuTime(nanos);
    }

    /** Of the calling thread, in nanoseconds. */
    public static long ofThisThread() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** What a part has used since an earlier time, in nanoseconds; threads that have ended since are not counted. */
    public long since(CpuTime earlier, String part) {
        return Math.max(0, nanosByPart.getOrDefault(part, 0L) - earlier.nanosByPart.getOrDefault(part, 0L));
    }
}
