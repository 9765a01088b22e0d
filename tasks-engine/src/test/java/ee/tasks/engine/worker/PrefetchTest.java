package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrefetchTest {

    private static final long MILLI = 1_000_000L;

    private final Prefetch prefetch = new Prefetch(10, 0);

    @Test
    void nothingAtFirst() {
        assertThat(prefetch.limit()).isZero();
    }

    @Test
    void growsToWhatTheSlotsTakeInATenthOfASecond() {
        // 1,000 tasks a second
        for (int look = 1; look <= 10; look++) {
            prefetch.look(look * 10 * MILLI, look * 10L);
        }
        assertThat(prefetch.limit()).isEqualTo(100);
    }

    @Test
    void growsStepByStepToItsBound() {
        prefetch.look(10 * MILLI, 1_000);
        assertThat(prefetch.limit()).isEqualTo(10);
        prefetch.look(20 * MILLI, 2_000);
        assertThat(prefetch.limit()).isEqualTo(30);
        for (int look = 3; look <= 20; look++) {
            prefetch.look(look * 10 * MILLI, look * 1_000L);
        }
        assertThat(prefetch.limit()).isEqualTo(500);
    }

    @Test
    void shrinksAtOnceWhenTasksGetLong() {
        for (int look = 1; look <= 20; look++) {
            prefetch.look(look * 10 * MILLI, look * 1_000L);
        }
        prefetch.look(1_200 * MILLI, 20_010);
        assertThat(prefetch.limit()).isEqualTo(1);
    }

    @Test
    void holdsFewOfLargeArguments() {
        prefetch.claimed(10, 10L << 20);
        for (int look = 1; look <= 20; look++) {
            prefetch.look(look * 10 * MILLI, look * 1_000L);
        }
        assertThat(prefetch.limit()).isEqualTo(8);
    }

    @Test
    void startsAgainWhenWhatItHeldDidNotRun() {
        prefetch.look(10 * MILLI, 1_000);
        prefetch.none();
        assertThat(prefetch.limit()).isZero();
    }
}
