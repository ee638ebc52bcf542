package dev.rapport.enrichment.campaign.definition;

import dev.rapport.enrichment.campaign.Arm;
import dev.rapport.enrichment.campaign.Experiment;
import dev.rapport.enrichment.campaign.Layer;
import dev.rapport.enrichment.campaign.Ramp;
import dev.rapport.enrichment.campaign.Share;
import dev.rapport.runtime.yaml.YamlFields;
import dev.rapport.schemas.campaign.Arms;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads how a campaign divides its customers: {@code holdout}, {@code arms}, {@code layer}, {@code slots} and {@code ramp}. */
final class ExperimentReader {
    private ExperimentReader() {}

    /** @param zone in which the dates of a ramp begin */
    static Experiment read(YamlFields in, ZoneId zone) {
        var holdout = in.parsed("holdout", Share.NONE, Values::share, Share.NONE);
        if (holdout.buckets() == Share.WHOLE) {
            in.problemOf("holdout", "must be less than 100%, or no customer is written to");
        }
        return new Experiment(holdout, arms(in), layer(in), ramp(in, zone));
    }

    private static Optional<Layer> layer(YamlFields in) {
        var name = in.optional("layer", Values.matching("[a-z0-9]+(-[a-z0-9]+)*", "lower-case words joined by -"), "?");
        var slots = in.mapping("slots").map(ExperimentReader::slots);
        if (slots.isPresent() && name.isEmpty()) {
            in.problemOf("slots", "are those of a layer, which is missing");
        }
        return name.map(layer ->
                slots.map(of -> new Layer(layer, of.from(), of.until())).orElse(new Layer(layer, 0, Share.WHOLE)));
    }

    private static Slots slots(YamlFields in) {
        var from = in.parsed("from", Share.NONE, Values::share, Share.NONE).buckets();
        var until = in.parsed("until", new Share(Share.WHOLE), Values::share, new Share(Share.WHOLE))
                .buckets();
        if (from >= until) {
            in.problemOf("until", "must be more than from");
        }
        in.finish();
        return new Slots(from, until);
    }

    private record Slots(int from, int until) {}

    private static Ramp ramp(YamlFields root, ZoneId zone) {
        var steps = new ArrayList<Ramp.Step>();
        for (var in : root.mappings("ramp")) {
            var step = new Ramp.Step(
                    in.parsed("from", null, Times.from(zone), Times.STAND_IN),
                    in.parsed("share", null, Values::share, Share.NONE));
            if (!steps.isEmpty()) {
                var before = steps.get(steps.size() - 1);
                if (!step.from().isAfter(before.from())) {
                    in.problemOf("from", "must be after the step before it");
                }
                if (step.share().buckets() < before.share().buckets()) {
                    in.problemOf("share", "must not be less than in the step before it: a customer who is in stays in");
                }
            }
            in.finish();
            steps.add(step);
        }
        return new Ramp(steps);
    }

    private static List<Arm> arms(YamlFields root) {
        var arms = new ArrayList<Arm>();
        var names = new HashSet<String>();
        var total = 0;
        for (var in : root.requiredMappings("arms")) {
            var name = in.text("name", null);
            var weight = in.parsed("weight", null, Values::share, Share.NONE);
            if (name.equals(Arms.HOLDOUT)) {
                in.problemOf("name", "holdout is the name of those who get nothing");
            } else if (!names.add(name)) {
                in.problemOf("name", "'" + name + "' is given twice");
            }
            in.finish();
            total += weight.buckets();
            arms.add(new Arm(name, weight));
        }
        if (total != Share.WHOLE) {
            root.problemOf("arms", "weights must add up to 100%, not " + Values.percent(total));
        }
        return arms;
    }
}
