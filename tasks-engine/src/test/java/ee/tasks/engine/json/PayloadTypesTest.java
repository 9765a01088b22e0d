package ee.tasks.engine.json;

import static ee.tasks.engine.json.Payloads.taking;
import static org.assertj.core.api.Assertions.assertThat;

import ee.tasks.engine.json.Samples.Abstract;
import ee.tasks.engine.json.Samples.Bean;
import ee.tasks.engine.json.Samples.Blob;
import ee.tasks.engine.json.Samples.Box;
import ee.tasks.engine.json.Samples.Colour;
import ee.tasks.engine.json.Samples.Command;
import ee.tasks.engine.json.Samples.DateBox;
import ee.tasks.engine.json.Samples.Endless;
import ee.tasks.engine.json.Samples.Everything;
import ee.tasks.engine.json.Samples.Generic;
import ee.tasks.engine.json.Samples.Holder;
import ee.tasks.engine.json.Samples.Inner;
import ee.tasks.engine.json.Samples.LaterPage;
import ee.tasks.engine.json.Samples.Made;
import ee.tasks.engine.json.Samples.Named;
import ee.tasks.engine.json.Samples.NoConstructor;
import ee.tasks.engine.json.Samples.Node;
import ee.tasks.engine.json.Samples.NotPublic;
import ee.tasks.engine.json.Samples.NotPublicBean;
import ee.tasks.engine.json.Samples.NothingVisible;
import ee.tasks.engine.json.Samples.Operation;
import ee.tasks.engine.json.Samples.Order;
import ee.tasks.engine.json.Samples.OwnList;
import ee.tasks.engine.json.Samples.Page;
import ee.tasks.engine.json.Samples.Point;
import ee.tasks.engine.json.Samples.Publication;
import ee.tasks.engine.json.Samples.ReadOnly;
import ee.tasks.engine.json.Samples.Shape;
import ee.tasks.engine.json.Samples.TwoConstructors;
import ee.tasks.engine.json.Samples.Unmarked;
import ee.tasks.engine.json.Samples.WithEnumMap;
import ee.tasks.engine.json.Samples.WithGetter;
import ee.tasks.engine.json.Samples.WithIterable;
import ee.tasks.engine.json.Samples.WithObject;
import ee.tasks.engine.json.Samples.WithStream;
import jakarta.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadTypesTest {

    private static final String WHERE = "parameter 1 'x' of task 't'";

    static List<Type> goodTypes() {
        return List.of(
                long.class,
                String.class,
                Colour.class,
                Operation.class,
                byte[].class,
                LocalDate[][].class,
                Order.class,
                Everything.class,
                Blob.class,
                Bean.class,
                DateBox.class,
                Holder.class,
                Made.class,
                Node.class,
                Shape.class,
                OwnList.class,
                Properties.class,
                JsonObject.class,
                void.class,
                new TypeRef<List<Order>>() {}.type(),
                new TypeRef<Map<UUID, Optional<Point>>>() {}.type(),
                new TypeRef<LinkedHashMap<Point, Set<Shape>>>() {}.type(),
                new TypeRef<Box<LocalDate>>() {}.type(),
                new TypeRef<List<String>[]>() {}.type());
    }

    @ParameterizedTest
    @MethodSource("goodTypes")
    void whatSurvivesIsAccepted(Type type) {
        assertThat(PayloadTypes.problems(WHERE, type)).isEmpty();
    }

    @Test
    void entitiesAreRefusedWhereverTheyStand() {
        assertProblem(
                Page.class,
                "EETASK0320: parameter 1 'x' of task 't' is the JPA entity " + Page.class.getName()
                        + ", which would be out of date when the task runs; pass its id and find it in the task");
        assertProblem(LaterPage.class, "EETASK0320");
        assertProblem(new TypeRef<List<Page>>() {}.type(), "EETASK0320", "at '[]',");
        assertProblem(Publication.class, "EETASK0320", "at 'page',");
        assertProblem(new TypeRef<Map<String, Optional<Publication>>>() {}.type(), "EETASK0320", "at '[].page',");
    }

    @Test
    void whatIsOpenIsNoData() {
        for (Type type : List.of(
                InputStream.class,
                Reader.class,
                Connection.class,
                DataSource.class,
                ExecutorService.class,
                Thread.class,
                new TypeRef<CompletionStage<String>>() {}.type(),
                new TypeRef<CompletableFuture<String>>() {}.type())) {
            assertProblem(type, "EETASK0321", "open it in the task");
        }
    }

    @Test
    void whatCanBeReadOnlyOnceIsNoData() {
        assertProblem(new TypeRef<Stream<String>>() {}.type(), "EETASK0322", "declare a List or a Set");
        assertProblem(IntStream.class, "EETASK0322");
        assertProblem(new TypeRef<Iterator<String>>() {}.type(), "EETASK0322");
        assertProblem(
                new TypeRef<Iterable<String>>() {}.type(),
                "EETASK0322",
                "is a java.lang.Iterable, which does not say which collection to read; declare a List or a Set");
        assertProblem(WithStream.class, "EETASK0322", "at 'streams[]',");
        assertProblem(WithIterable.class, "EETASK0322", "at 'items',");
    }

    @Test
    @Tag("B116")
    void codeIsNoData() {
        assertProblem(Runnable.class, "EETASK0323: parameter 1 'x' of task 't' is the functional interface");
        assertProblem(new TypeRef<Consumer<String>>() {}.type(), "EETASK0323");
        assertProblem(new TypeRef<Supplier<String>>() {}.type(), "EETASK0323");
        assertProblem(new TypeRef<Comparator<String>>() {}.type(), "EETASK0323");
        assertProblem(Command.class, "EETASK0323");
    }

    @Test
    <T> void typesThatSayNothingAreRefused() {
        assertProblem(Object.class, "EETASK0324", "is an Object", "jakarta.json.JsonObject");
        assertProblem(List.class, "EETASK0324", "a raw java.util.List");
        assertProblem(Box.class, "EETASK0324", "a raw");
        assertProblem(WithObject.class, "EETASK0324", "at 'anything',");
        assertProblem(new TypeRef<Map<String, Object>>() {}.type(), "EETASK0324", "at '[]',");
        assertProblem(new TypeRef<List<?>>() {}.type(), "EETASK0325", "the open type ?");
        assertProblem(new TypeRef<List<? extends Number>>() {}.type(), "EETASK0325");
        assertProblem(new TypeRef<Collection<T>>() {}.type(), "EETASK0325", "the open type T");
        assertProblem(new TypeRef<Box<T>>() {}.type(), "EETASK0325", "at 'content',");
    }

    @Test
    void whatYassonLosesIsRefused() {
        assertProblem(new TypeRef<Generic<String>>() {}.type(), "EETASK0326");
        assertProblem(NotPublic.class, "EETASK0327");
        assertProblem(NotPublicBean.class, "EETASK0327");
        assertProblem(Unmarked.class, "EETASK0328", "@JsonbTypeInfo");
        assertProblem(Abstract.class, "EETASK0328");
        assertProblem(Named.class, "EETASK0328");
        assertProblem(new TypeRef<EnumMap<Colour, String>>() {}.type(), "EETASK0329", "declare a Map with the enum");
        assertProblem(WithEnumMap.class, "EETASK0329", "at 'map',");
        assertProblem(NothingVisible.class, "EETASK0330");
        assertProblem(ReadOnly.class, "EETASK0330");
        assertProblem(
                NoConstructor.class, "EETASK0331", "it needs a public or protected constructor without parameters");
        assertProblem(Inner.class, "EETASK0331", "it is an inner class; make it static");
        assertProblem(TwoConstructors.class, "EETASK0332");
        assertProblem(new TypeRef<List<Order>[]>() {}.type(), "EETASK0333");
    }

    @Test
    void typesOfThePlatformWithoutAJsonFormAreRefusedWithWhatToDeclareInstead() {
        assertProblem(TimeZone.class, "EETASK0329", "declare a java.time.ZoneId");
        assertProblem(Number.class, "EETASK0329", "such as long or BigDecimal");
        assertProblem(CharSequence.class, "EETASK0329", "declare a String");
        assertProblem(Timestamp.class, "EETASK0329", "declare a java.time.Instant");
        assertProblem(new TypeRef<BlockingQueue<String>>() {}.type(), "EETASK0329", "declare a List or a Set");
        assertProblem(File.class, "EETASK0329", "declare a String");
        assertProblem(Class.class, "EETASK0324");
        assertProblem(AtomicLong.class, "EETASK0329");
        assertProblem(IllegalStateException.class, "EETASK0329");
    }

    @Test
    void gettersOfRecordsAreWrittenAndChecked() {
        assertProblem(WithGetter.class, "EETASK0322", "at 'getItems',");
    }

    @Test
    void typesWithoutEndEndTheWalk() {
        assertThat(PayloadTypes.problems(WHERE, new TypeRef<Endless<String>>() {}.type()))
                .isEmpty();
    }

    @Test
    void aClassThatIsMissingIsReported() throws Exception {
        Class<?> incomplete = new HidingLoader("ee.tasks.engine.json.Samples$Point")
                .loadClass("ee.tasks.engine.json.Samples$Missing");

        assertProblem(incomplete, "EETASK0334", "java.lang.NoClassDefFoundError", "add the library");
    }

    @Test
    void allProblemsOfASignatureAreReported() {
        PayloadSignature signature = PayloadSignature.of(
                "t",
                List.of(new PayloadParameter("a", Page.class), new PayloadParameter("b", Publication.class)),
                Object.class);

        assertThat(signature.problems())
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("EETASK0320: parameter 1 'a' of task 't' is"))
                .anyMatch(problem -> problem.startsWith("EETASK0320: parameter 2 'b' of task 't', at 'page', is"))
                .anyMatch(problem -> problem.startsWith("EETASK0324: the result of task 't' is an Object"));
        assertThat(taking(long.class, Order.class).problems()).isEmpty();
    }

    @Test
    void valuesOfKnownShapeNeedNoRoundTrip() {
        for (Type type : List.of(
                long.class,
                String.class,
                Operation.class,
                Instant.class,
                BigDecimal.class,
                double[].class,
                new TypeRef<List<Optional<UUID>>>() {}.type(),
                new TypeRef<Optional<List<Colour>>>() {}.type())) {
            assertThat(PayloadTypes.isProven(type)).as(type.getTypeName()).isTrue();
        }
        for (Type type : List.of(
                Point.class,
                Bean.class,
                Object.class,
                new TypeRef<List<Point>>() {}.type(),
                new TypeRef<Map<Point, String>>() {}.type(),
                new TypeRef<Map<Colour, LocalDate>>() {}.type(), // may be one by identity
                new TypeRef<List<Set<LocalDate>>>() {}.type(),
                ZoneId.class,
                List.class)) {
            assertThat(PayloadTypes.isProven(type)).as(type.getTypeName()).isFalse();
        }
    }

    private static void assertProblem(Type type, String... texts) {
        assertThat(PayloadTypes.problems(WHERE, type))
                .as(type.getTypeName())
                .hasSize(1)
                .first()
                .asString()
                .startsWith(texts[0])
                .contains(texts);
    }

    /** Loads the samples again, all but one. */
    private static final class HidingLoader extends ClassLoader {

        private final String hidden;

        HidingLoader(String hidden) {
            super(PayloadTypesTest.class.getClassLoader());
            this.hidden = hidden;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(hidden)) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith(Samples.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
