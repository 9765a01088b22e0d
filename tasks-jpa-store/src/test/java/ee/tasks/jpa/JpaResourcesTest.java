package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ee.tasks.spi.TaskStoreException;
import org.junit.jupiter.api.Test;

/** In this JVM nothing is bound in JNDI. */
class JpaResourcesTest {

    @Test
    void aDataSourceThatIsNotThereIsNamedWithItsKeyAndAWayOut() {
        assertThatThrownBy(() -> JpaResources.fromJndi("java:jboss/datasources/NoSuchDS"))
                .isInstanceOf(TaskStoreException.class)
                .hasMessage(
                        "EETASK0601: data source 'java:jboss/datasources/NoSuchDS' is not bound in JNDI; create it in the"
                                + " server as a JTA data source, or name another one by ee.tasks.jpa.data-source");
    }
}
