package ee.tasks.tck;

import static java.util.Objects.requireNonNull;

/**
 * The backend, store or runtime that a report is about.
 *
 * @param name the name that its authors give it, for example {@code Acme Store}
 * @param version its version
 * @param database the database that keeps its tasks, for example {@code PostgreSQL 18}; empty if it needs none
 * @since 1.0
 */
public record Subject(String name, String version, String database) {

    /**
     * Checks that nothing is {@code null}.
     *
     * @throws NullPointerException if one of them is {@code null}
     */
    public Subject {
        requireNonNull(name, "name");
        requireNonNull(version, "version");
        requireNonNull(database, "database");
    }

    /**
     * Makes a subject that needs no database.
     *
     * @param name the name that its authors give it
     * @param version its version
     * @return the subject
     */
    public static Subject of(String name, String version) {
        return new Subject(name, version, "");
    }

    /**
     * Returns the same subject on a database.
     *
     * @param database the name of the database, and its version if that matters
     * @return the subject
     */
    public Subject on(String database) {
        return new Subject(name, version, database);
    }

    boolean isNamed() {
        return !name.isBlank() && !version.isBlank();
    }

    /** Returns name, version and database, as the claim writes them. */
    @Override
    public String toString() {
        String text = name + " " + version;
        return database.isBlank() ? text : text + " on " + database;
    }
}
