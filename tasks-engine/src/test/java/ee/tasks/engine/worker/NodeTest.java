package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeTest {

    private final Node node = new Node("n-1", 0, 60);

    @Test
    void isNotLeftWhileSomethingIsInHand() {
        node.took();
        assertThat(node.lapseIfEmptyHanded()).isFalse();
        assertThat(node.isAlive(59)).isTrue();
    }

    @Test
    void takesNothingOnceItMayBeLeft() {
        node.took();
        node.gave();
        assertThat(node.lapseIfEmptyHanded()).isTrue();
        node.took();
        assertThat(node.isAlive(1)).isFalse();
    }

    @Test
    void noRenewalRevivesIt() {
        node.lapse();
        node.renewed(1, 60, 2);
        assertThat(node.isAlive(3)).isFalse();
    }
}
