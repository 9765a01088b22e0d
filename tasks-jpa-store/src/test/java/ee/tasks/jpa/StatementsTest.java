package ee.tasks.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.jpa.UntestedDialect.Database;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** All statements that this module has as constants or makes once, in words that no build executes. */
class StatementsTest {

    @ParameterizedTest
    @CsvSource({"ORACLE, ORACLE", "SQL_SERVER, SQL_SERVER", "DB2, DB2"})
    void areInTheGrammarOfEachDatabase(Database database, Grammar grammar) throws Exception {
        SqlDialect dialect = new UntestedDialect(database);
        List<String> statements = statements(dialect);

        assertThat(statements).hasSizeGreaterThan(100);
        assertThat(statements).allSatisfy(statement -> assertThat(grammar.mistakes(dialect.translate(statement)))
                .as(statement)
                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void mayBeFormatsWithWordsOfADialectInThem(SqlDialect dialect) throws Exception {
        for (Method method : SqlDialect.class.getDeclaredMethods()) {
            if (method.getReturnType() == String.class && !method.isSynthetic()) {
                Object[] arguments = Stream.of(method.getParameterTypes())
                        .map(type -> type == int.class ? (Object) 2 : "t")
                        .toArray();

                assertThat(String.valueOf(method.invoke(dialect, arguments)))
                        .as(method.getName())
                        .doesNotContain("%");
            }
        }
    }

    static Stream<SqlDialect> dialects() {
        return Stream.concat(
                Stream.of(new PostgresDialect(), new MariaDbDialect(), new H2Dialect("jdbc:h2:mem:")),
                Stream.of(Database.values()).map(UntestedDialect::new));
    }

    private static List<String> statements(SqlDialect dialect) throws Exception {
        List<String> statements = new ArrayList<>();
        for (Class<?> each : classes()) {
            Object instance = make(each, dialect);
            for (Field field : each.getDeclaredFields()) {
                boolean isStatic = Modifier.isStatic(field.getModifiers());
                if (field.getType() == String.class && (isStatic || instance != null)) {
                    field.setAccessible(true);
                    statements.add(filled((String) field.get(isStatic ? null : instance)));
                }
            }
        }
        statements.removeIf(text -> !text.contains(" "));
        return statements;
    }

    /** Without what is in the words of a database that builds have. */
    private static List<Class<?>> classes() throws IOException, URISyntaxException, ClassNotFoundException {
        Path root = Path.of(SqlDialect.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve("ee/tasks/jpa"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                classes.add(Class.forName("ee.tasks.jpa." + name));
            }
        }
        classes.removeAll(List.of(PostgresDialect.class, MariaDbDialect.class, H2Dialect.class));
        return classes;
    }

    /** {@code null} where that needs no dialect, or a connection. */
    private static Object make(Class<?> type, SqlDialect dialect) throws ReflectiveOperationException {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            List<Class<?>> parameters = List.of(constructor.getParameterTypes());
            if (parameters.contains(SqlDialect.class) && !parameters.contains(Connection.class)) {
                constructor.setAccessible(true);
                return constructor.newInstance(parameters.stream()
                        .map(parameter -> argument(parameter, dialect))
                        .toArray());
            }
        }
        return null;
    }

    private static Object argument(Class<?> type, SqlDialect dialect) {
        if (type.isPrimitive()) {
            return type == boolean.class ? (Object) false : 0;
        }
        return Stream.of(dialect, "n", Duration.ofHours(1))
                .filter(type::isInstance)
                .findFirst()
                .orElse(null);
    }

    private static String filled(String template) {
        return template == null
                ? ""
                : template.replace("%%", "%").replaceAll("%(\\d\\$)?d", "7").replaceAll("%(\\d\\$)?s", "x");
    }
}
