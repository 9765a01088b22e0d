package ee.tasks.jpa;

/**
 * What one statement read, all its executions together.
 *
 * @param most what the one of them read that read most rows
 * @param rows rows and index entries that were looked at, whether they were of use or not, and look-ups that found none
 * @param buffers pages of the database, as far as it tells
 * @param plan how, as the database says it
 */
record Reading(long most, long rows, long buffers, String plan) {

    static final Reading NONE = new Reading(0, 0, 0, "");

    static Reading of(long rows, long buffers, String plan) {
        return new Reading(rows, rows, buffers, plan);
    }

    Reading plus(Reading other) {
        return new Reading(Math.max(most, other.most), rows + other.rows, buffers + other.buffers, other.plan);
    }
}
