package ee.tasks.jpa;

import java.util.Map;

/** The persistence providers, told how to find Narayana, as a server would tell them. */
enum TestProvider {
    HIBERNATE(Map.of(
            "jakarta.persistence.provider",
            "org.hibernate.jpa.HibernatePersistenceProvider",
            "hibernate.transaction.jta.platform",
            "org.hibernate.engine.transaction.jta.platform.internal.JBossStandAloneJtaPlatform")),
    ECLIPSELINK(Map.of(
            "jakarta.persistence.provider",
            "org.eclipse.persistence.jpa.PersistenceProvider",
            "eclipselink.target-server",
            EclipseLinkOnNarayana.class.getName(),
            "eclipselink.logging.level",
            "WARNING"));

    private final Map<String, Object> properties;

    TestProvider(Map<String, Object> properties) {
        this.properties = properties;
    }

    Map<String, Object> properties() {
        return properties;
    }
}
