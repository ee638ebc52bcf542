package dev.rapport.quickstart.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Makes the shoppers of a seed: names and languages of several cultures, two to four tastes, habits of their own. */
public final class Population {
    /** Mean number of events of a visit; a test measures it. */
    private static final double EVENTS_PER_VISIT = 3.7;

    private static final double CONSENTING = 0.85;

    private record Culture(String locale, String language, List<String> names) {}

    private static final List<Culture> CULTURES = List.of(
            new Culture("en-US", "en", List.of("Olivia", "Marcus", "Grace", "Tyler", "Hannah", "Jordan", "Ruth")),
            new Culture("en-GB", "en", List.of("Imogen", "Alistair", "Freya", "Rhys", "Niamh", "Callum")),
            new Culture("en-IN", "en", List.of("Aarav", "Priya", "Rohan", "Ananya", "Kavya", "Vikram")),
            new Culture("en-NG", "en", List.of("Chidi", "Ngozi", "Tunde", "Amara", "Yetunde")),
            new Culture("en-DE", "en", List.of("Jürgen", "Käthe", "Björn", "Annelies", "Lukas")),
            new Culture("en-ES", "en", List.of("Íñigo", "Lucía", "Álvaro", "Begoña", "José María")),
            new Culture("zh-CN", "zh", List.of("小明", "丽华", "雨桐", "子涵", "志强", "思远", "静怡")),
            new Culture("zh-TW", "zh", List.of("怡君", "建宏", "雅婷", "承翰", "淑芬")));

    private Population() {}

    /**
     * Shoppers whose traffic adds up to a rate.
     *
     * @param customers       how many, at least 1
     * @param eventsPerSecond of all of them together, in the mean, positive
     */
    public static List<Shopper> of(long seed, int customers, double eventsPerSecond) {
        var visitsPerSecond = eventsPerSecond / EVENTS_PER_VISIT / customers;
        var shoppers = new ArrayList<Shopper>(customers);
        for (var number = 1; number <= customers; number++) {
            shoppers.add(shopper(seed, number, visitsPerSecond));
        }
        return shoppers;
    }

    private static Shopper shopper(long seed, int number, double meanVisitsPerSecond) {
        var id = "%05d".formatted(number);
        var random = new SplittableRandom(Chance.hash(seed, "shopper", id));
        var culture = CULTURES.get(random.nextInt(CULTURES.size()));
        var tastes = new TreeSet<String>();
        var wanted = random.nextInt(2, 5);
        var categories = Catalogue.categories();
        while (tastes.size() < wanted) {
            tastes.add(categories.get(random.nextInt(categories.size())));
        }
        return new Shopper(
                "shopper-" + id,
                "browser-%s-%08x".formatted(id, random.nextInt()),
                culture.names().get(random.nextInt(culture.names().size())),
                culture.language(),
                culture.locale(),
                random.nextDouble() < CONSENTING,
                List.copyOf(tastes),
                meanVisitsPerSecond * random.nextDouble(0.5, 1.5),
                random.nextDouble(0.04, 0.12),
                random.nextDouble(0.75, 1.0));
    }
}
