package ee.tasks.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GateStayTest {

    private final Node node = new Node("node", 0, 1);
    private final GateStay stay = new GateStay(node, true);

    @Test
    void aCallThatReturnsBeforeItsCompletionGivesNothingBack() {
        stay.enter();
        stay.leave();

        assertThat(stay.isOver()).isFalse();
    }

    @Test
    void whatIsSettledAfterTheReturnIsGivenBackOnce() {
        stay.enter();
        stay.leave();

        assertThat(stay.settle()).isTrue();
        assertThat(stay.isOver()).isTrue();
        assertThat(stay.settle()).isFalse();
        assertThat(stay.isOver()).isFalse();
    }

    @Test
    void whatIsSettledBeforeTheReturnIsGivenBackAtTheReturnAndOnce() {
        stay.enter();

        assertThat(stay.settle()).isTrue();
        assertThat(stay.isOver()).isFalse();
        stay.leave();
        assertThat(stay.isOver()).isTrue();
        assertThat(stay.settle()).isFalse();
        stay.leave();
        assertThat(stay.isOver()).isFalse();
    }

    @Test
    void whatHasNotStartedIsGivenBackOnceItIsSettled() {
        stay.settle();

        assertThat(stay.isOver()).isTrue();
    }

    @Test
    void whatTakesNothingGivesNothingBackAndIsNotCutShort() {
        GateStay unlimited = new GateStay(node, false);
        unlimited.enter();
        unlimited.leave();

        assertThat(unlimited.settle()).isFalse();
        assertThat(unlimited.isOver()).isFalse();
        assertThat(unlimited.cutShort()).isFalse();
        assertThat(unlimited.isCutShort()).isFalse();
    }

    @Test
    void itIsCutShortOnce() {
        assertThat(stay.isCutShort()).isFalse();
        assertThat(stay.cutShort()).isTrue();
        assertThat(stay.cutShort()).isFalse();
        assertThat(stay.isCutShort()).isTrue();
    }

    @Test
    void itsNodeIsInsideWhileItsCallGoesOn() {
        stay.enter();
        stay.settle();
        assertThat(node.isInside()).isTrue();

        stay.leave();
        stay.leave();

        assertThat(node.isInside()).isFalse();
    }
}
