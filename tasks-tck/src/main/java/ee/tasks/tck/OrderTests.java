package ee.tasks.tck;

import static ee.tasks.tck.TaskRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.spi.Feature;
import ee.tasks.spi.QueueSelection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which task comes first, and from which queue. */
interface OrderTests extends StoreSteps {

    @Test
    @Tag("B157")
    default void olderTasksComeFirst() {
        String first = insertOne();
        String second = insertOne();
        String third = insertOne();

        assertThat(claimIds(newNode(), 3)).containsExactly(first, second, third);
    }

    @Test
    default void higherPrioritiesComeFirst() {
        needs(Feature.PRIORITY);
        String lowest = insert(request().priority(-100));
        String low = insert(request().priority(-1));
        String normal = insert(request());
        String high = insert(request().priority(9));
        String highest = insert(request().priority(100));

        assertThat(claimIds(newNode(), 9)).containsExactly(highest, high, normal, low, lowest);
    }

    @Test
    @Tag("B156")
    default void atOnePriorityTheEarlierDueComesFirst() {
        needs(Feature.DEFER);
        Instant now = now();
        String late = insert(request().runAfter(now.plusSeconds(120)));
        String early = insert(request().runAfter(now.plusSeconds(60)));
        letTimePass(Duration.ofMinutes(3));
        store().promote(MANY);

        assertThat(claimIds(newNode(), 2)).containsExactly(early, late);
    }

    @Test
    @Tag("B193")
    @Tag("B194")
    default void priorityThenDueTimeThenAgeDecidesAmongMixedTasks() {
        needs(Feature.DEFER);
        needs(Feature.PRIORITY);
        Instant now = now();
        String b2 = insert(request().runAfter(now.plusSeconds(7_200)));
        String b1 = insert(request().runAfter(now.plusSeconds(3_600)));
        String b3 = insert(request().runAfter(now.plusSeconds(7_200)));
        String a2 = insert(request().priority(10).runAfter(now.plusSeconds(60)));
        String c1 = insert(request().priority(-10).runAfter(now.plusSeconds(1)));
        String future = insert(request().priority(100).runAfter(now.plus(Duration.ofDays(2))));
        String a1 = insert(request().priority(10));
        letTimePass(Duration.ofDays(1));
        String b4 = insert(request());
        store().promote(MANY);

        assertThat(claimIds(newNode(), 9))
                .containsExactly(a1, a2, b1, b2, b3, b4, c1)
                .doesNotContain(future);
    }

    @Test
    default void whatNobodyDeferredIsNotOvertakenByWhatBecameDueLater() {
        needs(Feature.DEFER);
        String deferred = insert(request().runAfter(now().plusSeconds(3_600)));
        String immediate = insertOne();
        letTimePass(Duration.ofHours(2));
        store().promote(MANY);

        assertThat(claimIds(newNode(), 2)).containsExactly(immediate, deferred);
    }

    @Test
    default void theOrderHoldsAcrossQueuesAndBatches() {
        needs(Feature.PRIORITY);
        String a1 = insert(request().queue("a").priority(1));
        String b3 = insert(request().queue("b").priority(3));
        String a2 = insert(request().queue("a").priority(2));
        String c1 = insert(request().queue("c").priority(1));
        String b0 = insert(request().queue("b"));
        String node = newNode();

        assertThat(claimIds(node, 3)).containsExactly(b3, a2, a1);
        assertThat(claimIds(node, 3)).containsExactly(c1, b0);
    }

    @Test
    default void aClaimTakesAtMostWhatItAskedFor() {
        String first = insertOne();
        String second = insertOne();
        String third = insertOne();
        String node = newNode();

        assertThat(claimIds(node, 2)).containsExactly(first, second);
        assertThat(claimIds(node, 2)).containsExactly(third);
        assertThat(claimIds(node, 2)).isEmpty();
    }

    @Test
    @Tag("B164")
    default void nothingIsClaimedWhereNothingIs() {
        assertThat(claim(newNode(), 10)).isEmpty();
    }

    @Test
    @Tag("B176")
    default void aStarStandsForEveryQueueAlsoForNewOnes() {
        String node = newNode();
        assertThat(claim(node, 9)).isEmpty();
        String mail = insert(request().queue("mail"));
        assertThat(claimIds(node, 9)).containsExactly(mail);

        String brandNew = insert(request().queue("brand new"));
        assertThat(claimIds(node, 9)).containsExactly(brandNew);
    }

    @Test
    @Tag("B162")
    default void onlyIncludedQueuesAreServed() {
        String mail = insert(request().queue("mail"));
        insert(request().queue("Mail"));
        String reports = insert(request().queue("reports"));
        insert(request().queue("default"));

        assertThat(claimFrom(Set.of("mail", "reports", "unheard of"), Set.of())).containsExactly(mail, reports);
    }

    @Test
    @Tag("B177")
    default void excludedQueuesAreLeftOutOfAll() {
        insert(request().queue("mail"));
        String reports = insert(request().queue("reports"));
        String other = insert(request());

        assertThat(claimFrom(Set.of("*"), Set.of("mail", "unheard of"))).containsExactly(reports, other);
    }

    @Test
    default void excludedQueuesAreLeftOutOfTheIncludedOnes() {
        insert(request().queue("mail"));
        String reports = insert(request().queue("reports"));

        assertThat(claimFrom(Set.of("mail", "reports"), Set.of("mail"))).containsExactly(reports);
    }

    @Test
    default void aFullQueueHidesNoOther() {
        for (int i = 0; i < 30; i++) {
            insert(request().queue("full"));
        }
        String lonely = insert(request().queue("lonely").priority(1));

        assertThat(claimIds(newNode(), 5)).startsWith(lonely).hasSize(5);
    }

    private List<String> claimFrom(Set<String> included, Set<String> excluded) {
        return StoreSteps.ids(store().claim(newNode(), new QueueSelection(included, excluded), 9, Long.MAX_VALUE));
    }
}
