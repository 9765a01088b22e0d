package ee.tasks.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

    @Test
    void startsAndPeriodAreRead() {
        assertThat(Rate.of("100/PT1M")).isEqualTo(new Rate(100, Duration.ofMinutes(1)));
        assertThat(Rate.of(" 1/pt0.5s ")).isEqualTo(new Rate(1, Duration.ofMillis(500)));
    }

    @Test
    void theEndsOfTheRangeAreAllowed() {
        assertThat(Rate.of("1000000/P31D").starts()).isEqualTo(1_000_000);
        assertThat(Rate.of("1/PT0.01S").period()).isEqualTo(Duration.ofMillis(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "100",
                "100/",
                "/PT1M",
                "100/1m",
                "100/M",
                "-1/PT1M",
                "+1/PT1M",
                "1.5/PT1M",
                "0/PT1M",
                "1000001/PT1M",
                "99999999999/PT1M",
                "100/PT0S",
                "100/PT-1M",
                "100/PT0.009S",
                "100/P32D",
                "100 per PT1M",
                "100/PT1M/2",
                "١٠٠/PT1M"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Rate.of(text)).isInstanceOf(RuntimeException.class);
    }
}
