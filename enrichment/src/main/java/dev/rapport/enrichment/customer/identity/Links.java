package dev.rapport.enrichment.customer.identity;

import dev.rapport.enrichment.state.Arrival;
import dev.rapport.enrichment.state.IdentityLink;
import dev.rapport.enrichment.state.Move;
import dev.rapport.enrichment.state.ReadEvent;
import dev.rapport.schemas.EventType;
import dev.rapport.schemas.Identity;
import dev.rapport.schemas.IdentityState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which customer an identifier belongs to, and how that changes. The identifier's hash is its fragment. */
public final class Links {
    private Links() {}

    /**
     * A link that changed.
     *
     * @param move the fragment that goes to another customer; empty where it stays
     */
    public record Linked(IdentityLink link, Optional<Move> move) {}

    /** The identifier of a customer of its own, of whom there were events. */
    public static IdentityLink alone(String fragmentId) {
        return new IdentityLink(fragmentId, 0L, fragmentId, 0, false);
    }

    /** Whether an identifier is a customer of its own. */
    static boolean isAlone(String fragmentId, IdentityLink link) {
        return link.getCustomerId().equals(fragmentId);
    }

    /** What the next event of an unmerged identifier waits for: its fragment, which is on the way back. */
    static Optional<Arrival> returning(String fragmentId, IdentityLink link) {
        return link.getReturning() ? Optional.of(new Arrival(fragmentId, link.getVersion())) : Optional.empty();
    }

    /** The link once an event waits for what returns. */
    static IdentityLink returned(IdentityLink link) {
        return new IdentityLink(link.getCustomerId(), link.getLinkedAt(), link.getHome(), link.getVersion(), false);
    }

    /**
     * What an event says of an identifier; empty where it changes nothing.
     *
     * @param fragmentId the identifier: of the event's device, or the previous id of an alias call
     * @param user       customer that the event belongs to
     * @param before     null for an identifier without events of its own
     */
    public static Optional<Linked> link(
            ReadEvent event, String fragmentId, String user, @Nullable IdentityLink before) {
        var says = event.getType() == EventType.IDENTIFY || event.getType() == EventType.ALIAS;
        var at = event.getOccurredAt();
        if (user.equals(fragmentId)) {
            return Optional.empty();
        }
        if (before != null && !isAlone(fragmentId, before)) {
            return says && at >= before.getLinkedAt() && !before.getCustomerId().equals(user)
                    ? Optional.of(new Linked(
                            new IdentityLink(user, at, before.getHome(), before.getVersion(), false), Optional.empty()))
                    : Optional.empty();
        }
        if (before != null && before.getVersion() > 0 && !(says && at > before.getLinkedAt())) {
            return Optional.empty();
        }
        var version = before == null ? 1 : before.getVersion() + 1;
        return Optional.of(new Linked(
                new IdentityLink(user, at, user, version, false),
                Optional.of(new Move(
                        fragmentId,
                        user,
                        version,
                        at,
                        event.getReceivedAt(),
                        before != null,
                        before == null ? null : returning(fragmentId, before).orElse(null)))));
    }

    /**
     * What an operator's record says of an identifier; empty where it is not newer, or not an unmerge. Records of merges are
     * our own.
     */
    public static Optional<Linked> unmerge(Identity identity, String fragmentId, @Nullable IdentityLink before) {
        var version = identity.getVersion();
        if (identity.getState() != IdentityState.UNMERGED || (before != null && version <= before.getVersion())) {
            return Optional.empty();
        }
        var at = identity.getChangedAt().toEpochMilli();
        if (before == null || isAlone(fragmentId, before)) {
            // Nothing is merged here: what is read again from its start comes to the same, and versions go on.
            return Optional.of(
                    new Linked(new IdentityLink(fragmentId, at, fragmentId, version, false), Optional.empty()));
        }
        return Optional.of(new Linked(
                new IdentityLink(fragmentId, at, fragmentId, version, true),
                Optional.of(new Move(
                        fragmentId,
                        fragmentId,
                        version,
                        at,
                        Math.max(at, identity.getEffectiveAt().toEpochMilli()),
                        true,
                        null))));
    }

    /** The move that no event waits for. */
    public static Move unawaited(Move move) {
        return new Move(
                move.getFragmentId(),
                move.getCustomerId(),
                move.getVersion(),
                move.getChangedAt(),
                move.getReceivedAt(),
                false,
                move.getAwaits());
    }

    /** The public record of a merge. */
    public static Identity identity(Move move) {
        return Identity.newBuilder()
                .setFragmentId(move.getFragmentId())
                .setCustomerId(move.getCustomerId())
                .setState(IdentityState.MERGED)
                .setChangedAt(Instant.ofEpochMilli(move.getChangedAt()))
                .setVersion(move.getVersion())
                .setEffectiveAt(Instant.ofEpochMilli(move.getReceivedAt()))
                .build();
    }
}
