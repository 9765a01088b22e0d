package ee.tasks.jpa;

import ee.tasks.TaskProgress;
import ee.tasks.spi.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Progress and metadata of running tasks. In a table of their own, since other transactions may have locked the tasks' rows. */
final class Notes {

    private static final int MAX_NAME_LENGTH = 255;

    private static final String HELD = """
            exists (select 1 from ee_task t
                where t.id = ? and t.claim_id = ? and t.status = 'RUNNING' and t.namespace = ?)""";

    private static final String UPDATE = """
            update ee_task_note set content = ?, done = ?, total = ?
            where task_id = ? and kind = ? and name = ? and\s""" + HELD;

    private static final String INSERT = """
            insert into ee_task_note (task_id, kind, name, content, done, total)
            select t.id, ?, ?, ?, ?, ? from ee_task t
            where t.id = ? and t.claim_id = ? and t.status = 'RUNNING' and t.namespace = ?""";

    private static final String DELETE =
            "delete from ee_task_note where task_id = ? and kind = ? and name = ? and " + HELD;

    private static final String FIND =
            "select kind, name, content, done, total from ee_task_note where task_id = ? order by kind, name";

    private final String namespace;
    private final SqlDialect dialect;

    Notes(String namespace, SqlDialect dialect) {
        this.namespace = namespace;
        this.dialect = dialect;
    }

    void write(Connection connection, Claim claim, TaskProgress progress) throws SQLException {
        write(connection, claim, new Note(Note.PROGRESS, "-", progress.message(), progress.done(), progress.total()));
    }

    void write(Connection connection, Claim claim, String key, String value) throws SQLException {
        String name = StoredText.clean(key, MAX_NAME_LENGTH);
        if (value == null) {
            Sql.update(connection, DELETE, claim.id(), Note.METADATA, name, claim.id(), claim.claimId(), namespace);
        } else {
            write(connection, claim, new Note(Note.METADATA, name, value, 0, 0));
        }
    }

    private void write(Connection connection, Claim claim, Note note) throws SQLException {
        if (!update(connection, claim, note)) {
            boolean inserted = dialect.insertIfAbsent(
                    connection,
                    INSERT,
                    note.kind(),
                    note.name(),
                    note.content(),
                    note.done(),
                    note.total(),
                    claim.id(),
                    claim.claimId(),
                    namespace);
            if (!inserted) {
                // Another thread of the same task inserted it first, or the claim is lost.
                update(connection, claim, note);
            }
        }
    }

    private boolean update(Connection connection, Claim claim, Note note) throws SQLException {
        return Sql.update(
                        connection,
                        UPDATE,
                        note.content(),
                        note.done(),
                        note.total(),
                        claim.id(),
                        note.kind(),
                        note.name(),
                        claim.id(),
                        claim.claimId(),
                        namespace)
                == 1;
    }

    static List<Note> of(Connection connection, String task) throws SQLException {
        return Sql.list(
                connection,
                FIND,
                row -> new Note(row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5)),
                task);
    }

    static TaskProgress progress(List<Note> notes) {
        return notes.stream()
                .filter(note -> note.kind().equals(Note.PROGRESS))
                .findFirst()
                .map(Note::toProgress)
                .orElse(null);
    }

    static Map<String, String> metadata(List<Note> notes) {
        return notes.stream()
                .filter(note -> note.kind().equals(Note.METADATA) && note.content() != null)
                .collect(Collectors.toMap(Note::name, Note::content));
    }
}
