package dev.rapport.factory.corpus;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a customer who writes to a shop wants. The names are those of the Bitext customer support data. */
public enum Intent {
    CANCEL_ORDER,
    CHANGE_ORDER,
    CHANGE_SHIPPING_ADDRESS,
    CHECK_CANCELLATION_FEE,
    CHECK_INVOICE,
    CHECK_PAYMENT_METHODS,
    CHECK_REFUND_POLICY,
    COMPLAINT,
    CONTACT_CUSTOMER_SERVICE,
    CONTACT_HUMAN_AGENT,
    CREATE_ACCOUNT,
    DELETE_ACCOUNT,
    DELIVERY_OPTIONS,
    DELIVERY_PERIOD,
    EDIT_ACCOUNT,
    GET_INVOICE,
    GET_REFUND,
    NEWSLETTER_SUBSCRIPTION,
    PAYMENT_ISSUE,
    PLACE_ORDER,
    RECOVER_PASSWORD,
    REGISTRATION_PROBLEMS,
    REVIEW,
    SET_UP_SHIPPING_ADDRESS,
    SWITCH_ACCOUNT,
    TRACK_ORDER,
    TRACK_REFUND,
    /** Nothing that a shop can help with. */
    OTHER;

    /** Lower-case name with underscores, such as {@code cancel_order}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The intent with this {@link #code}, if there is one. */
    public static Optional<Intent> of(String code) {
        return Arrays.stream(values())
                .filter(intent -> intent.code().equals(code))
                .findFirst();
    }

    /** Whether the requests carry invoice numbers rather than order numbers. */
    boolean isAboutInvoices() {
        return this == CHECK_INVOICE || this == GET_INVOICE;
    }
}
