package ee.tasks.engine.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CausesTest {

    @Test
    void theOutermostOneThatIsNoWrapperIsTaken() {
        Exception real = new IllegalStateException(new RuntimeException());
        Exception wrapped = new RuntimeException(new RuntimeException(real));

        assertThat(Causes.unwrapped(wrapped, cause -> cause.getClass() == RuntimeException.class))
                .isSameAs(real);
    }

    @Test
    void aRingOfWrappersEndsWithTheOneThatClosesIt() {
        Exception outer = new RuntimeException();
        Exception inner = new RuntimeException(outer);
        outer.initCause(inner);

        assertThat(Causes.unwrapped(outer, cause -> true)).isSameAs(inner);
        assertThat(Causes.of(outer)).containsExactly(outer, inner);
    }

    @Test
    void aCauseThatIsMadeAnewEachTimeEnds() {
        class Endless extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Throwable getCause() {
                return new Endless();
            }
        }

        assertThat(Causes.of(new Endless())).hasSize(50);
    }

    @Test
    void aCauseThatCannotBeAskedForIsNone() {
        class Broken extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Throwable getCause() {
                throw new IllegalStateException();
            }
        }
        Broken broken = new Broken();

        assertThat(Causes.of(broken)).containsExactly(broken);
        assertThat(Causes.root(broken)).isSameAs(broken);
    }
}
