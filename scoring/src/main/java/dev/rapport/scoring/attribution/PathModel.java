package dev.rapport.scoring.attribution;

import dev.rapport.schemas.Credit;
import java.util.List;

/** A model that needs nothing but the path of the conversion, which the conversion carries. */
public sealed interface PathModel extends AttributionModel
        permits FirstTouch, LastTouch, Linear, PositionBased, TimeDecay {
    /**
     * What every touchpoint of a path counts, in the order of the path.
     *
     * @param path not empty
     * @return finite, not negative, not all zero
     */
    double[] weights(Path path);

    /** Credits in the order of the path, of together exactly a million; touchpoints that get nothing are left out. */
    default List<Credit> credits(Path path) {
        return path.isEmpty() ? List.of() : Shares.credits(name(), path, weights(path));
    }
}
