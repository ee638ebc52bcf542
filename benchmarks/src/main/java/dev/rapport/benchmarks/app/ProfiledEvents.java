package dev.rapport.benchmarks.app;

import dev.rapport.schemas.CapturedEvent;

/**
 * Events of customers who are all known: each is identified once and consents; then events of any of them follow.
 *
 * @param customers how many, at least 1
 */
record ProfiledEvents(int customers) {
    /** Spreads numbers over customers so that neighbours in time are not neighbours in a store; 2^64 by the golden ratio. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** @param number from 0, less than there are customers */
    CapturedEvent introduction(long number) {
        return ShopEvents.introduction(Math.toIntExact(number), visitor(number));
    }

    /** @param number from as many as there are customers on */
    CapturedEvent next(long number) {
        var mixed = number * SPREAD;
        return ShopEvents.captured(Math.toIntExact(number), visitor((mixed ^ (mixed >>> 32)) >>> 1));
    }

    private String visitor(long number) {
        return "visitor-" + number % customers;
    }
}
