package dev.rapport.inference.app;

import dev.rapport.runtime.service.ServiceMain;

/** The inference worker as a process of its own; its HTTP server has health and metrics only. */
public final class InferenceMain {
    static final int PORT = 8081;

    private InferenceMain() {}

    public static void main(String[] args) {
        System.exit(ServiceMain.run(args, PORT, new InferenceServiceFactory()));
    }
}
