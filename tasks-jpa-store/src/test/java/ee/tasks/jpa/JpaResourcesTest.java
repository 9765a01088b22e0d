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
                        "EETASK0601: there is no data source 'java:jboss/datasources/NoSuchDS'; make it in the server, as a"
                                + " JTA data source, or name another by ee.tasks.jpa.data-source");
    }
}
