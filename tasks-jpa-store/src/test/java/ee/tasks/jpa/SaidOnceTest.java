package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SaidOnceTest {

    @Test
    void whatWasSaidIsForgottenAnHourAfter() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
        SaidOnce said = new SaidOnce(nanos::get);
        IntStream.range(0, SaidOnce.MAX)
                .forEach(n -> assertThat(said.isNews("a" + n)).isTrue());

        nanos.addAndGet(TimeUnit.MINUTES.toNanos(59));
        assertThat(said.isNews("b")).isFalse();
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));

        assertThat(said.isNews("b")).isTrue();
        assertThat(said.isNews("a0")).isTrue();
        assertThat(said.isNews("a0")).isFalse();
    }
}
