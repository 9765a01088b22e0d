package ee.tasks.faults;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/** One cluster for all tests; it is closed after the last. */
final class ClusterExtension extends TypeBasedParameterResolver<Cluster<Postgres, WildFly>> {

    @Override
    @SuppressWarnings("unchecked")
    public Cluster<Postgres, WildFly> resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(ClusterExtension.class))
                .getOrComputeIfAbsent(Cluster.class, type -> Cluster.onPostgres(), Cluster.class);
    }
}
