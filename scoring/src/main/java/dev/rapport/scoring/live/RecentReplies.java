package dev.rapport.scoring.live;

import dev.rapport.schemas.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest replies in the order they were published, newest first. Thread-safe. */
public final class RecentReplies {
    /** How many are kept. */
    public static final int MOST = 200;

    private final Deque<Reply> replies = new ArrayDeque<>();

    /** Takes a reply that is newer than all before. */
    public synchronized void add(Reply reply) {
        replies.addFirst(reply);
        if (replies.size() > MOST) {
            replies.removeLast();
        }
    }

    /** Forgets all, before they are read again. */
    synchronized void clear() {
        replies.clear();
    }

    /** At most so many. */
    public synchronized List<Reply> newest(int limit) {
        return replies.stream().limit(limit).toList();
    }
}
