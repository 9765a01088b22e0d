package ee.tasks.tck;

import static java.util.Objects.requireNonNull;

/**
 * Whom a report is about.
 *
 * @param name as its authors call it, such as {@code Acme Store}
 * @param version its version
 * @param database what it keeps its tasks in, such as {@code PostgreSQL 18}; empty where that makes no difference
 * @since 1.0
 */
public record Subject(String name, String version, String database) {

    /**
     * Refuses {@code null}.
     *
     * @throws NullPointerException if one of them is {@code null}
     */
    public Subject {
        requireNonNull(name, "name");
        requireNonNull(version, "version");
        requireNonNull(database, "database");
    }

    /**
     * A subject that needs no database.
     *
     * @param name as its authors call it
     * @param version its version
     * @return the subject
     */
    public static Subject of(String name, String version) {
        return new Subject(name, version, "");
    }

    /**
     * The same on a database.
     *
     * @param database its name, and its version where that matters
     * @return the subject
     */
    public Subject on(String database) {
        return new Subject(name, version, database);
    }

    boolean isNamed() {
        return !name.isBlank() && !version.isBlank();
    }

    /** Name, version and database. */
    @Override
    public String toString() {
        String text = name + " " + version;
        return database.isBlank() ? text : text + " on " + database;
    }
}
