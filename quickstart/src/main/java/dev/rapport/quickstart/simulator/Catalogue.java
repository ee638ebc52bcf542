package dev.rapport.quickstart.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** What the invented shop sells: twelve categories, {@value #PER_CATEGORY} products each. Every word is made up for it. */
public final class Catalogue {
    /** ISO 4217 code of all prices. */
    public static final String CURRENCY = "EUR";

    private static final int PER_CATEGORY = 17;

    private record Range(String category, String brands, String qualities, String things, int low, int high) {}

    private static final List<Range> RANGES = List.of(
            new Range(
                    "Coffee",
                    "Brennholm,Mokavia,Altura Nueve",
                    "Dark,Washed,Honey,Slow,Morning,Mountain",
                    "Espresso Beans,Filter Roast,Drip Kettle,Hand Grinder",
                    9,
                    90),
            new Range("Tea", "云山,青舟,Leafhaven", "高山,陈年,清香,手采", "白茶,乌龙茶,红茶,茉莉花茶,普洱茶", 8, 70),
            new Range(
                    "Running",
                    "Kestrel Run,Stride & Co,Velluto",
                    "Trail,Light,Road,Winter,Cushioned,Tempo",
                    "Shoes,Vest,Socks,Cap",
                    12,
                    160),
            new Range(
                    "Outdoor",
                    "Nordlicht,Tarnfell,Peakwise",
                    "Ultralight,Storm,Four Season,Compact,Ridge",
                    "Tent,Sleeping Bag,Stove,Backpack,Headlamp",
                    25,
                    380),
            new Range(
                    "Kitchen",
                    "Casa Olmo,Hearthline,Ferrum",
                    "Cast Iron,Enamel,Walnut,Forged,Copper",
                    "Skillet,Chef Knife,Stock Pot,Cutting Board",
                    18,
                    220),
            new Range("Ceramics", "瓷语,Terra Muda,Kilnhouse", "手绘,青花,素色,哑光", "茶杯,花瓶,盖碗,餐盘,香插", 15, 120),
            new Range(
                    "Books",
                    "Papier Nord,Inkwell,Lanterna",
                    "Illustrated,Pocket,Annotated,Collected,Quiet",
                    "Atlas,Cookbook,Travel Stories,Field Guide",
                    9,
                    60),
            new Range(
                    "Audio",
                    "Tonwerk,Clarion Bay,Øresound",
                    "Wireless,Studio,Open-Back,Mini,Portable",
                    "Headphones,Speaker,Turntable,Earbuds",
                    35,
                    420),
            new Range(
                    "Garden",
                    "Grünwerk,Bramble & Fern,Huerta",
                    "Raised,Self-Watering,Heirloom,Bronze",
                    "Planter,Seed Set,Pruning Shears,Watering Can,Trellis",
                    7,
                    110),
            new Range(
                    "Knitwear",
                    "Lana Vera,Skye Mill,Merinova",
                    "Merino,Cashmere,Chunky,Striped,Ribbed",
                    "Scarf,Sweater,Beanie,Cardigan",
                    29,
                    240),
            new Range(
                    "Stationery",
                    "Bleistift,Sumi Works,Foliant",
                    "Dotted,Brass,Linen,Refillable,Japanese",
                    "Notebook,Fountain Pen,Desk Pad,Ink Set",
                    6,
                    95),
            new Range(
                    "Toys",
                    "Holzkopf,Little Orbit,Papagayo",
                    "Wooden,Magnetic,Giant,Glow,Musical",
                    "Train,Puzzle,Building Blocks,Marble Run",
                    11,
                    99));

    private final List<ShopProduct> products;
    private final Map<String, List<ShopProduct>> byCategory;

    private Catalogue(List<ShopProduct> products) {
        this.products = List.copyOf(products);
        this.byCategory = products.stream().collect(Collectors.groupingBy(ShopProduct::category));
    }

    /** The catalogue of a seed; other seeds have other combinations and prices. */
    public static Catalogue of(long seed) {
        var products = new ArrayList<ShopProduct>();
        for (var range : RANGES) {
            addRange(products, range, new SplittableRandom(Chance.hash(seed, "catalogue", range.category())));
        }
        return new Catalogue(products);
    }

    /** All products, by category. */
    public List<ShopProduct> products() {
        return products;
    }

    /** All categories in a fixed order. */
    public static List<String> categories() {
        return RANGES.stream().map(Range::category).toList();
    }

    /** Products of one category, never empty. */
    List<ShopProduct> in(String category) {
        var found = byCategory.get(category);
        if (found == null) {
            throw new IllegalArgumentException("there is no category " + category);
        }
        return found;
    }

    private static void addRange(List<ShopProduct> products, Range range, SplittableRandom random) {
        var names = new ArrayList<String>();
        for (var quality : range.qualities().split(",")) {
            for (var thing : range.things().split(",")) {
                // Chinese has no space between the words of a name.
                names.add(quality + (Character.isIdeographic(thing.codePointAt(0)) ? "" : " ") + thing);
            }
        }
        var brands = range.brands().split(",");
        for (var i = 0; i < PER_CATEGORY; i++) {
            var name = names.remove(random.nextInt(names.size()));
            var brand = brands[random.nextInt(brands.length)];
            var price = 100L * random.nextInt(range.low(), range.high()) - random.nextInt(2) * 10L + 90;
            var id = "%s-%02d".formatted(range.category().toLowerCase(java.util.Locale.ROOT), i + 1);
            products.add(new ShopProduct(id, name, range.category(), brand, price));
        }
    }
}
