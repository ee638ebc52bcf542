package dev.rapport.scoring.api;

import dev.rapport.scoring.experiment.ArmOutcome;
import dev.rapport.scoring.experiment.ExperimentReport;
import dev.rapport.scoring.experiment.ExperimentReport.ArmLift;
import dev.rapport.scoring.experiment.Lift.Interval;
import dev.rapport.scoring.experiment.SampleRatio;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports in the shape of the documented interface. A number that cannot be said is null. */
final class ExperimentJson {
    private ExperimentJson() {}

    static Map<String, @Nullable Object> of(ExperimentReport report) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("experiment", report.experiment().id());
        json.put("source", report.experiment().source().name().toLowerCase(Locale.ROOT));
        json.put("control", report.control().orElse(null));
        json.put("alpha", report.alpha());
        json.put("arms", report.arms().stream().map(ExperimentJson::arm).toList());
        json.put(
                "sampleRatio",
                report.sampleRatio().map(ExperimentJson::sampleRatio).orElse(null));
        json.put("lifts", report.lifts().stream().map(ExperimentJson::lift).toList());
        return json;
    }

    private static Map<String, @Nullable Object> arm(ArmOutcome arm) {
        var goals = new LinkedHashMap<String, @Nullable Object>();
        arm.goals().forEach((name, goal) -> {
            var json = new LinkedHashMap<String, @Nullable Object>();
            json.put("customers", goal.customers());
            json.put("rate", said((double) goal.customers() / arm.customers()));
            json.put("revenueMinor", goal.revenueMinor());
            json.put("currency", goal.currency().orElse(null));
            goals.put(name, json);
        });
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("arm", arm.arm());
        json.put("customers", arm.customers());
        json.put("goals", goals);
        return json;
    }

    private static Map<String, @Nullable Object> sampleRatio(SampleRatio ratio) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("chiSquare", ratio.chiSquare());
        json.put("pValue", ratio.pValue());
        json.put("alarm", ratio.alarm());
        return json;
    }

    private static Map<String, @Nullable Object> lift(ArmLift armLift) {
        var lift = armLift.lift();
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("arm", armLift.arm());
        json.put("goal", armLift.goal());
        json.put("metric", armLift.metric());
        json.put("absolute", said(lift.absolute()));
        json.put("relative", said(lift.relative()));
        json.put("standardError", said(lift.standardError()));
        json.put("interval", interval(lift.interval()));
        json.put("pValue", said(lift.pValue()));
        var always = interval(lift.alwaysValid());
        always.put("relativeLow", said(lift.relativeValid().low()));
        always.put("relativeHigh", said(lift.relativeValid().high()));
        json.put("alwaysValid", always);
        json.put("incremental", said(lift.incremental()));
        return json;
    }

    private static Map<String, @Nullable Object> interval(Interval interval) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("low", said(interval.low()));
        json.put("high", said(interval.high()));
        return json;
    }

    private static @Nullable Double said(double number) {
        return Double.isFinite(number) ? number : null;
    }
}
