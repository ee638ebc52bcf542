package dev.rapport.factory.corpus;

/** What comes from a user's files and goes in among what is generated. */
public record RealText(LabelledRequests requests, ProductTitles products) {
    /** All is generated. */
    public static final RealText NONE = new RealText(LabelledRequests.NONE, ProductTitles.NONE);
}
