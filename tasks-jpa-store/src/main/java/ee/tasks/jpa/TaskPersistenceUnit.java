package ee.tasks.jpa;

import ee.tasks.spi.TaskStoreException;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceProviderResolverHolder;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.PersistenceUnitTransactionType;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The store's persistence unit, without a {@code persistence.xml}: in a library's jar it breaks applications that inject their own unit
 * without a name (Payara 6), or that have no unit (WildFly 39, WFLYJPA0061).
 */
final class TaskPersistenceUnit implements PersistenceUnitInfo {

    private final DataSource dataSource;

    private TaskPersistenceUnit(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    static EntityManagerFactory open(DataSource dataSource, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>();
        all.put("jakarta.persistence.schema-generation.database.action", "none");
        all.put("eclipselink.weaving", "false");
        all.put("eclipselink.session-name", "ee-tasks-" + UUID.randomUUID());
        all.putAll(properties);
        TaskPersistenceUnit unit = new TaskPersistenceUnit(dataSource);
        List<PersistenceProvider> providers = PersistenceProviderResolverHolder.getPersistenceProviderResolver()
                .getPersistenceProviders();
        for (PersistenceProvider provider : providers) {
            EntityManagerFactory factory = provider.createContainerEntityManagerFactory(unit, all);
            if (factory != null) {
                return factory;
            }
        }
        List<String> asked =
                providers.stream().map(each -> each.getClass().getName()).toList();
        throw new TaskStoreException(JpaMessage.NO_PROVIDER.text(asked), null, false);
    }

    @Override
    public String getPersistenceUnitName() {
        return "ee-tasks";
    }

    @Override
    public String getPersistenceProviderClassName() {
        return null;
    }

    @Override
    public PersistenceUnitTransactionType getTransactionType() {
        return PersistenceUnitTransactionType.JTA;
    }

    @Override
    public DataSource getJtaDataSource() {
        return dataSource;
    }

    @Override
    public DataSource getNonJtaDataSource() {
        return null;
    }

    @Override
    public List<String> getMappingFileNames() {
        return List.of();
    }

    @Override
    public List<URL> getJarFileUrls() {
        return List.of();
    }

    @Override
    public URL getPersistenceUnitRootUrl() {
        return TaskEntity.class.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    public List<String> getManagedClassNames() {
        return List.of(TaskEntity.class.getName(), InstantConverter.class.getName());
    }

    @Override
    public boolean excludeUnlistedClasses() {
        return true;
    }

    @Override
    public SharedCacheMode getSharedCacheMode() {
        return SharedCacheMode.NONE;
    }

    @Override
    public ValidationMode getValidationMode() {
        return ValidationMode.NONE;
    }

    @Override
    public Properties getProperties() {
        return new Properties();
    }

    @Override
    public String getPersistenceXMLSchemaVersion() {
        return "3.0";
    }

    @Override
    public ClassLoader getClassLoader() {
        return TaskEntity.class.getClassLoader();
    }

    @Override
    public void addTransformer(ClassTransformer transformer) {
        // The entities have no lazy attributes, so there is nothing to weave.
    }

    @Override
    public ClassLoader getNewTempClassLoader() {
        return null;
    }

    /** Persistence 3.2 asks for it; 3.1 does not declare it. */
    public String getScopeAnnotationName() {
        return null;
    }

    /** Persistence 3.2 asks for it; 3.1 does not declare it. */
    public List<String> getQualifierAnnotationNames() {
        return List.of();
    }
}
