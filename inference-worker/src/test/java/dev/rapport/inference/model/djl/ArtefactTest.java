package dev.rapport.inference.model.djl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ArtefactTest {
    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,4", "5,8", "8,8", "9,16", "16,16", "17,24", "512,512", "513,520"})
    void computesFewMoreRowsThanWanted(int wanted, int rows) {
        assertThat(Artefact.ONE_DNN.rows(wanted)).isEqualTo(rows);
    }

    @ParameterizedTest
    @EnumSource
    void neverComputesFewerRowsThanWanted(Artefact artefact) {
        for (int wanted = 1; wanted < 1_000; wanted++) {
            assertThat(artefact.rows(wanted)).isGreaterThanOrEqualTo(wanted);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,16", "8,16", "9,16", "16,16", "17,24"})
    void roundsUpFurtherWhereFewRowsAreAddedInAnotherOrder(int wanted, int rows) {
        assertThat(Artefact.PORTABLE.rows(wanted)).isEqualTo(rows);
    }
}
