package dev.rapport.embedded;

import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import kafka.server.ControllerServer;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.controller.ControllerRequestContext;

/**
 * What a killed broker leaves behind: metadata that says it serves, at an address where nobody listens. A broker that
 * starts on it is refused until that session has run out; it takes up the transactions that were decided and cannot
 * deliver their markers; and when the session ends, partitions have no leader for a moment, Kafka 4.3 takes them for
 * deleted and drops the markers for good: readers of committed records would wait for ever. So the controller starts
 * first and forgets the last session, which is certainly over: only one process at a time has the directory.
 */
final class LastSession {
    private static final long POLL_NANOS = 5_000_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private LastSession() {}

    /** Returns when metadata knows of no broker; until then none may start. */
    static void forget(ControllerServer controller) throws InterruptedException, ExecutionException {
        var deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!tryForget(controller)) {
            if (System.nanoTime() > deadline) {
                throw new EmbeddedKafkaException("the controller did not come up; see the log");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static boolean tryForget(ControllerServer controller) throws InterruptedException, ExecutionException {
        var context =
                new ControllerRequestContext(new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
        try {
            controller
                    .controller()
                    .unregisterBroker(context, BrokerSettings.NODE_ID)
                    .get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NotControllerException) {
                return false;
            }
            if (e.getCause() instanceof BrokerIdNotRegisteredException) {
                return true;
            }
            throw e;
        }
    }
}
