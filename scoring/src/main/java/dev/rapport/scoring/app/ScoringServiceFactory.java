package dev.rapport.scoring.app;

import dev.rapport.runtime.service.Service;
import dev.rapport.runtime.service.ServiceContext;
import dev.rapport.runtime.service.ServiceFactory;
import java.util.List;

/** Makes the scoring service. */
public final class ScoringServiceFactory implements ServiceFactory {
    /** Also the consumer group and the prefix of internal topics. */
    public static final String APPLICATION_ID = "rapport-scoring";

    /** Folder and client ids of the read model; it has no consumer group and writes no topic. */
    static final String VIEW_ID = "rapport-scoring-view";

    @Override
    public List<String> applicationIds() {
        return List.of(APPLICATION_ID);
    }

    @Override
    public Service create(ServiceContext context) {
        return new ScoringService(context, ScoringConfig.from(context.config()));
    }
}
