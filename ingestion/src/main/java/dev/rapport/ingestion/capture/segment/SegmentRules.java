package dev.rapport.ingestion.capture.segment;

import dev.rapport.ingestion.capture.CaptureConfig;
import dev.rapport.ingestion.capture.Sources;

/** What the rules of Segment's shape need to know. */
record SegmentRules(CaptureConfig limits, Sources sources) {
    boolean isKeyOf(String source, String writeKey) {
        return sources.find(writeKey).filter(key -> key.source().equals(source)).isPresent();
    }
}
