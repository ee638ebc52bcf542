package dev.rapport.runtime.service;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Handlers of operating system signals. The class behind it is in every JDK but in no specification, so it is reached by
 * reflection; where it is missing a signal ends the JVM as usual.
 */
final class Signals implements AutoCloseable {
    private final Map<Object, Object> before = new HashMap<>();

    /** Runs an action, on a thread of the JVM's, whenever one of some signals comes; until closed. */
    static Signals handle(Runnable action, String... names) {
        var signals = new Signals();
        try {
            var handlerType = Class.forName("sun.misc.SignalHandler");
            var handler = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(),
                    new Class<?>[] {handlerType},
                    (proxy, method, args) -> answer(proxy, method, args, action));
            var signalType = Class.forName("sun.misc.Signal");
            for (var name : names) {
                var signal = signalType.getConstructor(String.class).newInstance(name);
                signals.before.put(signal, set(signal, handler));
            }
        } catch (ReflectiveOperationException e) {
            signals.close();
        }
        return signals;
    }

    /** Puts the handlers back that were there before. */
    @Override
    public void close() {
        before.forEach((signal, handler) -> {
            try {
                set(signal, handler);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a signal that could be handled cannot be given back", e);
            }
        });
        before.clear();
    }

    private static Object set(Object signal, Object handler) throws ReflectiveOperationException {
        var handlerType = Class.forName("sun.misc.SignalHandler");
        return signal.getClass()
                .getMethod("handle", signal.getClass(), handlerType)
                .invoke(null, signal, handler);
    }

    private static @Nullable Object answer(Object proxy, Method method, Object @Nullable [] args, Runnable action) {
        return switch (method.getName()) {
            case "handle" -> {
                action.run();
                yield null;
            }
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "handler of rapport";
        };
    }
}
