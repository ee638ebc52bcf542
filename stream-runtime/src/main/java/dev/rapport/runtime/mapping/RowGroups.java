package dev.rapport.runtime.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts rows that follow each other and are one event together. One pass over the rows of a file, by one thread. */
public final class RowGroups<R extends Row> {
    /**
     * Rows of an event; an event is at most 32 KiB. What follows is another event: of the same order, as its
     * {@code order_line} says, whose amounts add up.
     */
    public static final int MAX_ROWS = 100;

    private final RowMapper mapper;
    private final List<R> open = new ArrayList<>();
    private Optional<String> group = Optional.empty();

    public RowGroups(RowMapper mapper) {
        this.mapper = mapper;
    }

    /** Takes the next row, and gives the rows before it once they are complete; empty while they are not. */
    public List<R> add(R row) {
        var next = mapper.groupOf(row);
        var isSame = !open.isEmpty() && next.isPresent() && next.equals(group) && open.size() < MAX_ROWS;
        var complete = isSame ? List.<R>of() : finish();
        open.add(row);
        group = next;
        return complete;
    }

    /** What is left when there are no more rows. */
    public List<R> finish() {
        var complete = List.copyOf(open);
        open.clear();
        return complete;
    }
}
