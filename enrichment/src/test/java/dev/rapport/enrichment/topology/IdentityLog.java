package dev.rapport.enrichment.topology;

import static dev.rapport.enrichment.topology.Events.after;
import static dev.rapport.enrichment.topology.Events.alias;
import static dev.rapport.enrichment.topology.Events.identify;
import static dev.rapport.enrichment.topology.Events.track;
import static dev.rapport.enrichment.topology.Events.viewed;

import dev.rapport.schemas.CapturedEvent;
import dev.rapport.testkit.record.Customers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Captured events of people under several identifiers, several of every kind, so that their identifiers are on all partitions.
 *
 * @param events    in the order of their receipt
 * @param late      events that come once all of these were processed
 * @param customers who they are in the end
 * @param merged    the customer whom an identifier was merged with, both as ids of customers
 * @param ordered   ids of customers all of whose events come from one sender
 * @param devices   devices whose fragments moved to their user, both as ids of customers; among those with an order
 */
record IdentityLog(
        List<CapturedEvent> events,
        List<CapturedEvent> late,
        Map<String, Expected> customers,
        Map<String, String> merged,
        Set<String> ordered,
        Map<String, String> devices) {
    private static final int OF_EVERY_KIND = 4;
    private static final String AGREED = "{\"firstName\":\"Ada\",\"consents\":{\"marketing\":true}}";
    private static final String ORDER = "{\"order_id\":\"o-1\",\"total\":120}";

    /** What a customer said last of being written to. */
    enum Said {
        YES,
        NO,
        NOTHING
    }

    /** @param events whole ones, each once */
    record Expected(long events, long orders, Said said) {}

    static IdentityLog written() {
        var log = new IdentityLog(
                new ArrayList<>(),
                new ArrayList<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashSet<>(),
                new HashMap<>());
        IntStream.range(0, OF_EVERY_KIND).forEach(number -> {
            log.login("login-" + number);
            log.noBeforeLogin("no-before-" + number);
            log.noRightAfterLogin("no-right-after-" + number);
            log.noLongAfterLogin("no-long-after-" + number);
            log.sharedDevice("shared-" + number);
            log.server("server-" + number);
            log.twoDevices("two-" + number);
            log.noFromAnotherSender("no-elsewhere-" + number);
            log.chain("chain-" + number);
            log.chainFromItsEnd("back-" + number);
            log.circle("circle-" + number);
        });
        log.events.sort(Comparator.comparing(CapturedEvent::getReceivedAt));
        return log;
    }

    private void login(String name) {
        var device = name + "-device";
        add(0, viewed("lamp-1").setAnonymousId(device));
        add(1, viewed("lamp-2").setAnonymousId(device));
        add(2, identify(AGREED).setAnonymousId(device).setUserId(name));
        add(3, viewed("lamp-3").setAnonymousId(device));
        add(4, track("Order Completed", ORDER).setAnonymousId(device).setUserId(name));
        add(5, viewed("lamp-1").setAnonymousId(device));
        addLate(viewed("lamp-2").setAnonymousId(device));
        merged(device, name);
        ordered(device, name);
        devices.put(Customers.of(device), Customers.of(name));
        expect(name, 7, 1, Said.YES);
    }

    private void noBeforeLogin(String name) {
        var device = name + "-device";
        add(0, identify(AGREED).setAnonymousId(device).setUserId(null));
        add(1, viewed("lamp-1").setAnonymousId(device));
        add(2, track("Unsubscribed", "{}").setAnonymousId(device));
        add(3, identify("{}").setAnonymousId(device).setUserId(name));
        add(4, viewed("lamp-2").setAnonymousId(device));
        merged(device, name);
        ordered(device, name);
        expect(name, 5, 0, Said.NO);
    }

    /** A no waits for nothing, so it may come before what the sender did just before: only what comes of it is the same. */
    private void noRightAfterLogin(String name) {
        var device = name + "-device";
        add(0, viewed("lamp-1").setAnonymousId(device));
        add(1, identify(AGREED).setAnonymousId(device).setUserId(name));
        add(2, viewed("lamp-2").setAnonymousId(device));
        add(3, track("Unsubscribed", "{}").setAnonymousId(device));
        add(4, viewed("lamp-3").setAnonymousId(device).setUserId(name));
        merged(device, name);
        expect(name, 5, 0, Said.NO);
    }

    private void noLongAfterLogin(String name) {
        var device = name + "-device";
        add(0, viewed("lamp-1").setAnonymousId(device));
        add(1, identify(AGREED).setAnonymousId(device).setUserId(name));
        add(2, viewed("lamp-2").setAnonymousId(device));
        addLate(track("Unsubscribed", "{}").setAnonymousId(device));
        addLate(viewed("lamp-3").setAnonymousId(device).setUserId(name));
        merged(device, name);
        ordered(device, name);
        expect(name, 5, 0, Said.NO);
    }

    /** The fragment of the device stays with the first of its users. */
    private void sharedDevice(String name) {
        var device = name + "-device";
        var next = name + "-next";
        add(0, viewed("lamp-1").setAnonymousId(device));
        add(1, identify(AGREED).setAnonymousId(device).setUserId(name));
        add(2, viewed("lamp-2").setAnonymousId(device));
        add(3, identify(AGREED).setAnonymousId(device).setUserId(next));
        add(4, viewed("lamp-3").setAnonymousId(device));
        merged(device, name);
        ordered(device, name, next);
        expect(name, 3, 0, Said.YES);
        expect(next, 2, 0, Said.YES);
    }

    private void server(String name) {
        add(0, identify(AGREED).setAnonymousId(null).setUserId(name));
        add(1, track("Order Completed", ORDER).setAnonymousId(null).setUserId(name));
        add(2, viewed("lamp-1").setAnonymousId(null).setUserId(name));
        ordered(name);
        expect(name, 3, 1, Said.YES);
    }

    /** The order is sent again without the device: by another sender, to whom it is new. */
    private void twoDevices(String name) {
        var browser = name + "-browser";
        var phone = name + "-phone";
        var order = track("Order Completed", ORDER).setAnonymousId(browser).setUserId(name);
        add(0, viewed("lamp-1").setAnonymousId(browser));
        add(0, viewed("lamp-2").setAnonymousId(phone));
        add(1, identify(AGREED).setAnonymousId(browser).setUserId(name));
        add(1, viewed("lamp-3").setAnonymousId(null).setUserId(name));
        add(2, identify("{}").setAnonymousId(phone).setUserId(name));
        add(3, viewed("lamp-1").setAnonymousId(phone));
        add(3, order);
        add(3, CapturedEvent.newBuilder(order.build()).setAnonymousId(null));
        add(4, CapturedEvent.newBuilder(order.build()).setAnonymousId(phone));
        merged(browser, name);
        merged(phone, name);
        expect(name, 7, 1, Said.YES);
    }

    private void noFromAnotherSender(String name) {
        var device = name + "-device";
        add(0, identify(AGREED).setAnonymousId(null).setUserId(name));
        add(1, viewed("lamp-1").setAnonymousId(device));
        add(2, track("Unsubscribed", "{}").setAnonymousId(device));
        add(3, identify("{}").setAnonymousId(device).setUserId(name));
        merged(device, name);
        expect(name, 4, 0, Said.NO);
    }

    private void chain(String name) {
        var device = name + "-device";
        var middle = name + "-middle";
        add(0, viewed("lamp-1").setAnonymousId(device));
        add(1, alias(device, middle));
        add(1, alias(middle, name));
        add(1, viewed("lamp-2").setAnonymousId(device));
        add(2, track("Order Completed", ORDER).setAnonymousId(null).setUserId(middle));
        addLate(viewed("lamp-3").setAnonymousId(null).setUserId(middle));
        merged(device, middle);
        merged(middle, name);
        expect(name, 6, 1, Said.NOTHING);
    }

    /** Who the user is was known before the device was. */
    private void chainFromItsEnd(String name) {
        var device = name + "-device";
        var middle = name + "-middle";
        add(0, viewed("lamp-1").setAnonymousId(device));
        add(0, alias(middle, name));
        add(0, identify(AGREED).setAnonymousId(device).setUserId(middle));
        add(0, viewed("lamp-2").setAnonymousId(device));
        merged(device, middle);
        merged(middle, name);
        expect(name, 4, 0, Said.YES);
    }

    private void circle(String name) {
        var one = name + "-one";
        var other = name + "-other";
        add(0, viewed("lamp-1").setAnonymousId(null).setUserId(one));
        add(0, viewed("lamp-2").setAnonymousId(null).setUserId(other));
        add(1, alias(one, other));
        add(1, alias(other, one));
        add(1, track("Order Completed", ORDER).setAnonymousId(null).setUserId(one));
        addLate(viewed("lamp-3").setAnonymousId(null).setUserId(other));
        merged(one, other);
        merged(other, one);
        expect(Customers.of(one).compareTo(Customers.of(other)) < 0 ? one : other, 6, 1, Said.NOTHING);
    }

    private void add(int minute, CapturedEvent.Builder event) {
        events.add(after(event, Duration.ofMinutes(minute)).build());
    }

    private void addLate(CapturedEvent.Builder event) {
        late.add(after(event, Duration.ofMinutes(30)).build());
    }

    private void expect(String user, long events, long orders, Said said) {
        customers.put(Customers.of(user), new Expected(events, orders, said));
    }

    private void merged(String identifier, String user) {
        merged.put(Customers.of(identifier), Customers.of(user));
    }

    private void ordered(String... identifiers) {
        for (var identifier : identifiers) {
            ordered.add(Customers.of(identifier));
        }
    }
}
