package ee.tasks.tck;

import static ee.tasks.tck.LimitSteps.limited;
import static ee.tasks.tck.LimitSteps.strict;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.admin.StrictSlot;
import ee.tasks.spi.AdminStore;
import ee.tasks.spi.ClaimedTask;
import ee.tasks.spi.Feature;
import ee.tasks.spi.Outcome;
import org.junit.jupiter.api.Test;

/** What an operator who knows that a node is dead does with the slots that it has left. */
interface StrictSlotTests extends LimitSteps {

    default AdminStore slots() {
        needs(Feature.LIMITS);
        needs(Feature.ADMIN);
        return store().admin();
    }

    @Test
    default void theStrictSlotOfALostNodeIsListedAndFreed() {
        slots();
        insertLimited(2);
        ClaimedTask lost = enterOnly(1, limited(strict(1))).get(0);
        assertThat(store().markStarted(lost.claim())).isTrue();
        assertThat(slots().strictSlots()).isEmpty();
        loseAllNodes(3);
        nobodyEnters(limited(strict(1)));

        String task = lost.task().id();
        assertThat(slots().strictSlots()).singleElement().satisfies(slot -> {
            assertThat(slot)
                    .extracting(StrictSlot::limit, StrictSlot::key, StrictSlot::task)
                    .containsExactly(GATE, null, task);
            assertThat(lost.task().workerIds()).contains(slot.node());
            assertThat(slot.since()).isBeforeOrEqualTo(now());
        });
        assertThat(slots().freeSlot(task)).isEqualTo(1);

        enterOnly(1, limited(strict(1)));
        assertThat(slots().strictSlots()).isEmpty();
        assertThat(slots().freeSlot(task)).isZero();
    }

    @Test
    default void theSlotOfANodeThatIsAliveIsNotFreed() {
        slots();
        insertLimited(2);
        ClaimedTask inside = enterOnly(1, limited(strict(1))).get(0);
        assertThat(slots().freeSlot(inside.task().id())).isZero();
        completeInside(inside, new Outcome.Succeeded("null"));

        assertThat(slots().strictSlots()).isEmpty();
        assertThat(slots().freeSlot(inside.task().id())).isZero();

        nobodyEnters(limited(strict(1)));
        vacate(inside);
        enterOnly(1, limited(strict(1)));
    }
}
