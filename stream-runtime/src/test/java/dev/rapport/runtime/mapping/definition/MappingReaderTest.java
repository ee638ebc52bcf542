package dev.rapport.runtime.mapping.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rapport.runtime.mapping.UnusableFileException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MappingReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dataset: x\\ntime: {column: T}                               | 1:1: events: is missing, or one of customer, product, deletion",
                "dataset: x\\nevents: []                                      | 2:9: events: must have at least one rule",
                "dataset: x\\n  time: [                                       | 2:7: not YAML: mapping values are not allowed here",
                "                                                             | 1:1: the file must be a mapping of keys to values",
                "dataset: x\\ntime: {column: T, colum: T}\\nevents: [{event: E}] | 2:19: time.colum: there is no such key, expected column, format, zone; did you mean 'column'?",
                "dataset: x\\ntime: {column: T, zone: Mars}\\nevents: [{event: E}] | 2:25: time.zone: must be a time zone such as Europe/London, not 'Mars'",
                "dataset: x\\ntime: {column: T, format: YYYYY-Q-bb}\\nevents: [{event: E}] | 2:27: time.format: must be a pattern such as yyyy-MM-dd HH:mm:ss: Unknown pattern letter: b",
                "dataset: x\\nevents:\\n- event: E\\n  properties: {a: {times: 3}} | 4:19: events[0].properties.a: must have one of column, number, multiply, sum, time, flag",
                "dataset: x\\nevents:\\n- event: E\\n  properties: {a: {multiply: [b]}} | 4:30: events[0].properties.a.multiply: must name at least two columns",
                "dataset: x\\ntime: {column: T}\\nevents:\\n- properties: {} | 4:3: events[0].event: is missing",
                "dataset: x\\nevents:\\n- {event: E, when: {column: A}} | 3:20: events[0].when: must have a column and one of starts-with, ends-with, contains, equals, empty, above, below; or one of all, any, not",
                "dataset: x\\ncsv: {delimiter: ';;'}\\nevents: [{event: E}] | 2:18: csv.delimiter: must be one character, or tab, not ';;'",
                "dataset: x\\ncsv: {encoding: latin-17}\\nevents: [{event: E}] | 2:17: csv.encoding: must be one such as UTF-8, UTF-16, ISO-8859-1, windows-1252, not 'latin-17'",
                "dataset: x\\ncsv: {decimal: ',', thousands: ','}\\nevents: [{event: E}] | 2:16: csv: decimal and thousands must differ",
                "dataset: x\\ncsv: {quote: ','}\\nevents: [{event: E}] | 2:14: csv.quote: must differ from the delimiter",
                "dataset: x\\ncsv: {seperator: ';'}\\nevents: [{event: E}] | 2:7: csv.seperator: there is no such key, expected delimiter, quote, encoding, decimal, thousands",
                "dataset: x\\nevents: [{event: E, type: order}]       | 2:27: events[0].type: must be one of track, identify, page, screen, group, alias, not 'order'",
                "dataset: x\\nevents: [{type: alias}]       | 2:10: events[0].previous: is missing",
                "dataset: x\\nevents: [{event: E, group-by: a, properties: {order_id: b}}]       | 2:31: events[0].group-by: needs properties.order_line: true",
                "dataset: x\\nevents: [{event: E, when: {all: []}}]       | 2:33: events[0].when.all: must have at least one condition",
                "dataset: x\\nevents: [{event: E, when: {column: A, empty: yes}}]       | 2:46: events[0].when.empty: must be true or false, not 'yes'",
                "dataset: x\\nevents: [{event: E, properties: {a: {sum: b}}}]       | 2:43: events[0].properties.a.sum: must be a mapping with number or multiply",
                "dataset: x\\ncustomer: {traits: {a: b}}       | 1:1: user: is missing, or anonymous: whose customer record a row is",
                "dataset: x\\nuser: {column: a}\\ncustomer: {}       | 3:11: customer: must have traits or consents",
                "dataset: x\\nuser: {column: a}\\ncustomer: {consents: [{category: sms, granted: true}]}       | 3:23: customer.consents[0].date: is missing",
                "dataset: x\\nuser: {column: a}\\ncustomer: {consents: [{category: sms, granted: 'x', date: {column: d}}]}       | 3:48: customer.consents[0].granted: must be true, or the column that says yes or no",
                "dataset: x\\nproduct: {}       | 2:10: product.fields: is missing",
                "dataset: x\\nuser: {column: a}\\ndeletion: {of: cart}       | 3:16: deletion.of: must be customer or product, not 'cart'",
                "dataset: x\\ndataset: y\\nevents: [{event: E}]       | 2:1: dataset: is given twice",
            })
    void tellsLineAndColumnOfAWrongMapping(@Nullable String yaml, String message) {
        // Given
        var text = yaml == null ? "" : yaml.replace("\\n", "\n");
        // When
        assertThatThrownBy(() -> MappingReader.read("m.yaml", text))
                // Then
                .isInstanceOf(UnusableFileException.class)
                .hasMessageStartingWith("m.yaml:" + message);
    }

    @Test
    void reportsAllProblemsTogether() {
        // Given
        var text = "dataset: x\ncsv: {quote: ab}\nuser: {colum: U}\nevents: [{event: E}]";
        // When
        assertThatThrownBy(() -> MappingReader.read("m.yaml", text))
                // Then
                .isInstanceOf(UnusableFileException.class)
                .hasMessage(
                        String.join(
                                System.lineSeparator(),
                                "m.yaml:2:14: csv.quote: must be one character, or tab, not 'ab'",
                                "m.yaml:3:7: user.column: is missing",
                                "m.yaml:3:8: user.colum: there is no such key, expected column, strip-suffix, prefix; did you mean 'column'?"));
    }

    @Test
    void readsAMappingWithAByteOrderMark() {
        // When
        var mapping = MappingReader.read("m.yaml", "\uFEFFdataset: x\r\nevents: [{event: E}]\r\n");
        // Then
        assertThat(mapping.dataset()).isEqualTo("x");
    }
}
