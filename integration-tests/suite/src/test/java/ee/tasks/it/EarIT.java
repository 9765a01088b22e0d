package ee.tasks.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ee.tasks.TaskInvocation;
import ee.tasks.TaskQueue;
import ee.tasks.TaskResult;
import ee.tasks.TaskResultNotFoundException;
import ee.tasks.TaskStatus;
import ee.tasks.it.app.Ledger;
import ee.tasks.it.ear.business.Couriers;
import ee.tasks.it.ear.business.Deliveries;
import ee.tasks.it.ear.business.Opening;
import ee.tasks.it.ear.office.Files;
import ee.tasks.it.ear.shop.Counter;
import ee.tasks.it.ear.shop.Seen;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One EAR, its library directory with EE Tasks, an EJB jar and two WARs. The tests run in one of the WARs. */
@ExtendWith(ArquillianExtension.class)
class EarIT {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @Inject
    TaskQueue tasks;

    @Inject
    Opening opening;

    @Inject
    Deliveries deliveries;

    @Inject
    Counter counter;

    @Inject
    Ledger ledger;

    @Inject
    Seen seen;

    @Inject
    ee.tasks.it.ear.business.Seen seenByBusiness;

    private final String text = "text " + UUID.randomUUID();

    @Deployment
    static EnterpriseArchive ear() {
        return Archives.ear("parcels", "ee.tasks.backend=jpa", "ee.tasks.namespace=parcels")
                .addAsModule(ShrinkWrap.create(JavaArchive.class, "business.jar")
                        .addPackage(Deliveries.class.getPackage())
                        .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml"))
                .addAsModule(war("office", Files.class))
                .addAsModule(Testable.archiveToTest(war("shop", Counter.class).addClass(EarIT.class)));
    }

    private static WebArchive war(String name, Class<?> inItsPackage) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addPackage(inItsPackage.getPackage())
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    @Test
    void aStartupBeanEnqueuesBeforeTheApplicationIsReady() {
        assertThat(value(tasks.result(opening.id()))).isEqualTo("the first parcel delivered");
    }

    @Test
    void aTransactionOfASessionBeanIsCommittedOrRolledBackWithItsTask() {
        assertThat(value(tasks.result(deliveries.order(text)))).isEqualTo(text + " delivered");

        String id = deliveries.orderAndChangeItsMind(text);

        assertThatThrownBy(() -> tasks.result(id)).isInstanceOf(TaskResultNotFoundException.class);
        assertThat(ledger.count(text)).isEqualTo(1);
    }

    @Test
    void aTransactionOfABeanOfTheWarIsCommittedOrRolledBackWithItsTask() {
        assertThat(value(tasks.result(counter.order(text)))).isEqualTo(text + " delivered");

        assertThatThrownBy(() -> counter.orderAndFail(text)).hasMessage("rolled back");

        assertThat(value(tasks.enqueue(Couriers::ride, "after " + text))).isEqualTo(1L);
        assertThat(ledger.count(text)).isEqualTo(1);
    }

    @Test
    void aSessionBeanWithoutATransactionEnqueuesAndReads() {
        String id = deliveries.orderOutsideATransaction(text);

        assertThat(value(tasks.result(id))).isEqualTo(text + " delivered");
        assertThat(deliveries.statusOutside(id)).isEqualTo(TaskStatus.SUCCESSFUL);
    }

    @Test
    void tasksOfTheEjbJarAreInjectedAndAtomicAndMayReturnStages() {
        assertThat(value(tasks.enqueue(Couriers::ride, text))).isEqualTo(1L);
        assertThat(value(tasks.enqueue(Couriers::later, "sooner or"))).isEqualTo("sooner or later");

        assertThat(value(tasks.enqueue(Couriers::carry, "safe " + text, false))).isEqualTo("carried");
        assertThat(tasks.enqueue(Couriers::carry, "fallen " + text, true)
                        .await(GENEROUS)
                        .status())
                .isEqualTo(TaskStatus.FAILED);
        assertThat(ledger.count("safe " + text)).isEqualTo(1);
        assertThat(ledger.count("fallen " + text)).isZero();
    }

    @Test
    void tasksOfEachWarHaveItsClassesAndWhatIsInjectedThere() {
        String sold = value(tasks.enqueue(Counter::sell, new Counter.Sale(text, 3)));
        assertThat(sold).startsWith("3 " + text);
        assertThat(value(tasks.result(sold.substring(sold.indexOf(", ") + 2)))).isEqualTo(text + " delivered");

        assertThat(value(named("office.file", text))).isEqualTo(text + " filed");
    }

    @Test
    void aTaskOfAWarMayBeAtomic() {
        assertThat(named("office.atomic", text, false).await(GENEROUS).status()).isEqualTo(TaskStatus.SUCCESSFUL);
        assertThat(named("office.atomic", "burnt " + text, true).await(GENEROUS).status())
                .isEqualTo(TaskStatus.FAILED);

        assertThat(ledger.count(text)).isEqualTo(1);
        assertThat(ledger.count("burnt " + text)).isZero();
    }

    @Test
    void observersOfEveryModuleHearOfATask() {
        TaskResult<String> result = tasks.enqueue(Deliveries::deliver, text).await(GENEROUS);

        await().atMost(GENEROUS).until(() -> seen.both(result.id()) && seenByBusiness.both(result.id()));
        await().atMost(GENEROUS)
                .until(() -> value(named("office.seen", result.id())).equals(true));
    }

    private TaskResult<?> named(String task, Object... arguments) {
        return tasks.enqueue(TaskInvocation.named(task, arguments));
    }

    private static <R> R value(TaskResult<R> result) {
        return result.await(GENEROUS).returnValue();
    }
}
