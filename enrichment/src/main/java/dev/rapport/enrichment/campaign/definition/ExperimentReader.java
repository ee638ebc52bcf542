package dev.rapport.enrichment.campaign.definition;

import dev.rapport.enrichment.campaign.Arm;
import dev.rapport.enrichment.campaign.Experiment;
import dev.rapport.enrichment.campaign.Share;
import dev.rapport.runtime.yaml.YamlFields;
import dev.rapport.schemas.campaign.Arms;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads how a campaign divides its customers: {@code holdout} and {@code arms}. */
final class ExperimentReader {
    private ExperimentReader() {}

    static Experiment read(YamlFields in) {
        var holdout = in.parsed("holdout", Share.NONE, Values::share, Share.NONE);
        if (holdout.buckets() == Share.WHOLE) {
            in.problemOf("holdout", "must be less than 100%, or no customer is written to");
        }
        return new Experiment(holdout, arms(in));
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
