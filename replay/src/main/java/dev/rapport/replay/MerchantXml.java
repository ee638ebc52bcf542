package dev.rapport.replay;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Products of a Google Merchant feed, RSS 2.0 or Atom, one after another: never more than one in memory. No document type
 * and no external entity is read.
 */
final class MerchantXml {
    /** Longer texts are cut: what is longer is a description. */
    private static final int MAX_TEXT = 20_000;
    /** Names with a value of one product; others are left out. */
    private static final int MAX_FIELDS = 500;

    private static final String GOOGLE = "http://base.google.com/ns/1.0";
    private static final XMLInputFactory FACTORY = factory();

    /** Takes the products. */
    @FunctionalInterface
    interface ProductConsumer {
        /** @param line of the file, where the product begins */
        void accept(Map<String, Object> fields, int line) throws InterruptedException;
    }

    /** The feed is not one. */
    static final class NotAFeedException extends IOException {
        private static final long serialVersionUID = 1L;

        NotAFeedException(String message) {
            super(message);
        }
    }

    private final XMLStreamReader xml;

    private MerchantXml(XMLStreamReader xml) {
        this.xml = xml;
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    /**
     * Reads to the end.
     *
     * @param bytes in the encoding that the document declares
     * @throws NotAFeedException where it is not well-formed, or not a feed; what came before was handed over
     */
    static void read(InputStream bytes, ProductConsumer products) throws IOException, InterruptedException {
        try {
            var xml = FACTORY.createXMLStreamReader(bytes);
            try {
                new MerchantXml(xml).document(products);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException unreadable) {
                throw unreadable;
            }
            var at = e.getLocation();
            var place = at == null ? "" : "line " + at.getLineNumber() + ", column " + at.getColumnNumber() + ": ";
            throw new NotAFeedException(place + "the XML is not well-formed, or cut off");
        }
    }

    private void document(ProductConsumer products) throws XMLStreamException, IOException, InterruptedException {
        var isFeed = false;
        while (xml.hasNext()) {
            var event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw new NotAFeedException(
                        "line " + xml.getLocation().getLineNumber() + ": a document type is not allowed");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                var name = xml.getLocalName();
                if (!isFeed && !name.equals("rss") && !name.equals("feed")) {
                    throw new NotAFeedException("the root must be rss or feed, not " + name);
                }
                isFeed = true;
                if (name.equals("item") || name.equals("entry")) {
                    var line = xml.getLocation().getLineNumber();
                    products.accept(product(), line);
                }
            }
        }
    }

    /** The fields of an item; one with the namespace of Google wins against one without, and the first of several. */
    private Map<String, Object> product() throws XMLStreamException {
        var fields = new LinkedHashMap<String, Object>();
        var ofGoogle = new HashMap<String, Boolean>();
        while (hasField()) {
            var name = xml.getLocalName();
            var isOfGoogle = GOOGLE.equals(xml.getNamespaceURI());
            var link = name.equals("link") ? xml.getAttributeValue(null, "href") : null;
            var text = text();
            var value = text.isEmpty() && link != null ? link : text;
            var replaces = isOfGoogle && Boolean.FALSE.equals(ofGoogle.get(name));
            if (!value.isEmpty() && (replaces || (!fields.containsKey(name) && fields.size() < MAX_FIELDS))) {
                fields.put(name, value);
                ofGoogle.put(name, isOfGoogle);
            }
        }
        return fields;
    }

    /** To the next field of the item; texts between them say nothing. */
    private boolean hasField() throws XMLStreamException {
        var event = xml.next();
        while (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT) {
            event = xml.next();
        }
        return event == XMLStreamConstants.START_ELEMENT;
    }

    /** Text of an element, without that of elements in it, which have a meaning of their own. */
    private String text() throws XMLStreamException {
        var text = new StringBuilder();
        for (var depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (depth == 1 && text.length() < MAX_TEXT) {
                        text.append(xml.getText(), 0, Math.min(xml.getTextLength(), MAX_TEXT - text.length()));
                    }
                }
                default -> {
                    // Comments and processing instructions say nothing.
                }
            }
        }
        return text.toString().strip();
    }
}
