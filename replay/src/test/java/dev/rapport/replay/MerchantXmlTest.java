package dev.rapport.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.rapport.replay.MerchantXml.NotAFeedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerchantXmlTest {
    private static final String RSS = "<rss version='2.0' xmlns:g='http://base.google.com/ns/1.0'><channel>";
    private static final String END = "</channel></rss>";

    @Test
    void readsRss() throws Exception {
        // When
        var products = read("<?xml version='1.0'?>" + RSS + """
                <title>The shop</title><link>https://shop.example</link>
                <item>
                  <!-- a comment -->
                  <title>Plain title</title>
                  <g:id>mug-1</g:id>
                  <g:title>Mug &amp; <![CDATA[saucer <set>]]></g:title>
                  <link>https://shop.example/mug?a=1&amp;b=2</link>
                  <g:additional_image_link>https://shop.example/1.jpg</g:additional_image_link>
                  <g:additional_image_link>https://shop.example/2.jpg</g:additional_image_link>
                  <g:shipping><g:country>DE</g:country><g:price>4.90 EUR</g:price></g:shipping>
                  <g:price>12.50 EUR</g:price>
                  <g:brand/>
                </item>""" + END);
        // Then
        assertThat(products).singleElement().satisfies(product -> assertThat(product)
                .containsOnly(
                        entry("title", "Mug & saucer <set>"),
                        entry("id", "mug-1"),
                        entry("link", "https://shop.example/mug?a=1&b=2"),
                        entry("additional_image_link", "https://shop.example/1.jpg"),
                        entry("price", "12.50 EUR")));
    }

    @Test
    void readsAtom() throws Exception {
        // When
        var products = read("""
                <feed xmlns='http://www.w3.org/2005/Atom' xmlns:g='http://base.google.com/ns/1.0'>
                  <title>The shop</title>
                  <entry><g:id>1</g:id><title>Mug</title><link href='https://shop.example/1' rel='alternate'/></entry>
                  <entry><g:id>2</g:id><title>Bowl</title></entry>
                </feed>""");
        // Then
        assertThat(products)
                .containsExactly(
                        Map.of("id", "1", "title", "Mug", "link", "https://shop.example/1"),
                        Map.of("id", "2", "title", "Bowl"));
    }

    @Test
    void readsTheEncodingThatIsDeclared() throws Exception {
        // Given
        var feed = "<?xml version='1.0' encoding='ISO-8859-1'?>" + RSS + "<item><title>Thé</title></item>" + END;
        // When
        var products = read(feed, ISO_8859_1);
        // Then
        assertThat(products).containsExactly(Map.of("title", "Thé"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><item><id>&x;</id></item></rss>",
                "<!DOCTYPE rss [<!ENTITY a 'aa'><!ENTITY b '&a;&a;&a;'>]><rss><item><id>&b;</id></item></rss>",
                "<!DOCTYPE rss SYSTEM 'http://localhost:1/feed.dtd'><rss><item><id>1</id></item></rss>",
                "<html><body>Not found</body></html>",
                "<rss><item><id>1</id>",
                "<rss><item><id>1</id></item>",
                "<rss><item><id>&nbsp;</id></item></rss>",
                "{}"
            })
    void refusesWhatIsNotAFeedOrNotSafe(String feed) {
        assertThatThrownBy(() -> read(feed)).isInstanceOf(NotAFeedException.class);
    }

    @Test
    void saysWhereItIsCutOff() {
        assertThatThrownBy(() -> read(RSS + "\n<item><g:id>1</g:id></item>\n<item><g:ti"))
                .hasMessageStartingWith("line 3, column")
                .hasMessageEndingWith("the XML is not well-formed, or cut off");
    }

    /** Feeds are larger than memory: the text of this one is made while it is read. */
    @Test
    @SuppressWarnings("JdkObsolete") // SequenceInputStream takes nothing else.
    void readsAHundredThousandProductsOneByOne() throws Exception {
        // Given
        var parts = IntStream.rangeClosed(0, 100_001)
                .mapToObj(number -> stream(
                        number == 0
                                ? RSS
                                : number == 100_001
                                        ? END
                                        : "<item><g:id>" + number + "</g:id><g:description>" + "x".repeat(1_000)
                                                + "</g:description></item>"));
        var iterator = parts.iterator();
        var feed = new SequenceInputStream(new Enumeration<InputStream>() {
            @Override
            public boolean hasMoreElements() {
                return iterator.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return iterator.next();
            }
        });
        var count = new int[1];
        // When
        MerchantXml.read(feed, (fields, line) -> count[0]++);
        // Then
        assertThat(count[0]).isEqualTo(100_000);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static List<Map<String, Object>> read(String feed) throws IOException, InterruptedException {
        return read(feed, UTF_8);
    }

    private static List<Map<String, Object>> read(String feed, Charset encoding)
            throws IOException, InterruptedException {
        var products = new ArrayList<Map<String, Object>>();
        MerchantXml.read(new ByteArrayInputStream(feed.getBytes(encoding)), (fields, line) -> products.add(fields));
        return products;
    }
}
