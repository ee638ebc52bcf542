package dev.rapport.enrichment.campaign;

/**
 * The slots of a campaign among those that share customers out between them: campaigns of one layer that have different
 * slots never write to the same customer.
 *
 * @param name of the layer; salt of its draw
 * @param from first bucket, 0 to 9,999
 * @param until first bucket after them, at most 10,000
 */
public record Layer(String name, int from, int until) {
    /** Whether a customer who was drawn into a bucket of the layer is the campaign's. */
    public boolean has(int bucket) {
        return bucket >= from && bucket < until;
    }

    /** Whether some customer would be of both. */
    public boolean overlaps(Layer other) {
        return name.equals(other.name) && from < other.until && other.from < until;
    }
}
