package dev.rapport.runtime.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A row of given values. */
record TestingRow(Map<String, Object> values, List<String> identity, Optional<String> problem) implements Row {
    static TestingRow of(long number, Map<String, Object> values) {
        var identity = new ArrayList<String>();
        identity.add(Long.toString(number));
        values.values().forEach(value -> identity.add(String.valueOf(value)));
        return new TestingRow(values, identity, Optional.empty());
    }

    @Override
    public Optional<Object> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
