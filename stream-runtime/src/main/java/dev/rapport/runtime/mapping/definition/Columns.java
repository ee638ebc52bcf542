package dev.rapport.runtime.mapping.definition;

import dev.rapport.runtime.mapping.TimeColumn;
import dev.rapport.runtime.yaml.YamlFields;
import dev.rapport.runtime.yaml.YamlPlace;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what names columns, and notes where each is named first. */
final class Columns {
    private final String file;
    private final Map<String, String> places = new LinkedHashMap<>();

    Columns(String file) {
        this.file = file;
    }

    /** Every column that was named, with file, line and column. */
    Map<String, String> places() {
        return places;
    }

    /** The column under a key, which must be there. */
    String column(YamlFields in, String key) {
        return named(in.placeOf(key), in.text(key, null));
    }

    /** The columns under a key, one or a list; empty when it is missing. */
    List<String> columns(YamlFields in, String key) {
        var places = in.placesIn(key);
        var names = in.textOrTexts(key);
        var columns = new ArrayList<String>();
        for (var i = 0; i < names.size(); i++) {
            columns.add(named(i < places.size() ? places.get(i) : in.placeOf(key), names.get(i)));
        }
        return List.copyOf(columns);
    }

    /** A time: its column under a key, and how it is written. */
    TimeColumn time(YamlFields in, String key) {
        var column = column(in, key);
        var format = in.parsed("format", "iso", Columns::timeFormat, "iso");
        var zone = in.parsed("zone", ZoneOffset.UTC, Columns::zone, ZoneOffset.UTC);
        in.finish();
        return new TimeColumn(column, format, zone);
    }

    private String named(YamlPlace place, String column) {
        places.putIfAbsent(column, file + ":" + place.line() + ":" + place.column());
        return column;
    }

    private static String timeFormat(String text) {
        try {
            var unused = new TimeColumn("", text, ZoneOffset.UTC);
            return text;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be a pattern such as yyyy-MM-dd HH:mm:ss: " + e.getMessage(), e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a time zone such as Europe/London, not '" + text + "'", e);
        }
    }
}
