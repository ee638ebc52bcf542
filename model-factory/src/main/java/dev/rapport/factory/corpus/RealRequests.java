package dev.rapport.factory.corpus;

import dev.rapport.factory.corpus.LabelledRequests.Request;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Real requests with places where their numbers stood, so that a model learns to copy numbers and not to recall these
 * few. Immutable.
 */
final class RealRequests {
    private static final Pattern NAMED_PLACE = Pattern.compile("\\{\\{(Order|Invoice) Number}}");
    private static final Pattern OTHER_BRACES = Pattern.compile("\\{\\{?|}}?");
    private static final Pattern ORDER_NUMBER = Pattern.compile("\\b\\d{6,}\\b");
    private static final Pattern INVOICE_NUMBER = Pattern.compile("#\\d{3,}\\b");

    private final List<Request> requests;

    RealRequests(List<Request> requests) {
        this.requests = requests.stream()
                .map(request -> new Request(withPlaces(request), request.intent()))
                .toList();
    }

    boolean isEmpty() {
        return requests.isEmpty();
    }

    /** One at random; its text has {@code {order}} or {@code {invoice}} at most once. */
    Request any(Slots slots) {
        return requests.get(slots.between(0, requests.size() - 1));
    }

    private static String withPlaces(Request request) {
        var place = request.intent().isAboutInvoices() ? "{invoice}" : "{order}";
        var number = request.intent().isAboutInvoices() ? INVOICE_NUMBER : ORDER_NUMBER;
        var text = request.text();
        var marked = NAMED_PLACE.matcher(text).replaceFirst("\0");
        if (marked.equals(text)) {
            marked = number.matcher(text).replaceFirst("\0");
        }
        return OTHER_BRACES.matcher(marked).replaceAll("").replace("\0", place);
    }
}
