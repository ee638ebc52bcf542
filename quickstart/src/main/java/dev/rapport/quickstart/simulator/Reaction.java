package dev.rapport.quickstart.simulator;

/**
 * How likely a shopper is to react to a reply. These are the laws of the invented shop: an arm whose tone suits the
 * shopper is opened, a text about the right thing is clicked, and a product to the shopper's taste is bought.
 *
 * @param opens  chance to open
 * @param clicks chance to click when opened
 * @param orders chance to order when clicked
 */
record Reaction(double opens, double clicks, double orders) {
    private static final double WORST_ARM = 0.35;
    private static final double BEST_ARM = 0.75;

    /** The chances of a shopper of the shop with this seed. */
    static Reaction of(long seed, Shopper shopper, ReplySeen reply) {
        var suits = toneSuits(seed, shopper, reply.arm());
        var fits = shopper.tastes().contains(reply.category());
        var mentions = !reply.productName().isEmpty() && reply.text().contains(reply.productName());
        return new Reaction(
                (suits ? 0.9 : 0.45) * shopper.attention(),
                (fits ? 0.8 : 0.35) * (mentions ? 1 : 0.5) * shopper.attention(),
                fits ? 0.75 : 0.25);
    }

    /** Chance that the reply leads to an order. */
    double converts() {
        return opens * clicks * orders;
    }

    /** Every arm has a share of shoppers whose ear its tone finds; the share follows from the arm's name. */
    private static boolean toneSuits(long seed, Shopper shopper, String arm) {
        var share = WORST_ARM + (BEST_ARM - WORST_ARM) * Chance.of(seed, "liked", arm);
        return Chance.of(seed, "tone", shopper.userId(), arm) < share;
    }
}
