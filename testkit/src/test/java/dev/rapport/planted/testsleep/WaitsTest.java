package dev.rapport.planted.testsleep;

/** R5: a test that waits. */
public final class WaitsTest {
    private WaitsTest() {}

    /** Waits for luck. */
    public static void hope() throws InterruptedException {
        Thread.sleep(1);
    }
}
