package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailingSchedulesTest {

    private final FailingSchedules failing = new FailingSchedules();

    @Test
    void whatFailsAgainAndAgainIsToldOnce() {
        assertThat(failing.add("s")).isTrue();
        for (int walk = 0; walk < 3; walk++) {
            failing.walked();
            assertThat(failing.add("s")).isFalse();
        }
    }

    @Test
    void whatIsGoneIsForgotten() {
        failing.add("s");
        failing.walked();
        failing.walked();

        assertThat(failing.contains("s")).isFalse();
        assertThat(failing.add("s")).isTrue();
    }

    @Test
    void whatWasTakenIsForgotten() {
        failing.add("s");
        failing.walked();
        failing.remove("s");

        assertThat(failing.add("s")).isTrue();
    }

    @Test
    void ofManyAThousandAreTold() {
        long told = IntStream.range(0, 5_000).filter(i -> failing.add("s" + i)).count();

        assertThat(told).isEqualTo(1_000);
    }

    @Test
    void whatWasSaidIsRememberedOfTenThousandThings() {
        Said said = new Said();
        assertThat(said.isNews("s", "run")).isTrue();
        assertThat(said.isNews("s", "run")).isFalse();
        assertThat(said.isNews("s", "next run")).isTrue();

        IntStream.range(0, 10_000).forEach(i -> said.isNews("other" + i, "run"));

        assertThat(said.isNews("s", "next run")).isTrue();
        assertThat(said.isNews("other9999", "run")).isFalse();
    }
}
