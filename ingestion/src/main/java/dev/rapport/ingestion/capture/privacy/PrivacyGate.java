package dev.rapport.ingestion.capture.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rapport.ingestion.capture.Gate;
import dev.rapport.ingestion.capture.IncomingEvent;
import dev.rapport.ingestion.capture.IncomingWithdrawal;
import dev.rapport.runtime.config.ConfigReader;
import dev.rapport.runtime.config.WatchedFile;
import dev.rapport.runtime.crypto.IdentifierHash;
import dev.rapport.schemas.Withdrawal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Takes out of events what must not be stored, before the first record is written. Thread-safe. */
public final class PrivacyGate implements Gate.Privacy {
    private static final String SETTING = "ingestion.privacy.file";
    private static final String BAGGAGE = "baggage";
    private static final String NOTHING = "{}";

    private final PrivacyRules rules;
    private final FieldHash hash;

    PrivacyGate(PrivacyRules rules, FieldHash hash) {
        this.rules = rules;
        this.hash = hash;
    }

    /**
     * The rules of {@code ingestion.privacy.file}, read again when it changes; empty where there is none.
     *
     * @param secret of the deployment
     */
    public static Optional<Supplier<Gate.Privacy>> from(ConfigReader in, IdentifierHash secret, PrivacyMeters meters) {
        var file = in.optionalText(
                SETTING,
                "YAML file with what must not be stored as it was sent: whether IP addresses are truncated or dropped, and"
                        + " which fields are hashed or dropped. Read again when it changes.");
        var hash = new FieldHash(secret);
        return in.build(() -> file.map(path -> open(Path.of(path), hash, meters)::current), Optional::empty);
    }

    private static WatchedFile<Gate.Privacy> open(Path file, FieldHash hash, PrivacyMeters meters) {
        try {
            return WatchedFile.open(file, text -> new PrivacyGate(PrivacyReader.read(text), hash), meters::refused);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(SETTING + "=" + e.getMessage(), e);
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // What is not touched is the same object, and comparing bytes would cost.
    public IncomingEvent event(IncomingEvent event) {
        try {
            var kept = JsonRewrite.ofEvent(event.payload(), rules, hash);
            return kept == event.payload() ? event : event.withPayload(kept);
        } catch (IOException e) {
            // Every accepted event can be parsed; were it not so, nothing of it may be stored unread.
            return event.withPayload(ByteBuffer.wrap(NOTHING.getBytes(UTF_8)));
        }
    }

    /** A truncated address hides nothing. */
    @Override
    @SuppressWarnings("ReferenceEquality") // As above.
    public boolean mayHideWithdrawal(IncomingEvent sent, IncomingEvent kept) {
        return rules.hasFields() && sent != kept;
    }

    @Override
    public Gate.Kept rejected(ByteBuffer original) {
        try {
            return new Gate.Kept(JsonRewrite.ofAnything(original, rules, hash), true);
        } catch (IOException | NumberFormatException e) {
            return rules.keepsUnreadable()
                    ? new Gate.Kept(original, true)
                    : new Gate.Kept(withheld(original.remaining()), false);
        }
    }

    /** It names the address as it was sent and as it is stored: customers are known by either. */
    @Override
    public IncomingWithdrawal withdrawal(IncomingWithdrawal said) {
        var keys = said.withdrawal().getAddressKeys();
        if (!rules.hashesAddresses() || keys.isEmpty()) {
            return said;
        }
        var both = Stream.concat(keys.stream(), keys.stream().map(hash::keyOfHashed))
                .distinct()
                .toList();
        return new IncomingWithdrawal(
                said.messageId(),
                said.userId(),
                said.anonymousId(),
                said.occurredAt(),
                Withdrawal.newBuilder(said.withdrawal()).setAddressKeys(both).build());
    }

    @Override
    public Map<String, String> headers(Map<String, String> headers) {
        if (rules.keepsBaggage() || !headers.containsKey(BAGGAGE)) {
            return headers;
        }
        var kept = new HashMap<>(headers);
        kept.remove(BAGGAGE);
        return kept;
    }

    private static ByteBuffer withheld(int bytes) {
        var note = "{\"withheld\":\"" + bytes + " bytes that are not JSON, as " + SETTING + " asks\"}";
        return ByteBuffer.wrap(note.getBytes(UTF_8));
    }
}
