package dev.rapport.runtime.service;

import java.util.List;

/** Makes a service from its context; each service offers one in its {@code app} package. */
public interface ServiceFactory {
    /** Application ids whose dead letter topics have to exist. */
    List<String> applicationIds();

    /** Reads the settings and wires the service; nothing runs and no connection is made before {@link Service#start()}. */
    Service create(ServiceContext context);
}
