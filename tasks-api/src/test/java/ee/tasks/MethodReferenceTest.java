package ee.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ee.tasks.TaskInvocation.Target;
import ee.tasks.fixture.VisibleBean;
import ee.tasks.function.VoidMethod0;
import ee.tasks.function.VoidMethod1;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

class MethodReferenceTest {

    interface Greeter {
        void greet(String name);
    }

    public static class Base implements Greeter {
        @Override
        public void greet(String name) {}

        public void inherited(long id) {}
    }

    public static class Bean extends Base {
        public void own(long id) {}

        public static void noInstance(Bean bean) {}

        private void hidden(long id) {}
    }

    public static class Box<T> {
        public T open(T key) {
            return key;
        }
    }

    record Ref(String id) {}

    @Test
    void aMethodIsNamedByItsClassAndItsName() {
        assertThat(TaskInvocation.of(Bean::own, 1L).target()).isEqualTo(new Target.Method(Bean.class, "own"));
    }

    @Test
    void anInheritedMethodBelongsToTheClassItIsWrittenWith() {
        assertThat(TaskInvocation.of(Bean::inherited, 1L).target())
                .isEqualTo(new Target.Method(Bean.class, "inherited"));
    }

    @Test
    void anInterfacesMethodNamesTheInterface() {
        assertThat(TaskInvocation.of(Greeter::greet, "Ada").target())
                .isEqualTo(new Target.Method(Greeter.class, "greet"));
    }

    @Test
    void aSuperclassesMethodNamesTheSuperclass() {
        assertThat(TaskInvocation.of(Base::inherited, 1L).target())
                .isEqualTo(new Target.Method(Base.class, "inherited"));
    }

    @Test
    void aGenericBeanIsNamedByItsClass() {
        assertThat(TaskInvocation.of(Box<String>::open, "key").target())
                .isEqualTo(new Target.Method(Box.class, "open"));
    }

    @Test
    void aBeanInAnotherPackageIsNamedByItsPublicMethod() {
        assertThat(TaskInvocation.of(VisibleBean::own, 1L).target())
                .isEqualTo(new Target.Method(VisibleBean.class, "own"));
    }

    @Test
    void aPrivateMethodOfTheSameNestIsNamedHereAndRefusedAsATaskLater() {
        assertThat(TaskInvocation.of(Bean::hidden, 1L).target()).isEqualTo(new Target.Method(Bean.class, "hidden"));
    }

    @Test
    void aReferenceToOneObjectIsRefused() {
        Bean bean = new Bean();
        assertRefused(bean::own)
                .startsWith("EETASK0011: ")
                .contains("write 'MethodReferenceTest.Bean::own' with the class, not 'object::own'");
    }

    @Test
    void aStaticMethodIsRefused() {
        assertRefused(Bean::noInstance)
                .startsWith("EETASK0012: ")
                .contains(Bean.class.getName() + ".noInstance is static");
    }

    @Test
    void aLambdaIsRefused() {
        assertRefused(bean -> {})
                .startsWith("EETASK0013: ")
                .contains("a lambda in " + MethodReferenceTest.class.getName())
                .contains("TaskInvocation.named(");
    }

    @Test
    void aLambdaThatCapturesIsRefusedAndToldToPassArguments() {
        Set<Object> seen = new HashSet<>();
        assertRefused(bean -> seen.add(bean)).startsWith("EETASK0017: ").contains("pass the values as arguments");
    }

    @Test
    void aConstructorIsRefused() {
        assertRefused((VoidMethod0<String>) Ref::new)
                .startsWith("EETASK0014: ")
                .contains("MethodReferenceTest.Ref::new");
    }

    @Test
    void anInstanceOfAHandWrittenClassIsRefused() {
        VoidMethod0<Bean> handWritten = new VoidMethod0<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public void call(Bean bean) {}
        };
        assertRefused(handWritten)
                .startsWith("EETASK0015: " + handWritten.getClass().getName()
                        + " is not a method reference that can be read: it is an object of a class of its own;");
    }

    @Test
    void aMethodThatANonPublicBaseClassDeclaresArrivesAsALambdaAndTheMessageSaysSo() {
        VoidMethod1<VisibleBean, Long> reference = VisibleBean::declaredOutOfSight;
        assertThatExceptionOfType(InvalidTaskException.class)
                .isThrownBy(() -> TaskInvocation.of(reference, 1L))
                .withMessageStartingWith("EETASK0013: ")
                .withMessageContaining("declared in a class that is not public")
                .withMessageContaining("TaskInvocation.named(");
    }

    @Test
    void aProtectedMethodOfAnotherPackagesBaseClassArrivesAsALambdaAndTheMessageSaysSo() {
        assertThatExceptionOfType(InvalidTaskException.class)
                .isThrownBy(Heir::ofAProtectedMethod)
                .withMessageStartingWith("EETASK0013: ")
                .withMessageContaining("the method is private or protected");
    }

    @Test
    void noReferenceIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> TaskInvocation.of((VoidMethod0<Bean>) null))
                .withMessage("task");
    }

    @Test
    void aCallSiteIsResolvedOnce() {
        Set<Target> targets = new HashSet<>();
        Target first = null;
        for (long id = 0; id < 3; id++) {
            Target target = TaskInvocation.of(Bean::own, id).target();
            first = first == null ? target : first;
            assertThat(target).isSameAs(first);
            targets.add(target);
        }
        targets.add(TaskInvocation.of(Bean::own, 3L).target());
        assertThat(targets).as("another call site names the same method").hasSize(1);
    }

    private static <B> AbstractStringAssert<?> assertRefused(VoidMethod0<B> reference) {
        return assertThat(catchThrowableOfType(InvalidTaskException.class, () -> TaskInvocation.of(reference))
                .getMessage());
    }

    static class Heir extends VisibleBean {
        static void ofAProtectedMethod() {
            VoidMethod1<Heir, Long> reference = Heir::forSubclassesOnly;
            TaskInvocation.of(reference, 1L);
        }
    }
}
